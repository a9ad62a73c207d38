"""Through the waiting room into a session, and out of it again: the agreement each time, moods for staff alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from moderation.models import QueueItem
from peer_circles import actions
from peer_circles.models import CheckIn, Circle, CircleSession, Debrief, Shift
from pop.core.errors import Absent, Conflict, DomainError, Invalid, Refused
from tests.factories import circles as make
from tests.factories.sessions import beat, say, take

START = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
END = START + timedelta(minutes=90)
HARD = "kill myself"


def after(minutes: float = 0) -> datetime:
    return START + timedelta(minutes=minutes)


@pytest.fixture
def circle(joel, amina, bilal):
    return make.circle(joel, amina, bilal, talk_between_sessions=False, country="NL")


@pytest.fixture
def session(circle):
    return CircleSession.objects.create(circle=circle, starts_at=START, ends_at=END)


@pytest.fixture
def clock_at(time_machine):
    return lambda moment: time_machine.move_to(moment, tick=False)


def come(somebody, session, now=None, mood=4, word="", version=1):
    return actions.check_in(
        actor=somebody.actor,
        session_id=session.pk,
        agreed_version=version,
        mood=mood,
        word=word,
        now=now or after(-5),
    )


def go(somebody, session, mood, takeaway="", now=None):
    return actions.check_out(
        actor=somebody.actor, session_id=session.pk, mood=mood, takeaway=takeaway, now=now or after(80)
    )  # fmt: skip


def opened(session, clock_at, joel, zola, now=START):
    clock_at(now)
    for staff in (joel, zola):
        take(staff, session, now)
    beat(session.circle, joel, zola)
    actions.open_session(actor=joel.actor, session_id=session.pk, now=now)


def address(name, session):
    return reverse(f"circles:{name}", args=[session.circle_id, session.pk])


def test_sg_04_writing_takes_the_agreement_of_this_very_session(circle, session, clock_at, joel, zola, amina, bilal):
    opened(session, clock_at, joel, zola)
    with pytest.raises(Refused):
        say(amina, circle, START)
    assert not beat(circle, amina)[0].may_write
    with pytest.raises(Invalid) as refusal:
        come(amina, session, START, version=2)
    assert set(refusal.value.fields) == {"agree"}
    come(amina, session, START)
    assert say(amina, circle, START).state == "published"
    with pytest.raises(Refused):
        say(bilal, circle, START)
    assert CheckIn.objects.get().agreed_version == 1


def test_a_check_in_for_another_session_does_not_count(circle, session, clock_at, joel, zola, amina):
    earlier = CircleSession.objects.create(circle=circle, starts_at=after(-1440), ends_at=after(-1350))
    come(amina, earlier, after(-1440))
    opened(session, clock_at, joel, zola)
    with pytest.raises(Refused):
        say(amina, circle, START)


def test_the_door_is_open_from_the_waiting_room_until_fifteen_minutes_after_the_start(session, amina, bilal):
    for now in (after(-10.1), after(15), after(80), END):
        with pytest.raises(Conflict):
            come(amina, session, now)
    assert not CheckIn.objects.exists()
    come(amina, session, after(-10))
    come(bilal, session, after(14.9))
    assert come(bilal, session, after(50), mood=1).mood == 4, "the first time counts"
    assert CheckIn.objects.count() == 2


def test_only_members_come_in(session, joel, zola, sam, lina, amina):
    for somebody in (joel, zola, sam, lina):
        with pytest.raises(Absent):
            come(somebody, session)
    Circle.objects.update(agreement_version=2)
    with pytest.raises(Absent):
        come(amina, session, version=2)  # the circle's own agreement first
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("mood", [0, 6, -1])
def test_a_mood_is_one_of_five(session, amina, mood):
    with pytest.raises(Invalid):
        come(amina, session, mood=mood)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.create(session=session, persona=amina.persona, agreed_version=1, mood=mood, came_at=START)


def test_sg_31_a_mood_of_one_becomes_a_task_for_staff_at_once(session, clock_at, joel, zola, amina, bilal, browser_of):
    clock_at(after(-5))
    come(bilal, session, mood=2)
    assert not QueueItem.objects.exists()
    come(amina, session, mood=1)
    item = QueueItem.objects.get()
    assert (item.kind, item.lane, item.author_id) == ("circle_check_in", "care", amina.persona.pk)
    assert item.due_at == after(-5) + timedelta(minutes=15)
    staff, page = browser_of(joel), reverse("moderation:item", args=[item.pk])
    assert "They say they feel as bad as can be." in staff.get(page).content.decode()
    assert "When they came: 1 of 5." in staff.post(page, {"do": "show_words"}).content.decode()
    assert "Automatic message" in browser_of(amina).get(address("session", session)).content.decode()
    assert "Automatic message" not in browser_of(bilal).get(address("session", session)).content.decode()


@pytest.mark.parametrize(
    ("before", "afterwards", "is_task"), [(5, 3, True), (4, 3, False), (3, 1, True), (2, 5, False)]
)
def test_sg_31_a_fall_of_two_points_becomes_a_task_for_staff(
    session, clock_at, joel, zola, amina, before, afterwards, is_task
):
    come(amina, session, mood=before)
    opened(session, clock_at, joel, zola)
    go(amina, session, afterwards)
    assert QueueItem.objects.filter(kind="circle_check_in", lane="care").exists() is is_task
    assert CheckIn.objects.get().needs_care is is_task


def test_sg_31_words_that_sound_like_need_become_a_task_too(session, clock_at, joel, zola, amina, bilal):
    come(amina, session, word=HARD)
    assert QueueItem.objects.get().lane == "care"
    come(bilal, session)
    opened(session, clock_at, joel, zola)
    go(bilal, session, 4, takeaway=f"I want to {HARD}")
    assert QueueItem.objects.filter(lane="care").count() == 2


def test_sg_11_a_queue_that_breaks_is_said_aloud(session, amina, monkeypatch):
    monkeypatch.setattr("peer_circles.actions.check_ins.open_item", lambda **fields: 1 / 0)
    with pytest.raises(DomainError) as refusal:
        come(amina, session, mood=1)
    assert refusal.value.code == "unavailable"
    assert not CheckIn.objects.exists()


def test_going_is_for_who_came_and_only_when_it_took_place(session, clock_at, joel, zola, amina, bilal):
    come(amina, session)
    with pytest.raises(Conflict):
        go(amina, session, 4, now=START)  # not open yet
    opened(session, clock_at, joel, zola)
    with pytest.raises(Absent):
        go(bilal, session, 4)
    with pytest.raises(Conflict):
        go(amina, session, 4, now=END + timedelta(hours=12, seconds=1))
    gone = go(amina, session, 5, takeaway=" Soup. ", now=END + timedelta(hours=12))
    assert (gone.mood_after, gone.takeaway) == (5, "Soup.")
    assert go(amina, session, 1, now=END).mood_after == 5, "the first time counts"


def test_sg_06_the_page_counts_heads_and_names_nobody_and_moods_are_for_staff_alone(
    session, clock_at, joel, zola, amina, bilal, browser_of, client
):
    clock_at(after(-5))
    come(bilal, session, mood=2, word="wobbly")
    hers = browser_of(amina).get(address("session", session)).content.decode()
    assert "1 person is here." in hers
    assert "bilal" not in hers
    assert "wobbly" not in hers
    for staff in (joel, zola):
        seen = browser_of(staff).get(address("session", session)).content.decode()
        assert "bilal" in seen
        assert "wobbly" in seen
    assert client.get(address("session", session)).status_code == 404
    assert browser_of(joel, second_factor=False).get(address("session", session)).status_code == 404


def test_the_waiting_room_works_with_plain_forms(session, clock_at, amina, browser_of):
    clock_at(after(-5))
    browser = browser_of(amina)
    page = browser.get(address("session", session)).content.decode()
    assert "I need help now" in page
    assert make.AGREEMENT.split(".")[0] in page
    refused = browser.post(address("check_in", session), {"version": "1", "mood": "4", "word": "hopeful"})
    assert refused.status_code == 400
    assert 'value="hopeful"' in refused.content.decode()
    assert not CheckIn.objects.exists()
    sent = browser.post(address("check_in", session), {"version": "1", "mood": "4", "word": "hopeful", "agree": "on"})
    assert sent.status_code == 302
    mine = CheckIn.objects.get()
    assert (mine.persona_id, mine.mood, mine.word) == (amina.persona.pk, 4, "hopeful")


# --- Looking back ---------------------------------------------------------------------------------------------


def look_back(somebody, session, now, went="It went well.", mood=4):
    return actions.write_debrief(actor=somebody.actor, session_id=session.pk, went=went, mood=mood, now=now)


def test_nobody_begins_a_shift_who_owes_a_debrief(circle, session, clock_at, joel, zola, salma):
    opened(session, clock_at, joel, zola)
    tomorrow = CircleSession.objects.create(
        circle=circle, starts_at=START + timedelta(days=1), ends_at=END + timedelta(days=1)
    )
    with pytest.raises(Absent):
        look_back(joel, session, after(30))  # not over yet
    later = tomorrow.starts_at
    with pytest.raises(Refused) as refusal:
        take(joel, tomorrow, later)
    assert refusal.value.code == "debrief_owed"
    with pytest.raises(Absent):
        look_back(salma, session, later)
    with pytest.raises(Invalid):
        look_back(joel, session, later, went="  ")
    look_back(joel, session, later)
    take(joel, tomorrow, later)
    assert CircleSession.objects.get(pk=session.pk).state == "closed", "the other has not yet"
    look_back(zola, session, later)
    assert CircleSession.objects.get(pk=session.pk).state == "debriefed"
    assert look_back(zola, session, later, went="Again").went == "It went well."
    assert Debrief.objects.count() == 2


def test_a_session_is_not_opened_by_somebody_who_owes_a_debrief(circle, session, clock_at, joel, zola):
    opened(session, clock_at, joel, zola)
    later = END + timedelta(hours=1)
    clock_at(later)
    other = make.circle(joel, name="Another one", talk_between_sessions=False)
    following = CircleSession.objects.create(circle=other, starts_at=later, ends_at=later + timedelta(hours=1))
    for duty, staff in (("facilitator", joel), ("safety", zola)):  # as if they had begun before it was over
        Shift.objects.create(session=following, persona=staff.persona, duty=duty, began_at=START, seen_at=later)
    with pytest.raises(Refused) as refusal:
        actions.open_session(actor=joel.actor, session_id=following.pk, now=later)
    assert refusal.value.code == "debrief_owed"
    for staff in (joel, zola):
        look_back(staff, session, later)
    assert actions.open_session(actor=joel.actor, session_id=following.pk, now=later).state == "open"


def test_no_debrief_is_owed_for_what_never_opened(session, clock_at, joel):
    take(joel, session, START)
    assert CircleSession.objects.get().state == "lobby"
    with pytest.raises(Absent):
        look_back(joel, session, END)


def test_the_debrief_is_a_page_for_who_was_on_shift(session, clock_at, joel, zola, amina, salma, browser_of):
    opened(session, clock_at, joel, zola)
    clock_at(END)
    for somebody in (amina, salma):
        assert browser_of(somebody).get(address("debrief", session)).status_code == 404
    browser = browser_of(joel)
    assert "How did it go?" in browser.get(address("debrief", session)).content.decode()
    assert browser.post(address("debrief", session), {"went": ""}).status_code == 400
    sent = browser.post(address("debrief", session), {"went": "Calm.", "mood": "4", "wants_to_talk": "on"})
    assert sent.status_code == 302
    assert (Debrief.objects.get().went, Debrief.objects.get().wants_to_talk) == ("Calm.", True)
    assert "Calm." in browser_of(zola).get(address("session", session)).content.decode()


def test_sg_42_moods_and_words_go_after_thirty_days(session, amina):
    come(amina, session)
    assert actions.discard_check_ins(now=END + timedelta(days=30)) == 0
    assert actions.discard_check_ins(now=END + timedelta(days=30, seconds=1)) == 1
    assert not CheckIn.objects.exists()


def test_a_task_that_is_removed_takes_the_words_and_leaves_the_moods(session, amina, zola, bilal):
    mine = come(amina, session, mood=1, word="gone")
    with pytest.raises(Absent):
        actions.clear_words(actor=bilal.actor, check_in_id=mine.pk, now=START)
    actions.clear_words(actor=zola.actor, check_in_id=mine.pk, now=START)
    mine.refresh_from_db()
    assert (mine.word, mine.mood) == ("", 1)
