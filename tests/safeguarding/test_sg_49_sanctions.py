"""SG-49, SEC-10, SEC-28: what the staff stop, they stop in every place people write in that others see, from the next
frame on; the person is told why and what to do differently; and asking for help is never stopped."""

import threading
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from innovations import actions as project_actions
from moderation import actions as moderation
from moderation.models import Flag, QueueItem, Sanction
from moderation.sanctions.places import Place
from moderation.sanctions.restrictions import require_may_write
from peer_circles import actions
from peer_circles.actions import asides as aside_actions
from peer_circles.models import CheckIn, CircleSession, Membership, Message, Reaction
from peer_circles.rooms import CircleRooms
from pop.core import clock
from pop.core.errors import Absent, Refused
from pop.realtime.contracts import Seat, Viewer
from tests.factories import asides, circles
from tests.factories import innovations as projects
from tests.factories.sanctions import WHY, about_message
from tests.factories.talk import post
from tests.people import person

EVERYWHERE = [("read_only", "1d"), ("closed", "30d")]
STOPPING = [("mute", "10m"), *EVERYWHERE]
WORDS = "Bilal is so stupid"


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


@pytest.fixture
def insult(circle, amina):
    return post(amina, circle, WORDS)


def sanctioned(salma, message, step, length):
    return about_message(salma, message, step, length)


def refused(do, code="restricted"):
    with pytest.raises(Refused) as refusal:
        do()
    assert refusal.value.code == code
    return str(refusal.value.message)


# --- Everywhere people write that others see -------------------------------------------------------------


@pytest.mark.parametrize(("step", "length"), STOPPING)
def test_sg_49_who_is_stopped_says_nothing_in_the_circle_in_no_way(circle, insult, salma, amina, bilal, step, length):
    theirs = post(bilal, circle, "Hello")
    sanctioned(salma, insult, step, length)
    refused(lambda: post(amina, circle, "one more"))
    refused(lambda: actions.post_message(
        actor=amina.actor, circle_id=circle.pk, client_id=uuid4(), text="Who am I?", anonymous=True, now=clock.now()
    ))  # fmt: skip
    refused(lambda: actions.react(
        actor=amina.actor, message_id=theirs.pk, kind="thank_you", given=True, now=clock.now()
    ))  # fmt: skip
    assert Message.objects.filter(author=amina.persona).count() == 1
    assert not Reaction.objects.exists()
    assert post(bilal, circle, "I can").state == "published"  # and it is nobody else's


@pytest.mark.parametrize("format", ["scheduled", "drop_in", "board"])
def test_sg_49_it_holds_in_every_kind_of_circle(joel, salma, amina, format):
    circle = circles.circle(joel, amina, format=format)
    Membership.objects.filter(persona=amina.persona).update(let_through=5)
    message = Message.objects.create(
        circle=circle, author=amina.persona, client_id=uuid4(), text=WORDS, created_at=clock.now()
    )
    about_message(salma, message, "mute", "10m")
    assert "Time left" in refused(lambda: post(amina, circle, "one more"))


def test_sg_49_a_mute_holds_in_its_place_and_the_others_step_everywhere(circle, insult, joel, salma, amina):
    other = circles.circle(joel, amina, name="Another")
    muted = about_message(joel, insult, "mute", "10m")
    assert post(amina, other, "I can write here").state == "published"
    moderation.lift_sanction(actor=joel.actor, sanction_id=muted.pk, words="We talked.", now=clock.now())
    assert post(amina, circle, "and here again").state == "published"
    about_message(salma, insult, "read_only", "1d")
    for place in (circle, other):
        refused(lambda place=place: post(amina, place, "one more"))


@pytest.mark.parametrize(("step", "length"), EVERYWHERE)
def test_sg_49_no_project_goes_to_others_and_the_draft_stays_ones_own(insult, salma, amina, step, length):
    project = projects.draft(amina)
    sanctioned(salma, insult, step, length)
    refused(lambda: project_actions.submit_project(
        actor=amina.actor, project_id=project.pk, checks=projects.ALL_CHECKS, now=clock.now()
    ))  # fmt: skip
    assert not QueueItem.objects.filter(kind="project").exists()
    changed = project_actions.save_draft(
        actor=amina.actor, project_id=project.pk, text=projects.WALK_HOME, now=clock.now()
    )
    assert changed.pk == project.pk


def test_sg_49_a_mute_in_a_circle_stops_no_project(insult, joel, amina):
    about_message(joel, insult)
    assert projects.submitted(amina).pk


def test_sg_49_staff_who_are_stopped_by_a_lead_are_stopped_too(circle, joel, salma, amina):
    his = post(joel, circle, "words of the facilitator")
    about_message(salma, his, "mute", "1h")
    refused(lambda: post(joel, circle, "one more"))
    assert post(amina, circle, "I can").state == "published"


def test_sg_49_when_the_time_is_over_they_write_again(circle, insult, joel, amina):
    made = about_message(joel, insult)
    refused(lambda: post(amina, circle, "too soon"))
    Sanction.objects.filter(pk=made.pk).update(
        since=clock.now() - timedelta(minutes=11), until=clock.now() - timedelta(seconds=1)
    )
    assert post(amina, circle, "hello again").state == "published"


# --- Out of a circle, for a while ------------------------------------------------------------------------


def test_sg_49_who_is_out_of_a_circle_comes_back_when_that_is_over(circle, insult, zola, amina, bilal):
    made = about_message(zola, insult, "removal", "30d")
    assert not Membership.objects.filter(circle=circle, persona=amina.persona, removed_at=None).exists()
    with pytest.raises(Absent):
        post(amina, circle, "one more")
    assert "until when" in refused(lambda: circles.join(circle, amina))
    Sanction.objects.filter(pk=made.pk).update(
        since=clock.now() - timedelta(days=31), until=clock.now() - timedelta(days=1)
    )
    circles.join(circle, amina)
    assert post(amina, circle, "hello again").state == "published"


def test_sg_49_who_was_shown_out_without_a_step_stays_out(circle, joel, amina):
    actions.remove_member(actor=joel.actor, circle_id=circle.pk, persona_id=amina.persona.pk, now=clock.now())
    with pytest.raises(Refused):
        circles.join(circle, amina)


# --- A call for help is never refused (SEC-10) -----------------------------------------------------------


@pytest.fixture(params=STOPPING, ids=lambda pair: pair[0])
def stopped(request, circle, insult, salma, amina):
    """Amina, who may not write."""
    sanctioned(salma, insult, *request.param)
    with pytest.raises(Refused):
        require_may_write(amina.actor, Place("circle", circle.pk), clock.now())
    return amina


def test_sec_10_i_need_help_now_is_open_to_who_may_not_write(stopped, circle, browser_of):
    browser = browser_of(stopped)
    help_now = reverse("circles:help_now", args=[circle.pk])
    assert browser.get(help_now).status_code == 200
    aside = aside_actions.ask_for_help(actor=stopped.actor, circle_id=circle.pk, now=clock.now())
    assert QueueItem.objects.filter(kind="circle_help_call", subject_id=aside.pk, lane="care").exists()


def test_sec_10_talking_alone_with_staff_is_open_to_who_may_not_write(stopped, circle, joel):
    aside = asides.opened(circle, joel, stopped)
    assert asides.said(aside, stopped, "I had a very bad day").state == "published"
    assert asides.said(aside, joel, "I am here").state == "published"
    (seat,) = asides.there(aside, stopped)
    assert seat == Seat(may_write=True)


@pytest.mark.parametrize("reason", ["worried", "unsafe", "unkind", "spam"])
def test_sec_10_flags_are_open_to_who_may_not_write(stopped, circle, bilal, reason, browser_of):
    theirs = post(bilal, circle, "words of somebody else")
    address = reverse("moderation:flag", args=["circle_message", theirs.pk])
    answer = browser_of(stopped).post(address, {"reason": reason, "note": "Please look"})
    assert answer.status_code == 302
    assert Flag.objects.get(item__subject_id=theirs.pk).reason == reason


def test_sec_10_helplines_and_reading_are_open_to_who_may_not_write(stopped, circle, browser_of):
    browser = browser_of(stopped)
    assert browser.get("/help/").status_code == 200
    page = browser.get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert WORDS in page


def test_sec_10_how_one_is_is_said_by_who_may_not_write_and_reaches_the_staff(stopped, circle, time_machine):
    now = clock.now()
    session = CircleSession.objects.create(
        circle=circle, starts_at=now + timedelta(minutes=5), ends_at=now + timedelta(minutes=95)
    )
    actions.check_in(actor=stopped.actor, session_id=session.pk, agreed_version=1, mood=1, word="bad", now=now)
    assert CheckIn.objects.get().needs_care
    assert QueueItem.objects.filter(kind="circle_check_in", lane="care").exists()


def test_sec_10_taking_back_what_one_said_is_open(stopped, insult):
    actions.retract_message(actor=stopped.actor, message_id=insult.pk, now=clock.now())
    insult.refresh_from_db()
    assert insult.state == "retracted"


# --- What it costs ---------------------------------------------------------------------------------------


def test_asking_costs_no_query_of_its_own(circle, insult, joel, amina, bilal):
    """Whether somebody may write is read with their membership: as many queries as there were without sanctions."""
    rooms = CircleRooms()
    asked = [(circle.room_id, amina.actor), (circle.room_id, bilal.actor)]

    def queries(do):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            do()
        return [query["sql"] for query in seen]

    before = queries(lambda: rooms.seats(asked))
    assert [sql for sql in before if "moderation_sanction" in sql] == [
        sql for sql in before if "peer_circles_membership" in sql
    ]
    for number in range(5):
        about_message(joel, post(bilal, circle, f"words {number}"), "reminder")
    about_message(joel, insult)
    assert len(queries(lambda: rooms.seats(asked))) == len(before)
    viewers = [Viewer(bilal.actor, Seat(may_write=True))] * 2
    shown = queries(lambda: rooms.private_frames(circle.room_id, viewers))
    assert not [sql for sql in shown if "moderation_sanction" in sql]  # nobody there who may not write
    viewers = [Viewer(amina.actor, Seat(may_write=False)), Viewer(bilal.actor, Seat(may_write=True))]
    shown = queries(lambda: rooms.private_frames(circle.room_id, viewers))
    assert len([sql for sql in shown if "moderation_sanction" in sql]) == 1


# --- Over real lines (SEC-28) ----------------------------------------------------------------------------


def streaming(wire, room):
    """Somebody who says one thing after the other in a thread of its own; gives every answer, with when it was sent."""
    answers, stop = [], threading.Event()

    def stream():
        while not stop.is_set():
            sent = time.monotonic()
            try:
                answers.append((sent, wire.post(room, f"words {len(answers)}")))
            except Exception as error:  # the line was closed
                answers.append((sent, {"type": "closed", "why": type(error).__name__}))
                return
            time.sleep(0.4)  # below the limit of 30 in 10 seconds

    thread = threading.Thread(target=stream)
    thread.start()

    def end():
        stop.set()
        thread.join(20)
        return answers

    return answers, end


@pytest.mark.parametrize("how", ["mute", "everywhere", "ban from the circle", "role loss", "logout"])
def test_sec_28_revoked_in_the_middle_of_a_stream_every_later_frame_is_refused(
    live_site, joel, zola, salma, amina, bilal, how
):
    circle = circles.circle(joel, amina, bilal)
    somebody = joel if how == "role loss" else amina
    insult = post(somebody, circle, WORDS)
    cookies = live_site.cookies_of(somebody)
    with (
        live_site.connect(somebody, cookies=cookies) as wire,
        live_site.connect(bilal) as his,
    ):
        wire.join(circle.room_id)
        his.join(circle.room_id)
        answers, end = streaming(wire, circle.room_id)
        deadline = time.monotonic() + 10
        while len(answers) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        if how == "mute":
            about_message(zola, insult, "mute", "10m")
        elif how == "everywhere":
            about_message(salma, insult, "closed", "30d")
        elif how == "ban from the circle":
            about_message(zola, insult, "removal", "30d")
        elif how == "role loss":
            joel.login.staff_roles.update(ended_at=clock.now())
        else:
            browser = Client()
            browser.cookies.load(cookies)
            browser.post(reverse("account_logout"))
        revoked = time.monotonic()
        said_before = Message.objects.filter(author=somebody.persona).count()
        if how in {"mute", "everywhere"}:
            time.sleep(2)
            assert wire.connection.state.name == "OPEN"  # reading stays open
        else:
            while answers[-1][1]["type"] != "closed" and time.monotonic() < revoked + 5:
                time.sleep(0.05)
        answers = end()
        after = [answer for sent, answer in answers if sent > revoked]
        assert after
        assert [answer for answer in after if answer["type"] == "ack"] == []
        if how in {"mute", "everywhere"}:
            assert {answer["code"] for answer in after} == {"restricted"}
        else:
            assert answers[-1][1]["type"] == "closed"
        assert Message.objects.filter(author=somebody.persona).count() <= said_before


def test_sec_28_the_open_page_hears_why_and_that_it_is_over_within_5_seconds(live_site, joel, zola, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    insult = post(amina, circle, WORDS)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        joined = hers.join(circle.room_id)
        assert joined["may_write"] is True
        assert joined["now"]
        his.join(circle.room_id)
        his.expect("event")
        made = about_message(zola, insult, "mute", "10m")
        assert hers.expect("seat", timeout=5)["may_write"] is False
        told = hers.expect("private", timeout=5)["sanction"]
        assert told["words"] == WORDS
        assert told["rule"] == "No bullying, insults or making fun of someone."
        assert told["why"] == WHY
        assert told["differently"].startswith("Say what you feel")
        assert told["until"] == made.until.isoformat().replace("+00:00", told["until"][-6:])
        assert told["url"] == reverse("moderation:sanction", args=[made.pk])
        assert told["help_url"] == reverse("circles:help_now", args=[circle.pk])
        assert his.nothing_but() == []  # the others see no difference
        Sanction.objects.update(since=clock.now() - timedelta(hours=1), until=clock.now())
        assert hers.expect("seat", timeout=6)["may_write"] is True  # by itself, at the next beat
        assert "sanction" not in hers.expect("private", timeout=5)
        assert hers.post(circle.room_id, "hello again")["status"] == "published"


def test_sg_38_it_is_about_the_person_and_never_about_their_network(circle, insult, joel, zola):
    """Somebody else on the same line is not touched: nothing of an address is kept."""
    about_message(zola, insult)
    names = {field.name for field in Sanction._meta.get_fields()}
    assert not [name for name in names if "ip" in name.split("_") or "network" in name or "address" in name]
    sibling = person("sibling", "16-17")
    circles.join(circle, sibling)
    assert post(sibling, circle, "hello").state == "published"
