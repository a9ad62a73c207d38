"""SG-42: what was said in a circle has a term, and the daily job is the written term. Nothing is kept for ever, and
nothing goes that a person still has to decide about."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command, get_commands
from django.urls import reverse

from moderation.actions import appeal_decision, decide_item, flag_content
from moderation.selectors import open_item_for
from peer_circles import actions
from peer_circles.actions import old_talk
from peer_circles.models import Message, Reaction
from peer_circles.personal_data import CircleData
from peer_circles.rooms import CircleRooms
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.realtime.selectors import events_after
from tests.factories import circles

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
LIVE = timedelta(days=30)
BOARD = timedelta(days=180)
A_SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


def say(circle, who, text="I walked by the river", **more):
    return actions.post_message(
        actor=who.actor, circle_id=circle.pk, client_id=uuid4(), text=text, now=clock.now(), **more
    )


def test_sg_42_what_was_said_goes_when_its_term_is_over(circle, amina, bilal, browser_of):
    message = say(circle, amina)
    actions.react(actor=bilal.actor, message_id=message.pk, kind="with_you", given=True, now=NOON)
    answer = say(circle, bilal, "With my dog", reply_to=message.pk)
    Message.objects.filter(pk=answer.pk).update(settled_at=NOON + timedelta(days=3))

    assert actions.discard_old_talk(now=NOON + LIVE) == 0
    assert Message.objects.count() == 2
    assert actions.discard_old_talk(now=NOON + LIVE + A_SECOND) == 1

    assert not Reaction.objects.exists()
    page = browser_of(bilal).get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert "by the river" not in page
    assert "With my dog" in page  # it was said later, and stays without what it answered
    assert [said["text"] for said in CircleData().export(amina.persona.pk)["messages"]] == []


def test_sg_42_the_stream_keeps_its_numbers_without_words(circle, amina):
    say(circle, amina)
    before = events_after(circle.room_id, 0, 10)
    actions.discard_old_talk(now=NOON + LIVE + A_SECOND)
    events = events_after(circle.room_id, 0, 10)
    assert [event.seq for event in events] == [event.seq for event in before] == [1]
    assert CircleRooms().render(events) == [{}]


def test_sg_42_on_a_board_people_have_longer(joel, amina):
    board = circles.circle(joel, amina, format="board", capacity=20)
    message = say(board, amina)
    item = open_item_for("circle_message", message.pk)  # a person reads everything on a board
    decide_item(actor=joel.actor, item_id=item.pk, decision="approve", now=NOON)
    assert actions.discard_old_talk(now=NOON + BOARD) == 0
    assert actions.discard_old_talk(now=NOON + BOARD + A_SECOND) == 1
    assert not Message.objects.exists()


def test_sg_42_what_was_taken_back_or_removed_goes_too(circle, amina, zola):
    taken_back, removed = say(circle, amina), say(circle, amina, "It is about Kim")
    actions.retract_message(actor=amina.actor, message_id=taken_back.pk, now=NOON)
    actions.remove_message(actor=zola.actor, message_id=removed.pk, now=NOON + timedelta(days=2))
    assert actions.discard_old_talk(now=NOON + LIVE + A_SECOND) == 1
    assert list(Message.objects.values_list("pk", flat=True)) == [removed.pk]
    assert actions.discard_old_talk(now=NOON + LIVE + timedelta(days=2) + A_SECOND) == 1


def test_sg_42_what_a_person_still_has_to_decide_about_stays_until_they_have(circle, amina, bilal, zola, salma):
    flagged, other = say(circle, amina, "You are all stupid"), say(circle, amina, "Good night")
    flag_content(
        actor=bilal.actor, kind="circle_message", subject_id=flagged.pk, reason="unkind", now=NOON + timedelta(days=29)
    )
    late = NOON + timedelta(days=90)
    assert actions.discard_old_talk(now=late) == 1
    assert not Message.objects.filter(pk=other.pk).exists()
    assert Message.objects.get().text == "You are all stupid"

    item = open_item_for("circle_message", flagged.pk)
    decide_item(actor=zola.actor, item_id=item.pk, decision="escalate", now=late)
    assert actions.discard_old_talk(now=late) == 0  # a safeguarding lead decides

    removal = {"decision": "remove", "reason_code": "unkind", "explanation": "It hurts others."}
    decide_item(actor=salma.actor, item_id=item.pk, now=late, **removal)
    assert actions.discard_old_talk(now=late + LIVE) == 0  # its term runs from the decision
    assert actions.discard_old_talk(now=late + LIVE + A_SECOND) == 1


def test_sg_42_what_somebody_asked_another_person_to_look_at_again_stays_until_they_have(
    circle, amina, bilal, zola, salma
):
    message = say(circle, amina, "It is about Kim")
    flag_content(actor=bilal.actor, kind="circle_message", subject_id=message.pk, reason="private", now=NOON)
    removal = {"decision": "remove", "reason_code": "private", "explanation": "There is a name in it."}
    item = open_item_for("circle_message", message.pk)
    removed = decide_item(actor=zola.actor, item_id=item.pk, now=NOON, **removal)
    appeal_decision(actor=amina.actor, decision_id=removed.pk, words="Kim is my cat", now=NOON + timedelta(days=20))
    late = NOON + timedelta(days=90)
    assert actions.discard_old_talk(now=late) == 0
    again = open_item_for("circle_message", message.pk)
    decide_item(actor=salma.actor, item_id=again.pk, decision="overturn", explanation="You are right.", now=late)
    assert Message.objects.get().state == "published"  # there was something to put back
    assert actions.discard_old_talk(now=late + LIVE) == 0
    assert actions.discard_old_talk(now=late + LIVE + A_SECOND) == 1


def test_sg_42_a_held_message_waits_for_its_person_however_long(joel, amina):
    circle = circles.circle(joel, amina, pre_moderated=True)
    message = say(circle, amina)
    assert actions.discard_old_talk(now=NOON + timedelta(days=400)) == 0
    late = NOON + timedelta(days=400)
    item = open_item_for("circle_message", message.pk)
    decide_item(actor=joel.actor, item_id=item.pk, decision="approve", now=late)
    assert actions.discard_old_talk(now=late + LIVE) == 0  # the others have just got it
    assert actions.discard_old_talk(now=late + LIVE + A_SECOND) == 1


def test_sg_42_many_go_in_small_batches_and_on_record_are_counts_alone(circle, amina, joel, monkeypatch):
    monkeypatch.setattr(old_talk, "BATCH", 2)
    for number in range(5):
        say(circle, amina, f"Secret number {number}")
    elsewhere = circles.circle(joel, amina, name="Morning talk")
    say(elsewhere, amina)

    assert actions.discard_old_talk(now=NOON + LIVE + A_SECOND) == 6
    entries = AuditEntry.objects.filter(verb="circles.discard_talk")
    assert sorted((entry.subject_id, entry.facts["messages"]) for entry in entries) == sorted(
        [(str(circle.pk), 2), (str(circle.pk), 2), (str(circle.pk), 1), (str(elsewhere.pk), 1)]
    )
    assert all(entry.actor_id is None and set(entry.facts) == {"messages"} for entry in entries)

    assert actions.discard_old_talk(now=NOON + LIVE + A_SECOND) == 0  # again: nothing more, and nothing on record
    assert AuditEntry.objects.filter(verb="circles.discard_talk").count() == 4


def test_sg_42_a_run_that_breaks_off_has_done_what_it_did(circle, amina, monkeypatch):
    monkeypatch.setattr(old_talk, "BATCH", 2)
    for number in range(3):
        say(circle, amina, f"Number {number}")
    real = old_talk.record

    def breaks_at_the_second(**told):
        if Message.objects.count() == 0:
            raise RuntimeError("the machine went down")
        return real(**told)

    monkeypatch.setattr(old_talk, "record", breaks_at_the_second)
    with pytest.raises(RuntimeError):
        actions.discard_old_talk(now=NOON + LIVE + A_SECOND)
    assert Message.objects.count() == 1
    monkeypatch.setattr(old_talk, "record", real)
    assert actions.discard_old_talk(now=NOON + LIVE + A_SECOND) == 1


def test_sg_42_people_are_told_before_they_write_and_in_their_own_copy(circle, amina, browser_of):
    say(circle, amina)
    page = browser_of(amina).get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert "We delete your words after 30 days, on a board after 180 days." in page
    said = CircleData().export(amina.persona.pk)["messages"][0]
    assert said["deleted_after"] == (NOON + LIVE).isoformat()
    assert "30 days after it was said, on a board 180 days" in str(CircleData.retention)


def test_sg_42_an_empty_circle_does_not_say_that_nothing_was_ever_said(circle, amina, salma, browser_of):
    address = reverse("circles:circle", args=[circle.pk])
    say(circle, amina)
    actions.discard_old_talk(now=NOON + LIVE + A_SECOND)
    assert "There is nothing to read here right now." in browser_of(amina).get(address).content.decode()
    actions.close_circle(actor=salma.actor, circle_id=circle.pk, words="The board", now=NOON)
    assert "can still read what was said" not in browser_of(amina).get(address).content.decode()


def test_sg_42_the_command_says_how_many(circle, amina, time_machine):
    say(circle, amina)
    time_machine.move_to(NOON + LIVE + A_SECOND, tick=False)
    said = StringIO()
    call_command("discard_old_talk", stdout=said)
    assert said.getvalue() == "1 message(s) deleted\n"


def test_sg_42_every_command_that_deletes_by_a_term_is_said_to_be_done_every_day():
    """That servers do it by themselves is held by tests/core/test_chores.py; docs/operations.md names each of them."""
    guide = Path(__file__, "../../../docs/operations.md").resolve().read_text(encoding="utf-8")
    by_itself = guide.split("## By itself")[1].split("## ")[0]
    daily = [line for line in by_itself.splitlines() if line.startswith("| day |")]
    ours = {
        name
        for name, app in get_commands().items()
        if name.startswith(("discard_", "purge_")) and not app.startswith(("django.", "wagtail"))
    }
    assert ours >= {"discard_old_talk", "discard_asides", "discard_check_ins", "discard_old_evidence"}
    assert {name for name in ours if not any(line.endswith(f"| `{name}` |") for line in daily)} == set()
