"""Every registered kind: how something of it is made that waits, and where it could be seen.

test_hidden_means_hidden.py fails for a kind without a line here; test_sg_57_every_surface.py walks them all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from innovations import actions as projects
from moderation.actions import appeal_sanction
from peer_circles import actions as circle_actions
from peer_circles.actions.asides import ask_for_help
from peer_circles.models import CircleSession
from pop.core import clock
from tests.factories import asides, circles
from tests.factories import innovations as made
from tests.factories.sanctions import about_message
from tests.factories.talk import post

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


# Whoever was shown one can still tell about it when it is gone, in a form without a word of it (SG-01).
TOLD_ABOUT_AFTERWARDS = {"circle_message"}


def seen_by(browser: Client, case: Case) -> list[str]:
    """The surfaces on which this browser finds the canary, or an answer where there should be none."""
    found = []
    for surface in case.surfaces:
        answer = surface.ask(browser)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if CANARY.encode() in body:
            found.append(surface.name if surface.shows_text else f"words on the {surface.name}")
        elif not surface.shows_text and answer.status_code == 200:
            found.append(surface.name)
    return found


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
