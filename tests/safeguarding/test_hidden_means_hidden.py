"""SG-10 and SG-57: what waits, or was removed, is on no surface for anybody but its author and staff.

Every registered kind has a line in hidden_kinds.py; a kind without one fails. The canary word is looked for in every
answer.
"""

import pytest
from django.test import Client
from django.urls import reverse

from moderation.actions import appeal_decision, decide_item
from moderation.contracts import ChangeableKind, kind_named, registered_kinds
from moderation.models import Decision
from moderation.selectors import open_item_for
from pop.accounts.contracts import Role
from pop.core import clock
from tests.factories.moderation import agree
from tests.people import person
from tests.safeguarding.hidden_kinds import KINDS, NEVER_SHOWN, REMOVAL, TOLD_ABOUT_AFTERWARDS, Case, seen_by

# How the others' findings look when nobody finds anything.
NOWHERE = {name: [] for name in ("a stranger", "bilal", "lina", "sam", "nia", "otto")}


def gone(kind):
    """How they look once it was shown to bilal and is gone."""
    return {**NOWHERE, "bilal": ["flag form"]} if kind in TOLD_ABOUT_AFTERWARDS else NOWHERE


@pytest.fixture
def others(cast, browser_of):
    """Everybody who is neither the author nor staff who read it first, and a stranger."""
    names = ("bilal", "lina", "sam", "nia", "otto")
    return {"a stranger": Client(), **{name: browser_of(cast[name]) for name in names}}


def found_by(others, case):
    return {name: seen_by(browser, case) for name, browser in others.items()}


def test_every_kind_is_in_the_table():
    assert {kind.name for kind in registered_kinds()} == set(KINDS) | set(NEVER_SHOWN)


@pytest.mark.parametrize("kind", NEVER_SHOWN)
def test_sg_10_what_is_for_staff_alone_reaches_nobody_before_or_after_the_decision(
    kind, cast, others, salma, browser_of
):
    make, who, where = NEVER_SHOWN[kind]
    case = make(cast)
    item = open_item_for(kind, case.subject_id)
    assert where in seen_by(browser_of(cast[who]), case)
    assert found_by(others, case) == NOWHERE
    answer = {"decision": "overturn", "explanation": "It is one."} if item.cause == "appealed" else {}
    agree(item, *([cast["zola"], salma] if item.severity == 3 else [cast["zola"]]), now=clock.now(), **answer)
    assert found_by(others, case) == NOWHERE


@pytest.mark.parametrize("kind", KINDS)
def test_sg_10_what_is_held_reaches_nobody_but_author_and_staff(kind, cast, others):
    case = KINDS[kind][0](cast)
    assert open_item_for(kind, case.subject_id) is not None
    assert found_by(others, case) == NOWHERE


@pytest.mark.parametrize("kind", KINDS)
def test_sg_57_what_is_removed_is_gone_from_every_surface(kind, cast, others):
    case, seen, shown = shown_then_flagged(kind, cast, others)
    # The same looking finds it while it is shown: otherwise finding nothing would mean nothing.
    assert KINDS[kind][1] <= set(seen)
    item = open_item_for(shown, case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=item.pk, decision="remove", now=clock.now(), **REMOVAL)
    assert found_by(others, case) == gone(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_sg_10_what_was_never_approved_stays_unseen_after_removal(kind, cast, others):
    case = KINDS[kind][0](cast)
    held = open_item_for(kind, case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=held.pk, decision="remove", now=clock.now(), **REMOVAL)
    assert found_by(others, case) == NOWHERE


@pytest.fixture
def another_moderator(db):
    return person("mo", "18-24", Role.MODERATOR)


def shown_then_flagged(kind, cast, others) -> tuple[Case, list[str], str]:
    """Something everybody sees and bilal has flagged; where he sees it, and under which kind it is flagged."""
    case = KINDS[kind][0](cast)
    held = open_item_for(kind, case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=held.pk, decision="approve", now=clock.now())
    seen = seen_by(others["bilal"], case)
    shown = "project" if kind == "project_change" else kind
    flagged = reverse("moderation:flag", args=[shown, case.subject_id])
    assert others["bilal"].post(flagged, {"reason": "private"}).status_code == 302
    return case, seen, shown


@pytest.mark.parametrize("kind", KINDS)
def test_sg_50_what_is_overturned_is_back_on_every_surface(kind, cast, salma, others):
    case, seen, shown = shown_then_flagged(kind, cast, others)
    item = open_item_for(shown, case.subject_id)
    removal = decide_item(actor=cast["zola"].actor, item_id=item.pk, decision="remove", now=clock.now(), **REMOVAL)
    appeal = appeal_decision(actor=cast["amina"].actor, decision_id=removal.pk, words="It is a bird.", now=clock.now())
    assert found_by(others, case) == gone(kind)
    given = {"decision": "overturn", "explanation": "It is a bird indeed.", "now": clock.now()}
    decide_item(actor=salma.actor, item_id=appeal.item_id, **given)
    assert seen
    assert seen_by(others["bilal"], case) == seen


@pytest.mark.parametrize("kind", [kind for kind in (*KINDS, *NEVER_SHOWN) if kind != "sanction"])  # nobody removes one
def test_sg_50_what_was_held_and_removed_by_mistake_is_shown_as_if_it_had_been_approved(
    kind, cast, salma, others, browser_of, another_moderator
):
    make = KINDS[kind][0] if kind in KINDS else NEVER_SHOWN[kind][0]
    case = make(cast)
    item = open_item_for(kind, case.subject_id)
    two = [another_moderator, cast["zola"]] if item.severity == 3 else [cast["zola"]]
    agree(item, *two, decision="remove", now=clock.now(), **REMOVAL)
    removal = Decision.objects.get(item=item)
    author = cast["joel"] if kind == "circle_aside_message" else cast["amina"]
    appeal = appeal_decision(actor=author.actor, decision_id=removal.pk, words="It is a bird.", now=clock.now())
    given = {"decision": "overturn", "explanation": "It is a bird indeed.", "now": clock.now()}
    decide_item(actor=salma.actor, item_id=appeal.item_id, **given)
    if kind in KINDS:
        assert KINDS[kind][1] <= set(seen_by(others["bilal"], case))
    else:
        _make, who, where = NEVER_SHOWN[kind]
        assert where in seen_by(browser_of(cast[who]), case)
        assert found_by(others, case) == NOWHERE


@pytest.mark.parametrize("kind", [kind for kind in KINDS if isinstance(kind_named(kind), ChangeableKind)])
def test_sg_10_what_waits_to_be_changed_reaches_nobody_but_author_and_staff(kind, cast, others):
    case, _seen, shown = shown_then_flagged(kind, cast, others)
    item = open_item_for(shown, case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=item.pk, decision="change", now=clock.now(), **REMOVAL)
    assert found_by(others, case) == NOWHERE
