"""What many say at the same moment: decided for each as if alone, in a number of queries that does not grow."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moderation.models import QueueItem
from peer_circles.models import CircleSession, Membership, Message, Mode
from pop.accounts.contracts import ANONYMOUS
from pop.core import clock
from pop.realtime.conversation import Said, carry_out
from pop.realtime.models import Room, RoomEvent
from tests.factories import circles
from tests.factories.sanctions import about_message
from tests.people import SECOND_FACTOR

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def speak():
    """Sends posts together, as (person, circle, text[, client id]); gives the acks or refusals, and the news."""
    sessions, known = {}, {}

    def session_of(somebody):
        if somebody.name not in sessions:
            client = Client()
            client.force_login(somebody.login)
            session = client.session
            session.update(SECOND_FACTOR)
            session.save()
            sessions[somebody.name] = session.session_key
        return sessions[somebody.name]

    def send(*posts, before=None):
        """`before`: who was behind each line before; else who was there the last time."""
        heard = []
        said = [
            Said(
                session_of(person),
                "en",
                {"type": "post", "room": str(circle.room_id), "client_id": str(*name or [uuid4()]), "text": text},
                before or known.get(person.name, ANONYMOUS),
            )
            for person, circle, text, *name in posts
        ]
        answers = carry_out(said, heard.append)
        for (person, *_post), answer in zip(posts, answers, strict=True):
            if not isinstance(answer, Exception):
                known[person.name] = answer[0]
        return [one if isinstance(one, Exception) else one[1].frame for one in answers], heard

    return send


def test_everybody_is_heard_in_order_and_once(speak, joel, amina, bilal):
    first, second = circles.circle(joel, amina, bilal), circles.circle(joel, amina, name="Other")
    answers, (news,) = speak(
        (amina, first, "one"), (bilal, first, "two"), (amina, second, "three"), (amina, first, "4")
    )
    assert [answer["seq"] for answer in answers] == [1, 2, 1, 3]
    assert [frame.frame["message"]["text"] for frame in news.events[first.room_id]] == ["one", "two", "4"]
    assert list(RoomEvent.objects.filter(room=first.room_id).values_list("seq", flat=True)) == [1, 2, 3]
    assert Room.objects.get(pk=first.room_id).last_seq == 3
    assert Message.objects.count() == 4


def test_sec_02_the_same_message_twice_in_one_moment_is_said_once(speak, joel, amina):
    circle, name = circles.circle(joel, amina), uuid4()
    (one, two, other), _news = speak(
        (amina, circle, "once", name), (amina, circle, "once", name), (amina, circle, "in other words", name)
    )
    assert one == two
    assert other.code == "client_id_used"
    (again,), _news = speak((amina, circle, "once", name))
    assert again == one
    assert Message.objects.get().text == "once"


def test_sg_10_who_must_wait_waits_in_a_crowd_too(speak, joel, amina, bilal, settings):
    settings.POP_CIRCLES_READ_FIRST = 5
    circle = circles.circle(joel, amina, bilal)
    Membership.objects.filter(persona=amina.persona).update(let_through=4)
    Membership.objects.filter(persona=bilal.persona).update(let_through=5)
    (hers, his, number), (news,) = speak(
        (amina, circle, "my first"), (bilal, circle, "known here"), (bilal, circle, "call me +44 20 7946 0958")
    )
    assert (hers["status"], his["status"], number["status"]) == ("held", "published", "held")
    assert [frame.frame["message"]["text"] for frame in news.events[circle.room_id]] == ["known here"]
    assert circle.room_id in news.touched
    assert QueueItem.objects.count() == 2


def test_sec_77_a_number_sent_in_pieces_within_one_moment_is_held(speak, joel, amina):
    circle = circles.circle(joel, amina)
    answers, _news = speak((amina, circle, "020 79"), (amina, circle, "46 09"), (amina, circle, "58 12"))
    assert answers[-1]["status"] == "held"


def test_one_refusal_is_nobody_elses(speak, joel, amina, bilal, sam):
    circle = circles.circle(joel, amina, bilal)
    answers, (news,) = speak(
        (amina, circle, "one"), (sam, circle, "let me in"), (bilal, circle, " "), (bilal, circle, "two")
    )
    assert [answer.code for answer in answers[1:3]] == ["not_found", "invalid"]
    assert [answers[0]["seq"], answers[3]["seq"]] == [1, 2]
    assert len(news.events[circle.room_id]) == 2


def test_slow_circles_stay_slow(speak, joel, amina, settings):
    settings.POP_CIRCLES_SLOW_SECONDS = 30
    circle = circles.circle(joel, amina)
    type(circle).objects.update(mode=Mode.SLOW)
    (one, two), _news = speak((amina, circle, "one"), (amina, circle, "two"))
    assert one["type"] == "ack"
    assert two.code == "too_fast"


def test_what_cannot_be_committed_together_is_tried_one_by_one(speak, joel, amina, bilal, monkeypatch):
    circle = circles.circle(joel, amina, bilal)
    monkeypatch.setattr("peer_circles.actions.at_once._MESSAGES.write", lambda rows: 1 / len(rows[2:]))
    answers, heard = speak((amina, circle, "one"), (bilal, circle, "two"))
    assert [answer["seq"] for answer in answers] == [1, 2]
    assert [list(news.events) for news in heard] == [[circle.room_id]] * 2
    assert sorted(Message.objects.values_list("seq", flat=True)) == [1, 2]


def test_however_many_speak_it_is_the_same_twelve_questions_and_rows_and_a_session_that_is_on_costs_two_more(
    speak, joel, amina, bilal
):
    both = circles.circle(joel, amina, bilal), circles.circle(joel, amina, bilal, name="Other")
    speak(*((person, circle, "warm") for person in (amina, bilal) for circle in both))

    def statements(*posts):
        with CaptureQueriesContext(connection) as counted:
            answers, _news = speak(*posts)
        assert {answer["status"] for answer in answers} == {"published"}
        return [_verb_and_tables(query["sql"]) for query in counted.captured_queries]

    everything = [*BEGIN, *LOCKED, *_together(ASKED), *WRITTEN, "COMMIT"]
    assert statements((amina, both[0], "one")) == everything
    assert (
        statements(*((person, circle, f"say {word}") for person in (amina, bilal) for circle in both for word in "abc"))
        == everything
    )
    CircleSession.objects.create(
        circle=both[0], starts_at=clock.now() - timedelta(minutes=5), ends_at=clock.now() + timedelta(hours=1)
    )
    with CaptureQueriesContext(connection) as counted:
        (refused,), _news = speak((amina, both[0], "while nobody of the staff is there"))
    assert refused.code == "read_only"
    said = [_verb_and_tables(query["sql"]) for query in counted.captured_queries]
    expected = [*BEGIN, *LOCKED, *_together(ASKED), *_together(ABOUT_A_SESSION)]
    assert said[: len(expected)] == expected


LOCKED = ["SELECT realtime_room"]
ASKED = [
    "SELECT django_session",
    "SELECT accounts_login",
    "SELECT accounts_staffrole",
    "SELECT peer_circles_circle",
    "SELECT peer_circles_membership",
    "SELECT peer_circles_message",
    "SELECT peer_circles_circlesession",
    "SELECT peer_circles_pause",
]
ABOUT_A_SESSION = ["SELECT peer_circles_shift", "SELECT peer_circles_checkin"]
WRITTEN = ["INSERT peer_circles_message", "INSERT realtime_roomevent", "UPDATE realtime_room"]
BEGIN = ["BEGIN"]


def _together(asked):
    """PostgreSQL is asked for all of it in one statement."""
    return [" and ".join(asked)] if connection.vendor == "postgresql" else asked


def _verb_and_tables(sql):
    """SQLite writes rows one by one, in one call: Django notes "3 times: INSERT"."""
    sql = re.sub(r"^\d+ times: ", "", sql)
    if "json_agg" in sql:
        return " and ".join(_verb_and_tables(part) for part in re.findall(r"FROM \((SELECT .*?)\) AS q\(", sql))
    table = re.search(r'(?:SELECT|INTO|UPDATE) "(\w+)"', sql)
    return f"{sql.split()[0]} {table[1]}" if table else sql.split()[0]


def test_sec_28_whoever_was_behind_a_line_it_counts_who_is_there_now(speak, joel, amina, bilal, sam):
    circle = circles.circle(joel, amina, bilal)
    (one, two, outside), (news,) = speak(
        (amina, circle, "by amina"), (bilal, circle, "by bilal"), (sam, circle, "let me in"), before=joel.actor
    )
    assert (one["status"], two["status"], outside.code) == ("published", "published", "not_found")
    authors = [frame.frame["message"]["author"] for frame in news.events[circle.room_id]]
    assert [(author["name"], author["facilitator"]) for author in authors] == [("amina", False), ("bilal", False)]
    assert Message.objects.count() == 2
    Session.objects.all().delete()
    (gone,), _news = speak((amina, circle, "after signing out"), before=amina.actor)
    assert gone.code == "sign_in_needed"
    assert Message.objects.count() == 2


def test_sec_06_a_counter_that_hangs_is_asked_before_anything_is_locked(speak, joel, amina, monkeypatch):
    circle = circles.circle(joel, amina)

    def hangs(*_asked):
        assert not connection.in_atomic_block
        raise TimeoutError

    monkeypatch.setattr("peer_circles.actions.at_once.count_many", hangs)
    (answer,), _news = speak((amina, circle, "hello"))
    assert answer["status"] == "published"


def test_sec_28_who_may_not_write_is_not_heard_in_a_crowd_and_asking_costs_nothing(speak, joel, zola, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    (said,), _news = speak((amina, circle, "Bilal is so stupid"))

    def queries():
        with CaptureQueriesContext(connection) as seen:
            answers, _news = speak((amina, circle, "me"), (bilal, circle, "and me"))
        return len(seen), answers

    queries()  # what is asked once per process
    before, _answers = queries()
    about_message(zola, said["id"], "reminder")  # stops nobody
    again, _answers = queries()
    assert again == before
    about_message(zola, said["id"])
    _number, (hers, his) = queries()
    assert (hers.code, his["status"]) == ("restricted", "published")
