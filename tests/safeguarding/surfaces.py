"""Every way something written can reach somebody, found where it is registered: each address of the site filled with
what there is, each field of the API, each room's stream and private frames, each area's own-data export, notices, the
search index. A new address, field, room or area is looked at without a line here."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.search.models import IndexEntry

from frontend.catalogue import AREAS
from innovations.models import Project, ProjectImage
from moderation.contracts import registered_kinds
from moderation.models import Decision, QueueItem, Sanction
from peer_circles.models import Aside, AsideMessage, Circle, CircleSession, Message
from pop.accounts.contracts import areas_with_personal_data
from pop.accounts.models import Notice
from pop.core.errors import Absent
from pop.realtime import asking
from pop.realtime.contracts import Viewer
from pop.realtime.models import Room
from tests.audit.doors import documents
from tests.people import Person

NOBODY = UUID(int=0)
_BEHIND_WALLS = ("cms/", "documents/")  # the Wagtail admin is staff's, and walked in tests/audit/test_every_look.py
# Ways out and in: they would end the reader's session.
_NOT_VISITED = {"leave", "account_logout"}


SEARCHED = "card"  # stands beside what is looked for: an answer says the reader's own words back to them


def everything_at(browser: Client, person: Person | None) -> dict[str, str]:
    """All this person can come by, by where it was; but for the address itself, which they know."""
    found = dict(_addresses(browser))
    found |= dict(_api(browser))
    found["search index"] = " ".join(map(str, IndexEntry.objects.values_list("title", "autocomplete", "body")))
    if person is not None:
        found |= dict(_rooms(browser))
        found |= {f"own data: {area.area}": _as_text(area.export(person.persona.pk)) for area in _areas()}
        found["notices"] = _as_text(list(Notice.objects.filter(persona=person.persona).values()))
    return found


def _areas() -> Any:
    return areas_with_personal_data()


def _as_text(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)


def _ids(model: type[Model]) -> list[Any]:
    return list(model._default_manager.values_list("pk", flat=True))


# What stands in an address: the argument's name, and everything it can be.
ARGUMENTS: dict[str, Callable[[], list[Any]]] = {
    "circle_id": lambda: _ids(Circle),
    "session_id": lambda: _ids(CircleSession),
    "message_id": lambda: [*_ids(Message), *_ids(AsideMessage)],
    "aside_id": lambda: _ids(Aside),
    "project_id": lambda: _ids(Project),
    "image_id": lambda: _ids(ProjectImage),
    "size": lambda: ["small", "large"],
    "item_id": lambda: _ids(QueueItem),
    "decision_id": lambda: _ids(Decision),
    "notice_id": lambda: _ids(Notice),
    "sanction_id": lambda: _ids(Sanction),
    "kind": lambda: [kind.name for kind in registered_kinds()],
    "subject_id": lambda: list(QueueItem.objects.values_list("subject_id", flat=True)),
    "persona_id": lambda: list(QueueItem.objects.exclude(author=None).values_list("author", flat=True)),
    "age_band": lambda: ["16-17"],
    "area": lambda: list(AREAS),
    "code": lambda: ["gb"],
    "period": lambda: ["2026-q1"],
}
# Of other things than what people write to each other or show; there is none of them here.
ELSEWHERE = {
    "name", "hidden_id", "role_id", "service_id", "pause_id", "hours_id", "term_id",
    "page_view_restriction_id", "page_id", "credential_id", "pk", "appeal_id", "view_id", "area",
}  # fmt: skip


def _addresses(browser: Client) -> Iterator[tuple[str, str]]:
    for name, arguments in _patterns(get_resolver(), []):
        if name in _NOT_VISITED or set(arguments) & ELSEWHERE:
            continue
        for values in product(*(ARGUMENTS[argument]() for argument in arguments)):
            try:
                path = reverse(name, kwargs=dict(zip(arguments, values, strict=True)))
            except NoReverseMatch:
                continue
            for query in ("", f"?q={SEARCHED}&search={SEARCHED}") if not arguments else ("",):
                answer = browser.get(path + query)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                headers = " ".join(f"{header}: {value}" for header, value in answer.items())
                text = f"{headers} {body.decode('utf-8', 'replace')}"
                yield f"{name} {path}{query}", text.replace(path, "").replace(quote(path, safe=""), "")


def _patterns(resolver: URLResolver, inside: list[str]) -> Iterator[tuple[str, list[str]]]:
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            if not str(part.pattern).startswith(_BEHIND_WALLS):
                yield from _patterns(part, [*inside, part.namespace] if part.namespace else inside)
        elif isinstance(part, URLPattern) and part.name:
            yield ":".join([*inside, part.name]), re.findall(r"<(?:\w+:)?(\w+)>", str(part.pattern))


def _api(browser: Client) -> Iterator[tuple[str, str]]:
    def one(model: type[Model]) -> Any:
        return next(iter(_ids(model)), NOBODY)

    circle, session, talk, project = one(Circle), one(CircleSession), one(Aside), one(Project)
    values = {
        ("circle", "id"): circle, ("circleDesk", "circleId"): circle, ("circleMessage", "circleId"): circle,
        ("circleMessage", "id"): one(Message), ("circleSession", "circleId"): circle, ("circleSession", "id"): session,
        ("myAside", "circleId"): circle, ("aside", "id"): talk, ("asides", "circleId"): circle,
        ("project", "id"): project, ("projects", "search"): SEARCHED, ("queueItem", "id"): one(QueueItem),
        ("queueItem", "showWords"): "true", ("sanctionsOf", "personaId"): NOBODY,
        ("stepsOpen", "kind"): "circle_message", ("stepsOpen", "subjectId"): one(Message),
        ("resource", "id"): NOBODY, ("partner", "slug"): "none", ("service", "id"): NOBODY, ("country", "code"): "gb",
        ("statement", "id"): one(Decision), ("flagOutcome", "id"): one(Decision),
    }  # fmt: skip
    for name, document in documents(values):
        answer = browser.post(
            "/graphql/", {"query": document}, content_type="application/json", headers={"Accept": "application/json"}
        )
        assert answer.status_code == 200, (name, answer.content)
        yield f"API {name}", answer.content.decode()


def _rooms(browser: Client) -> Iterator[tuple[str, str]]:
    """The whole stream and the private frames of each room in which they have a seat."""
    for room in Room.objects.all():
        (taken,) = asking.seats_taken([(browser.session.session_key, room.pk)])
        if isinstance(taken, Absent):
            continue
        actor, seat, state = taken
        yield f"stream of {state.kind}", " ".join(frame.text for frame in asking.replay(room.pk, 0))
        private = asking.private_frames(state.kind, room.pk, [(Viewer(actor, seat), "en")])
        yield f"private frames of {state.kind}", _as_text(private)


NOWHERE: dict[str, list[str]] = {"bilal": [], "a stranger": []}


def where(onlookers, word):
    """Where whom of them finds it."""
    return {
        name: sorted(place for place, text in everything_at(browser, person).items() if word in text)
        for name, (browser, person) in onlookers.items()
    }
