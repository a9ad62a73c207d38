"""SG-10 and SG-57 once more, over everything there is: what is hidden is on no address, in no list, search, API field,
live stream, notice, export, feed, kept page or index, for any registered kind. The surfaces are found where they are
registered (surfaces.py), the kinds are those of hidden_kinds.py."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from innovations import actions as projects
from innovations.models import Project
from moderation.actions import decide_item
from moderation.contracts import FoldedKind, kind_named, registered_kinds
from moderation.selectors import open_item_for
from peer_circles import actions as circle_actions
from pop.core import clock
from tests.factories import innovations as made
from tests.safeguarding.hidden_kinds import CANARY, KINDS, NEVER_SHOWN, REMOVAL
from tests.safeguarding.surfaces import NOWHERE, where

pytestmark = pytest.mark.usefixtures("pages_are_kept")


def sign_of(kind, case):
    """What gives it away. Of a call for help: that there is one."""
    return str(case.subject_id) if kind == "circle_help_call" else CANARY


def test_every_registered_kind_is_walked():
    assert {kind.name for kind in registered_kinds()} == set(KINDS) | set(NEVER_SHOWN)


@pytest.mark.parametrize("kind", [*KINDS, *NEVER_SHOWN])
def test_sg_10_what_waits_is_on_no_surface_at_all(kind, cast, onlookers):
    case = KINDS[kind][0](cast) if kind in KINDS else NEVER_SHOWN[kind][0](cast)
    assert where(onlookers, sign_of(kind, case)) == NOWHERE


@pytest.mark.parametrize("kind", KINDS)
def test_sg_57_what_is_removed_was_on_many_surfaces_and_is_on_none(kind, cast, onlookers):
    case = KINDS[kind][0](cast)
    held = open_item_for(kind, case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=held.pk, decision="approve", now=clock.now())
    shown = where(onlookers, CANARY)
    assert len(shown["bilal"]) >= 3, shown  # otherwise finding nothing would mean nothing

    flagged = "project" if kind == "project_change" else kind
    address = reverse("moderation:flag", args=[flagged, case.subject_id])
    assert onlookers["bilal"][0].post(address, {"reason": "private", "note": "It is private"}).status_code == 302
    item = open_item_for(flagged, case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=item.pk, decision="remove", now=clock.now(), **REMOVAL)
    assert where(onlookers, CANARY) == NOWHERE


def test_sg_57_a_remix_that_is_shown_says_nothing_of_what_it_was_made_from_once_that_is_removed(cast, onlookers):
    amina, bilal, zola = cast["amina"], cast["bilal"], cast["zola"]
    first = made.published(amina, zola, title=f"The {CANARY} card", licence="CC-BY-4.0", now=clock.now())
    remix = projects.remix_project(actor=bilal.actor, project_id=first.pk, now=clock.now())
    own = replace(made.WALK_HOME, title="Our own card", licence="CC-BY-4.0")
    projects.save_draft(actor=bilal.actor, project_id=remix.pk, text=own, now=clock.now())
    projects.submit_project(actor=bilal.actor, project_id=remix.pk, checks=made.ALL_CHECKS, now=clock.now())
    decide_item(actor=zola.actor, item_id=open_item_for("project", remix.pk).pk, decision="approve", now=clock.now())
    page = reverse("innovations:project", args=[remix.pk])
    assert CANARY in Client().get(page).content.decode()  # the credit
    projects.hide_project(actor=zola.actor, project_id=first.pk, now=clock.now())
    assert where({"a stranger": onlookers["a stranger"]}, CANARY) == {"a stranger": []}
    assert Project.objects.get(pk=remix.pk).live
    assert "Our own card" in Client().get(page).content.decode()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if isinstance(kind_named(kind), FoldedKind)])
def test_sg_35_what_is_folded_is_only_where_somebody_asks_for_that_very_thing(kind, cast, onlookers):
    case = KINDS[kind][0](cast)
    held = open_item_for(kind, case.subject_id)
    note = kind_named(kind).content_notes()[0][0]
    decide_item(actor=cast["zola"].actor, item_id=held.pk, decision="approve", content_note=note, now=clock.now())
    found = where(onlookers, CANARY)
    assert found["a stranger"] == []
    asked_for = [place for place in found["bilal"] if str(case.subject_id) in place or place == "API circleMessage"]
    assert len(asked_for) >= 2
    assert found["bilal"] == asked_for


def test_sg_57_what_its_author_took_back_is_on_none_either(cast, onlookers):
    case = KINDS["circle_message"][0](cast)
    held = open_item_for("circle_message", case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=held.pk, decision="approve", now=clock.now())
    circle_actions.retract_message(actor=cast["amina"].actor, message_id=case.subject_id, now=clock.now())
    assert where(onlookers, CANARY) == NOWHERE
