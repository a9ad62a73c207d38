"""What is asked in one turn gives what it gives alone, value for value, on every database."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import DateTimeField, DecimalField, Value
from django.test.utils import CaptureQueriesContext

from peer_circles.models import Circle, Message, OpeningHours
from pop.accounts.models import Login
from pop.core import clock
from pop.core.prepared import Among, Given, Prepared
from pop.core.turns import one_turn
from tests.factories import circles

pytestmark = pytest.mark.django_db

CIRCLES: Prepared[Circle] = Prepared(lambda: Circle.objects.filter(Among("pk", "pks")).order_by("-name"))
MESSAGES: Prepared[Message] = Prepared(
    lambda: Message.objects.select_related("author", "reply_to").filter(Among("circle", "pks")).order_by("text")
)
HOURS: Prepared[OpeningHours] = Prepared(lambda: OpeningHours.objects.filter(Among("circle", "pks")).order_by("opens"))
LOGINS: Prepared[Login] = Prepared(
    lambda: (
        Login.objects.select_related("persona")
        .filter(Among("pk", "ids"))
        .order_by("username")
        .annotate(asked_at=Given("now", DateTimeField()))
    )
)
NAMES: Prepared[tuple[str, int]] = Prepared(
    lambda: Circle.objects.filter(Among("pk", "pks")).order_by("name").values_list("name", "capacity")
)
PRICES: Prepared[tuple[object]] = Prepared(
    lambda: (
        Circle.objects.filter(Among("pk", "pks"))
        .annotate(price=Value(1, output_field=DecimalField()))
        .values_list("price")
    )
)
ODD = [
    "plain",
    "quotes \" and \\ and / and ' and %s and 100%",
    "two\nlines\tand a tab",
    "مرحبا 👋🏽 \u2028 \u0001 \ufffd",
    "null",
    "[1, 2]",
]


def said(circle, person, text, **more):
    now = clock.now()
    told = {"verdict": {"effect": 0, "reasons": [{"code": text, "n": 1.5, "none": None}]}, **more}
    return Message.objects.create(
        circle=circle, author=person.persona, client_id=uuid4(), text=text, state="held", created_at=now, **told
    )


def fields(row):
    """Everything that was read of it."""
    kept = {name: value for name, value in vars(row).items() if name != "_state"}
    return kept, {name: type(value) for name, value in kept.items()}


def with_its_own(row):
    """With what was read beside it, as a login's persona."""
    return fields(row), {name: fields(one) for name, one in row._state.fields_cache.items() if one is not None}


def compared(rows):
    return [with_its_own(row) if hasattr(row, "_state") else (row, [type(value) for value in row]) for row in rows]


def test_value_for_value(joel, amina):
    first, second = circles.circle(joel, amina, name="First"), circles.circle(joel, name="Second “%s”")
    first_said = said(first, amina, "first")
    for text in ODD:
        said(first, amina, text, reply_to=first_said, is_anonymous=True, support="me_too")
    OpeningHours.objects.create(circle=second, weekday=2, opens=time(9, 30), closes=time(17, 0, 0))
    pks, now = [first.pk, second.pk], clock.now() - timedelta(days=3, microseconds=7)
    questions = [
        (CIRCLES, {"pks": pks}),
        (MESSAGES, {"pks": pks}),
        (HOURS, {"pks": pks}),
        (LOGINS, {"ids": [joel.login.pk, amina.login.pk], "now": now}),
        (NAMES, {"pks": pks}),
        (CIRCLES, {"pks": []}),
        (NAMES, {"pks": []}),
        (PRICES, {"pks": pks}),
    ]
    alone = [compared(question(**values)) for question, values in questions]
    assert [len(rows) for rows in alone] == [2, 7, 1, 2, 2, 0, 0, 2]
    with transaction.atomic():
        with one_turn():
            asked = [question.ask(**values) for question, values in questions]
        assert [compared(answer()) for answer in asked] == alone
    with one_turn():
        only = CIRCLES.ask(pks=pks)
    assert compared(only()) == alone[0]


def test_between_two_that_lock_or_write_it_is_one_statement(joel):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is asked in this process")
    circle = circles.circle(joel)
    locked: Prepared[Circle] = Prepared(lambda: Circle.objects.select_for_update().filter(Among("pk", "pks")))
    with transaction.atomic(), CaptureQueriesContext(connection) as asked, one_turn():
        for question in (CIRCLES, locked, NAMES, HOURS, MESSAGES):
            question.ask(pks=[circle.pk])
    assert ["json_agg" in query["sql"] for query in asked.captured_queries] == [False, False, True]
    assert ["FOR UPDATE" in query["sql"] for query in asked.captured_queries] == [False, True, False]


def test_answers_are_there_after_the_turn(joel):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is asked in this process")
    with one_turn():
        answer = NAMES.ask(pks=[])
        with pytest.raises(RuntimeError, match="after it"):
            answer()
    assert answer() == []
