"""SG-10 and SG-57: what waits, or was removed, is on no surface for anybody but its author and staff.

Every registered kind has a line in KINDS; a kind without one fails. A kind says how its content is made (held, then
shown), and which addresses and queries could show it. The canary word is looked for in every answer.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from innovations import actions as projects
from moderation.actions import appeal_decision, appeal_sanction, decide_item
from moderation.contracts import ChangeableKind, kind_named, registered_kinds
from moderation.models import Decision
from moderation.selectors import open_item_for
from peer_circles import actions as circle_actions
from peer_circles.actions.asides import ask_for_help
from peer_circles.models import CircleSession
from pop.accounts.contracts import Role
from pop.core import clock
from tests.factories import asides, circles
from tests.factories import innovations as made
from tests.factories.moderation import agree
from tests.factories.sanctions import about_message
from tests.factories.talk import post
from tests.people import person

CANARY = "kingfisher"
REMOVAL = {"reason_code": "private", "explanation": "There is a name in it."}


@dataclass(frozen=True)
class Surface:
    """Somewhere content could be seen: an address, or a query."""

    name: str
    path: str
    query: str = ""
    variables: dict | None = None
    shows_text: bool = True  # False: the answer's status alone tells

    def ask(self, browser: Client):
        if self.query:
            body = {"query": self.query, "variables": self.variables or {}}
            return browser.post(self.path, body, content_type="application/json")
        return browser.get(self.path)


@dataclass(frozen=True)
class Case:
    subject_id: UUID
    surfaces: tuple[Surface, ...]


def flag_form(kind: str, subject_id: UUID) -> Surface:
    return Surface("flag form", reverse("moderation:flag", args=[kind, subject_id]), shows_text=False)


def a_held_project(cast) -> Case:
    text = replace(made.WALK_HOME, title=f"The {CANARY} card")
    project = projects.start_project(actor=cast["amina"].actor, text=text, now=clock.now())
    image = made.with_image(cast["amina"], project, alt=f"A {CANARY}")
    projects.submit_project(actor=cast["amina"].actor, project_id=project.pk, checks=made.ALL_CHECKS, now=clock.now())
    return Case(project.pk, (*project_surfaces(project.pk), picture(image), flag_form("project", project.pk)))


def a_held_change(cast) -> Case:
    project = made.published(cast["amina"], cast["zola"], now=clock.now())
    text = replace(made.WALK_HOME, title=f"The {CANARY} card")
    projects.save_draft(actor=cast["amina"].actor, project_id=project.pk, text=text, now=clock.now())
    image = made.with_image(cast["amina"], project, alt=f"A {CANARY}")
    projects.submit_project(actor=cast["amina"].actor, project_id=project.pk, checks=made.ALL_CHECKS, now=clock.now())
    # The project itself may be flagged, being shown; a change never can.
    return Case(project.pk, (*project_surfaces(project.pk), picture(image)))


def picture(image) -> Surface:
    return Surface("picture", reverse("innovations:image", args=[image.pk, "large"]), shows_text=False)


def project_surfaces(project_id: UUID) -> Iterable[Surface]:
    listed = "query ($search: String) { projects(search: $search) { edges { node { title } } } }"
    one = "query ($id: UUID!) { project(id: $id) { project { title } pictures { description } } }"
    gallery = reverse("innovations:gallery")
    yield Surface("page", reverse("innovations:project", args=[project_id]))
    yield Surface("preview", reverse("innovations:preview", args=[project_id]))
    yield Surface("gallery", gallery)
    yield Surface("search", f"{gallery}?search=card&q=card")
    yield Surface("home", "/")
    yield Surface("API list", "/graphql/", listed)
    yield Surface("API search", "/graphql/", listed, {"search": "card"})
    yield Surface("API one", "/graphql/", one, {"id": str(project_id)})


def a_held_message(cast) -> Case:
    circle = circles.circle(cast["joel"], cast["amina"], cast["bilal"], pre_moderated=True)
    message = circle_actions.post_message(
        actor=cast["amina"].actor,
        circle_id=circle.pk,
        client_id=uuid4(),
        text=f"I saw a {CANARY} today",
        now=clock.now(),
    )
    surfaces = (
        Surface("circle", reverse("circles:circle", args=[circle.pk])),
        Surface("list", reverse("circles:list")),
        flag_form("circle_message", message.pk),
    )
    return Case(message.pk, surfaces)


# kind: how to make one that is held, and on which surfaces the other member sees it once it is approved
PROJECT_IS_ON = {"page", "gallery", "search", "API list", "API search", "API one", "picture"}
KINDS: dict[str, tuple[Callable[[dict], Case], set[str]]] = {
    "project": (a_held_project, PROJECT_IS_ON | {"flag form"}),
    "project_change": (a_held_change, PROJECT_IS_ON),
    "circle_message": (a_held_message, {"circle", "flag form"}),
}


def seen_by(browser: Client, case: Case) -> list[str]:
    """The surfaces on which this browser finds the canary, or an answer where there should be none."""
    found = []
    for surface in case.surfaces:
        answer = surface.ask(browser)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if CANARY.encode() in body or (not surface.shows_text and answer.status_code == 200):
            found.append(surface.name)
    return found


# How the others' findings look when nobody finds anything.
NOWHERE = {name: [] for name in ("a stranger", "bilal", "lina", "sam", "nia", "otto")}


@pytest.fixture
def cast(amina, bilal, lina, sam, joel, zola, nia, salma, otto):
    return {
        "amina": amina, "bilal": bilal, "lina": lina, "sam": sam, "joel": joel, "zola": zola, "nia": nia, "otto": otto,
    }  # fmt: skip


@pytest.fixture
def others(cast, browser_of):
    """Everybody who is neither the author nor staff who read it first, and a stranger."""
    names = ("bilal", "lina", "sam", "nia", "otto")
    return {"a stranger": Client(), **{name: browser_of(cast[name]) for name in names}}


def a_hard_day(cast) -> Case:
    circle = circles.circle(cast["joel"], cast["amina"], cast["bilal"])
    now = clock.now()
    session = CircleSession.objects.create(circle=circle, starts_at=now, ends_at=now + timedelta(minutes=60))
    mine = circle_actions.check_in(
        actor=cast["amina"].actor, session_id=session.pk, agreed_version=1, mood=1, word=CANARY, now=now
    )
    surfaces = (
        Surface("session", reverse("circles:session", args=[circle.pk, session.pk])),
        Surface("circle", reverse("circles:circle", args=[circle.pk])),
        flag_form("circle_check_in", mine.pk),
    )
    return Case(mine.pk, surfaces)


def words_alone(cast) -> Case:
    circle = circles.circle(cast["joel"], cast["amina"], cast["bilal"])
    aside = asides.opened(circle, cast["joel"], cast["amina"])
    message = asides.said(aside, cast["joel"], f"I saw a {CANARY}, call me on 0171 5550134 tonight")
    surfaces = (
        Surface("talk", reverse("circles:aside", args=[circle.pk, aside.pk])),
        Surface("circle", reverse("circles:circle", args=[circle.pk])),
        Surface(
            "API", "/graphql/", "query ($id: UUID!) { aside(id: $id) { messages { text } } }", {"id": str(aside.pk)}
        ),
        flag_form("circle_aside_message", message.pk),
    )
    return Case(message.pk, surfaces)


def a_call_for_help(cast) -> Case:
    circle = circles.circle(cast["joel"], cast["amina"], cast["bilal"], name=f"The {CANARY} circle")
    wish = ask_for_help(actor=cast["amina"].actor, circle_id=circle.pk, now=clock.now())
    return Case(wish.pk, (flag_form("circle_help_call", wish.pk),))


def a_step(cast) -> Case:
    circle = circles.circle(cast["joel"], cast["amina"], cast["bilal"])
    words = post(cast["amina"], circle, "Bilal is so stupid")
    step = about_message(cast["joel"], words, explanation=f"You said it about a {CANARY}.")
    appeal_sanction(actor=cast["amina"].actor, sanction_id=step.pk, words=f"I meant the {CANARY}", now=clock.now())
    surfaces = (
        Surface("own page", reverse("moderation:sanction", args=[step.pk])),
        Surface("history", reverse("moderation:history", args=[cast["amina"].persona.pk])),
        Surface("API", "/graphql/", "{ mySanctions { explanation appeal { words } } }"),
        flag_form("sanction", step.pk),
    )
    return Case(step.pk, surfaces)


NEVER_SHOWN = {  # for the staff it concerns and the author alone, whatever they decide; where somebody of them finds it
    "circle_check_in": (a_hard_day, "zola", "session"),
    "circle_aside_message": (words_alone, "joel", "talk"),
    "circle_help_call": (a_call_for_help, "zola", "flag form"),
    "sanction": (a_step, "zola", "history"),
}


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
    assert {name: seen_by(browser, case) for name, browser in others.items()} == NOWHERE
    answer = {"decision": "overturn", "explanation": "It is one."} if item.cause == "appealed" else {}
    agree(item, *([cast["zola"], salma] if item.severity == 3 else [cast["zola"]]), now=clock.now(), **answer)
    assert {name: seen_by(browser, case) for name, browser in others.items()} == NOWHERE


@pytest.mark.parametrize("kind", KINDS)
def test_sg_10_what_is_held_reaches_nobody_but_author_and_staff(kind, cast, others):
    case = KINDS[kind][0](cast)
    assert open_item_for(kind, case.subject_id) is not None
    assert {name: seen_by(browser, case) for name, browser in others.items()} == NOWHERE


@pytest.mark.parametrize("kind", KINDS)
def test_sg_57_what_is_removed_is_gone_from_every_surface(kind, cast, others):
    make, surfaces = KINDS[kind]
    case = make(cast)
    held = open_item_for(kind, case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=held.pk, decision="approve", now=clock.now())
    # The same looking finds it while it is shown: otherwise finding nothing would mean nothing.
    assert surfaces <= set(seen_by(others["bilal"], case))

    shown = "project" if kind == "project_change" else kind
    flagged = reverse("moderation:flag", args=[shown, case.subject_id])
    assert others["bilal"].post(flagged, {"reason": "private"}).status_code == 302
    item = open_item_for(shown, case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=item.pk, decision="remove", now=clock.now(), **REMOVAL)
    assert {name: seen_by(browser, case) for name, browser in others.items()} == NOWHERE


@pytest.mark.parametrize("kind", KINDS)
def test_sg_10_what_was_never_approved_stays_unseen_after_removal(kind, cast, others):
    case = KINDS[kind][0](cast)
    held = open_item_for(kind, case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=held.pk, decision="remove", now=clock.now(), **REMOVAL)
    assert {name: seen_by(browser, case) for name, browser in others.items()} == NOWHERE


@pytest.fixture
def another_moderator(db):
    return person("mo", "18-24", Role.MODERATOR)


def shown_then_flagged(kind, cast, others, browser_of) -> tuple[Case, list[str], str]:
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
def test_sg_50_what_is_overturned_is_back_on_every_surface(kind, cast, salma, others, browser_of):
    case, seen, shown = shown_then_flagged(kind, cast, others, browser_of)
    item = open_item_for(shown, case.subject_id)
    removal = decide_item(actor=cast["zola"].actor, item_id=item.pk, decision="remove", now=clock.now(), **REMOVAL)
    appeal = appeal_decision(actor=cast["amina"].actor, decision_id=removal.pk, words="It is a bird.", now=clock.now())
    assert {name: seen_by(browser, case) for name, browser in others.items()} == NOWHERE
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
        assert {name: seen_by(browser, case) for name, browser in others.items()} == NOWHERE


@pytest.mark.parametrize("kind", [kind for kind in KINDS if isinstance(kind_named(kind), ChangeableKind)])
def test_sg_10_what_waits_to_be_changed_reaches_nobody_but_author_and_staff(kind, cast, others, browser_of):
    case, _seen, shown = shown_then_flagged(kind, cast, others, browser_of)
    item = open_item_for(shown, case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=item.pk, decision="change", now=clock.now(), **REMOVAL)
    assert {name: seen_by(browser, case) for name, browser in others.items()} == NOWHERE
