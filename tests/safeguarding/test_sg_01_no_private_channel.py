"""SG-01: no private channel between an adult's account and a minor's, either way, by any door.

The schema and the frames are walked as they are: whatever is added later is tried by itself, by every role and age, at
everything that is the other's. After each attempt the statements that reached the database are looked at: words of the
one must never stand in a row of the other's, and no row may hold the two of them.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from graphql import (
    ExecutionResult,
    GraphQLEnumType,
    GraphQLInputObjectType,
    execute,
    get_named_type,
    get_nullable_type,
    is_list_type,
    parse,
    validate,
)

from moderation.actions import open_queue
from moderation.selectors import open_item_for
from peer_circles.rooms import CircleRooms
from pop.accounts.contracts import AgeBand, Role
from pop.accounts.models import Login, Notice, Persona
from pop.api.schema import schema
from pop.core import clock
from pop.core.errors import DomainError
from pop.realtime import contracts
from pop.realtime.models import Room
from tests.factories import asides, circles
from tests.factories import innovations as projects
from tests.factories.talk import post
from tests.people import Person, organisation, person

SCHEMA = schema.graphql_schema
WORDS = "Write to me somewhere else, this stays between us"

# Where a row may hold both: (table, why). Nobody but staff ever reads the first.
BOTH = {
    "audit_auditentry": "what staff did to whom, for staff",
    "accounts_hiddenperson": "whom somebody does not want to see, for themselves alone",
}
# Somebody of the staff and a minor: without any words of theirs.
STAFF_AND_MINOR = {
    "peer_circles_aside": "an offer to talk alone with staff: the member says yes or no, others look in (SG-02)",
}
# An adult who is staff speaks to a minor only through these, each decided, logged and open to others of the staff.
STAFF_WORDS = {
    "moderation_decision": "what became of something of theirs, and why (SG-49)",
}


class Statements:
    """What reaches the database: each writing statement with its table and everything in it."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if named := re.match(r'(?:INSERT INTO|UPDATE) "(\w+)"', sql):
            rows = params if many else [params]
            # psycopg wraps JSON in something that shows only its beginning.
            values = [getattr(value, "obj", value) for row in rows for value in row or ()]
            self.found.append((named[1], str(values).replace("-", "")))
        return execute(sql, params, many, context)


def keys(somebody: Person) -> list[str]:
    return [somebody.persona.pk.hex, somebody.login.pk.hex]


def wrong_rows(statements: Statements, actor: Person, other: Person, *, is_staff: bool) -> list[str]:
    wrong = []
    for table, params in statements.found:
        holds_other = any(key in params for key in keys(other))
        holds_both = holds_other and any(key in params for key in keys(actor))
        if holds_both and table not in BOTH and not (is_staff and table in STAFF_AND_MINOR):
            wrong.append(f"{table} holds them both")
        if holds_other and WORDS in params and not (is_staff and table in STAFF_WORDS):
            wrong.append(f"{table} gives words of one to the other")
    return wrong


# --- Everybody, and what is theirs ---------------------------------------------------------------------------------

ROLES: list[tuple[str, AgeBand | str, Role | None]] = [
    *((f"aged {band}", band, None) for band in AgeBand),
    *((f"{role} of no age", "", role) for role in Role),
    ("facilitator of 18-24", AgeBand.EIGHTEEN_TO_TWENTY_FOUR, Role.FACILITATOR),
]


def somebody_of(age_band: AgeBand | str, role: Role | None) -> Person:
    fields = {"organisation": organisation("A partner")} if role is Role.PARTNER_EDITOR else {}
    return person("somebody", age_band, *([role] if role else []), **fields)


def stand_in_life(somebody: Person, keeper: Person, reader: Person, age_band: AgeBand) -> list[UUID]:
    """They are in a circle, have said something, made a project, and talk alone with staff; gives all of the ids."""
    circle = circles.circle(keeper, somebody, age_band=age_band, pre_moderated=True)
    said = post(somebody, circle, "something of theirs")
    project = projects.published(somebody, reader)
    waits = open_item_for("circle_message", said.pk)
    aside = asides.opened(circle, keeper, somebody)
    theirs = [circle.pk, circle.room_id, said.pk, project.pk, waits.pk, aside.pk, aside.room_id]
    return [somebody.persona.pk, somebody.login.pk, *theirs]


def value_for(kind: Any, uuid: UUID) -> Any:
    """Something that fits, with the words wherever words fit."""
    nullable = get_nullable_type(kind)
    if is_list_type(nullable):
        return [value_for(nullable.of_type, uuid)]
    named = get_named_type(kind)
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    if isinstance(named, GraphQLInputObjectType):
        return {name: value_for(field.type, uuid) for name, field in named.fields.items()}
    values = {"UUID": str(uuid), "String": WORDS, "Int": 1, "Boolean": True, "Float": 1.0, "ID": str(uuid)}
    values |= {"Date": (clock.now() + timedelta(days=2)).date().isoformat(), "Time": "16:00:00"}
    values |= {"DateTime": clock.now().isoformat()}
    return values[named.name]


def uuids_in(kind: GraphQLInputObjectType) -> list[str]:
    return [name for name, field in kind.fields.items() if get_named_type(field.type).name in {"UUID", "ID"}]


def choices_in(kind: GraphQLInputObjectType) -> Iterator[tuple[str, str]]:
    """Words a text field says it takes: in its description, such as `mute` and `block`."""
    for place, field in kind.fields.items():
        if get_named_type(field.type).name == "String":
            yield from ((place, word) for word in re.findall(r"\b[a-z][a-z_]{3,}\b", field.description or "")[:6])


def attempts(name: str, ids: list[UUID]) -> Iterator[dict[str, Any]]:
    """Inputs for one mutation: each of the other's ids wherever one fits, two at a time where two fit."""
    field = SCHEMA.mutation_type.fields[name]
    if "input" not in field.args:
        yield {}
        return
    kind = get_named_type(field.args["input"].type)
    places = uuids_in(kind)
    for chosen in product(ids, repeat=min(2, len(places))):
        given = value_for(kind, uuid4()) | {place: str(one) for place, one in zip(places, chosen, strict=False)}
        yield given
        for place, word in choices_in(kind):
            yield {**given, place: word}


def payload(name: str) -> str:
    field = SCHEMA.mutation_type.fields[name]
    arguments = "(input: $input)" if "input" in field.args else ""
    declared = f"($input: {field.args['input'].type})" if arguments else ""
    return f"mutation{declared} {{ {name}{arguments} {{ errors {{ code }} }} }}"


def try_everything(actor: Person, other: Person, ids: list[UUID], *, is_staff: bool) -> tuple[list[str], int]:
    """Every mutation at everything of the other's, each undone; what went wrong, and how many were tried."""
    wrong, tried = [], 0
    context = SimpleNamespace(actor=actor.actor, session_key="", META={}, headers={})
    for name in SCHEMA.mutation_type.fields:
        document = parse(payload(name))  # read and checked once: it is what is asked with that changes
        assert validate(SCHEMA, document) == []
        for given in attempts(name, ids):
            statements, tried = Statements(), tried + 1
            with transaction.atomic(), connection.execute_wrapper(statements):
                answer = execute(SCHEMA, document, variable_values={"input": given}, context_value=context)
                assert isinstance(answer, ExecutionResult)
                transaction.set_rollback(True)
            # Carried out or refused by the action: never by the schema, for what would not fit.
            assert answer.data is not None, (name, given, answer.errors)
            wrong += [f"{name}: {what}" for what in wrong_rows(statements, actor, other, is_staff=is_staff)]
    return wrong, tried


@pytest.mark.parametrize(("age_band", "role"), [row[1:] for row in ROLES], ids=[row[0] for row in ROLES])
def test_sg_01_no_mutation_carries_words_between_an_adult_and_a_minor_either_way(joel, zola, amina, age_band, role):
    adult_or_minor = somebody_of(age_band, role)
    hers = stand_in_life(amina, joel, zola, AgeBand.SIXTEEN_TO_SEVENTEEN)
    wrong, tried = try_everything(adult_or_minor, amina, hers, is_staff=role is not None)
    assert wrong == []
    assert tried > 3 * len(SCHEMA.mutation_type.fields)
    theirs = [adult_or_minor.persona.pk, adult_or_minor.login.pk, *hers[2:3]]
    wrong, _tried = try_everything(amina, adult_or_minor, theirs, is_staff=False)
    assert wrong == []


def test_sg_01_the_schema_has_no_words_for_one_person():
    """An input that names a person takes no words for them."""
    direct = [
        f"{name}: {place}"
        for name, field in SCHEMA.mutation_type.fields.items()
        if "input" in field.args
        for kind in [get_named_type(field.args["input"].type)]
        if any(get_named_type(one.type).name == "String" for one in kind.fields.values())
        for place in uuids_in(kind)
        if re.search("persona|person|recipient|user|member|author|login", place, re.IGNORECASE)
    ]
    assert direct == []
    named = re.compile("direct|private|whisper|inbox|chat|friend|follow", re.IGNORECASE)
    assert [name for name in SCHEMA.mutation_type.fields if named.search(name)] == []


# --- Frames --------------------------------------------------------------------------------------------------------


def fitting(check: Any, uuid: UUID) -> Any:
    """Something this field of a frame takes."""
    for value in (str(uuid), WORDS, 1, True):
        try:
            check(value)
        except ValueError:
            continue
        return value
    raise AssertionError("a field of a frame takes nothing that is known here")


@pytest.mark.parametrize(("age_band", "role"), [row[1:] for row in ROLES], ids=[row[0] for row in ROLES])
def test_sg_01_no_frame_does_either(joel, zola, amina, age_band, role):
    """Whoever has no seat is refused everything; whoever has one, as staff, says it to the whole room or to nobody."""
    somebody = somebody_of(age_band, role)
    hers = stand_in_life(amina, joel, zola, AgeBand.SIXTEEN_TO_SEVENTEEN)
    open_queue(actor=zola.actor)
    rooms = Room.objects.all()
    assert {room.kind for room in rooms} == set(contracts._kinds)  # a room of every kind there is
    for room in rooms:
        kind = contracts.room_kind_named(room.kind)
        (seat,) = kind.seats([(room.pk, somebody.actor)])
        assert seat is None or (seat.is_staff and role is not None)
        for type_, fields in kind.accepts.items():
            for one in hers:
                frame = {"type": type_, **{name: fitting(check, one) for name, check in fields.items()}}
                statements = Statements()
                with transaction.atomic(), connection.execute_wrapper(statements):
                    try:
                        kind.receive(somebody.actor, room.pk, frame, clock.now())
                        assert seat is not None, f"{type_} was carried out for somebody without a seat"
                    except DomainError:
                        pass
                    transaction.set_rollback(True)
                assert wrong_rows(statements, somebody, amina, is_staff=role is not None) == []


def test_sg_01_over_a_real_line_a_stranger_gets_nothing_but_not_found(live_site, joel, amina, sam):
    circle = circles.circle(joel, amina)
    said = post(amina, circle, "inside words")
    for type_, fields in CircleRooms.accepts.items():
        with live_site.connect(sam) as wire:
            frame = {name: fitting(check, said.pk) for name, check in fields.items()}
            wire.send(type=type_, room=circle.room_id, **frame)
            assert wire.expect("error")["code"] == "not_found"
            wire.send(type="join", room=circle.room_id, after=0)
            assert wire.closing_code()[0] == 4404


def test_sg_01_every_row_about_two_people_is_known():
    """A row that names two people is a line between them, or can become one: whoever adds such a model says which."""
    two = {
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith(("pop.accounts", "pop.support", "innovations", "peer_circles", "moderation"))
        and sum(field.concrete and field.related_model in (Login, Persona) for field in model._meta.get_fields()) > 1
    }
    assert two <= TWO.keys()


TWO = {
    "accounts_hiddenperson": "whom somebody does not want to see; the other never learns of it",
    "peer_circles_aside": "a member and the staff who listen to them, by consent of both, looked in on (SG-02)",
    "moderation_queueitem": "whom it is about, and who of the staff works on it; for staff",
    "accounts_staffrole": "which of the staff gave a role to whom",
    "moderation_appeal": "whose question it is, and who of the staff decided first and then; for staff",
    "moderation_sanction": "who of the staff decided something about somebody's writing, with reasons for that person",
    "moderation_lexiconterm": "which two of the staff added and questioned a word",
}


def test_sg_01_the_look_at_the_database_finds_what_it_looks_for(amina, sam):
    statements = Statements()
    with connection.execute_wrapper(statements):
        Notice.objects.create(persona=amina.persona, kind="x", facts={"said": WORDS}, created_at=clock.now())
        Notice.objects.create(
            persona=amina.persona, kind="x", facts={"by": str(sam.persona.pk)}, created_at=clock.now()
        )
    assert wrong_rows(statements, sam, amina, is_staff=True) == [
        "accounts_notice gives words of one to the other",
        "accounts_notice holds them both",
    ]
    assert wrong_rows(statements, amina, sam, is_staff=False) == ["accounts_notice holds them both"]
