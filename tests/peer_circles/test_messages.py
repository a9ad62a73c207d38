"""Saying something, and what becomes of it."""

from uuid import uuid4

import pytest

from moderation import contracts
from moderation.models import Lane, QueueItem
from moderation.selectors import open_item_for
from peer_circles import actions, policies, selectors
from peer_circles.frames import message_body
from peer_circles.models import Message
from pop.accounts.models import Notice
from pop.core import clock
from pop.core.errors import Absent, Conflict, DomainError, Invalid, Refused
from pop.realtime.contracts import Event
from pop.realtime.frames import event
from pop.realtime.models import RoomEvent
from tests.factories import circles
from tests.factories.talk import HARD, PHONE, decide, post


def test_a_message_is_shown_with_the_next_number(amina, joel):
    circle = circles.circle(joel, amina)
    first, second = post(amina, circle, " Hello\r\nyou "), post(joel, circle)
    assert (first.state, first.seq, first.text) == ("published", 1, "Hello\nyou")
    assert (second.seq, second.by_facilitator) == (2, True)


def test_sec_02_the_same_name_and_words_again_are_the_same_message(amina, joel):
    circle, client_id = circles.circle(joel, amina), uuid4()
    first = post(amina, circle, client_id=client_id)
    assert post(amina, circle, client_id=client_id).pk == first.pk
    with pytest.raises(Conflict):
        post(amina, circle, "other words", client_id=client_id)
    assert Message.objects.count() == RoomEvent.objects.count() == 1
    assert post(joel, circle, client_id=client_id).pk != first.pk  # a name is the sender's own


@pytest.mark.parametrize("text", ["", "  \n ", "\u202e", "x" * 2001])
def test_empty_and_endless_messages_are_refused_at_the_field(amina, joel, text):
    circle = circles.circle(joel, amina)
    with pytest.raises(Invalid) as refusal:
        post(amina, circle, text)
    assert list(refusal.value.fields) == ["text"]
    assert not Message.objects.exists()


def test_sec_24_who_has_no_seat_finds_no_circle(amina, bilal, sam, zola, joel, nia):
    circle = circles.circle(joel, amina)
    for somebody in (bilal, sam, nia, circles.another_facilitator()):
        with pytest.raises(Absent):
            post(somebody, circle)
    with pytest.raises(Refused):
        post(zola, circle)  # looks after every circle, is in none
    assert not Message.objects.exists()


def test_sg_03_a_birthday_ends_the_seat(amina, joel):
    circle = circles.circle(joel, amina)
    amina.login.age_band = "18-24"
    amina.login.save()
    with pytest.raises(Absent):
        post(amina, circle)


def test_sg_04_a_new_agreement_is_accepted_before_the_next_word(amina, joel):
    circle = circles.circle(joel, amina)
    type(circle).objects.update(agreement_version=2)
    with pytest.raises(Absent):
        post(amina, circle)
    circle.refresh_from_db()
    circles.join(circle, amina)
    assert post(amina, circle).seq == 1


def test_a_role_without_second_factor_gives_no_seat(amina, joel):
    circle = circles.circle(joel, amina)
    with pytest.raises(Absent):
        selectors.inside_for(joel.actor_without_second_factor, circle.pk)


def test_sg_10_a_held_message_stands_nowhere_until_a_person_says_yes(amina, bilal, joel):
    circle = circles.circle(joel, amina, bilal, pre_moderated=True)
    held = post(amina, circle)
    assert (held.state, held.seq) == ("held", None)
    assert not RoomEvent.objects.exists()
    assert list(selectors.messages_in(circle)) == []
    said = post(joel, circle, "Welcome")
    assert decide(joel, held) is not None
    held.refresh_from_db()
    assert (said.seq, held.seq, held.state) == (1, 2, "published")  # its place is where it was shown
    assert Notice.objects.get(persona=amina.persona).kind == "moderation.shown"


def test_sg_12_what_is_not_shown_is_told_with_reasons(amina, joel):
    circle = circles.circle(joel, amina)
    held = post(amina, circle, PHONE)
    assert held.state == "held"
    decide(joel, held, "remove", reason_code="contact", explanation="Please no numbers here, for everybody's safety.")
    held.refresh_from_db()
    assert held.state == "removed"
    assert not RoomEvent.objects.exists()
    assert Notice.objects.get(persona=amina.persona).kind == "moderation.removed"


def test_only_the_circles_own_facilitator_and_moderators_decide(amina, joel, zola):
    circle = circles.circle(joel, amina, pre_moderated=True)
    held = post(amina, circle)
    farah = circles.another_facilitator()
    for somebody in (amina, farah):
        with pytest.raises(Absent):
            actions.approve_message(actor=somebody.actor, message_id=held.pk, now=clock.now())
        with pytest.raises(Absent):
            decide(somebody, held)
    decide(zola, held)
    assert policies.messages_looked_after_by(joel.actor).get() == held
    assert not policies.messages_looked_after_by(farah.actor).exists()


def test_nobody_approves_their_own_words(joel):
    circle = circles.circle(joel)
    held = post(joel, circle, PHONE)
    with pytest.raises(Absent):
        actions.approve_message(actor=joel.actor, message_id=held.pk, now=clock.now())


def test_who_was_held_for_lures_and_takes_back_a_lot_comes_before_a_person(amina, joel):
    """Signals over time (SECURITY, section 3): the same words of somebody else wait alone, without that reason."""
    circle = circles.circle(joel, amina)
    for number in range(5):
        actions.retract_message(
            actor=amina.actor, message_id=post(amina, circle, f"hello {number}").pk, now=clock.now()
        )
    for text in ("this is our little secret", "dont tell your parents"):
        post(amina, circle, text)
    reasons = post(amina, circle, "add me on snap rosie_b").verdict["reasons"]
    assert {(reason["step"], reason["code"]) for reason in reasons} >= {
        ("contact", "account"),
        ("pattern", "behaviour"),
    }


def test_sg_11_screening_that_breaks_holds_the_message(amina, joel, monkeypatch):
    circle = circles.circle(joel, amina)
    monkeypatch.setattr("moderation.screening.screen", lambda text, context: 1 / 0)
    held = post(amina, circle, "a harmless hello")
    assert held.state == "held"
    assert held.verdict["reasons"] == [{"step": "screening", "code": "failed", "effect": 2}]
    assert open_item_for("circle_message", held.pk) is not None


def test_sg_11_a_queue_that_breaks_refuses_aloud_and_keeps_nothing(amina, joel, monkeypatch):
    circle = circles.circle(joel, amina, pre_moderated=True)
    monkeypatch.setattr("peer_circles.actions.saying.open_item", lambda **fields: 1 / 0)
    with pytest.raises(DomainError) as refusal:
        post(amina, circle)
    assert refusal.value.code == "unavailable"
    assert not Message.objects.exists()


def test_sec_06_a_counter_that_is_away_silences_nobody(amina, joel, monkeypatch):
    circle = circles.circle(joel, amina)
    monkeypatch.setattr("pop.core.limits._count_together", lambda *args, **kwargs: 1 / 0)
    assert post(amina, circle).state == "published"


def test_sg_31_words_that_sound_like_need_bring_help_and_a_person(amina, bilal, joel):
    circle = circles.circle(joel, amina, bilal)
    held = post(amina, circle, HARD)
    assert held.state == "held"
    item = QueueItem.objects.get()
    assert (item.subject_id, item.lane) == (held.pk, Lane.CARE)  # the raised flag
    from peer_circles.frames import private_bodies
    from pop.realtime.contracts import Seat, Viewer

    viewers = [Viewer(amina.actor, Seat(True)), Viewer(bilal.actor, Seat(True)), Viewer(joel.actor, Seat(True, True))]
    hers, his, staffs = private_bodies(circle, viewers, clock.now())
    assert hers["help"]["label"] == "Automatic message"
    assert hers["help"]["text"]
    assert hers["help"]["help_url"] == "/help/"
    assert his == {}
    assert staffs["held"][0]["care"] is True
    assert "help" not in staffs


def test_an_author_takes_back_their_own_words_only(amina, bilal, joel):
    circle = circles.circle(joel, amina, bilal, pre_moderated=True)
    held, other = post(amina, circle), post(bilal, circle)
    with pytest.raises(Absent):
        actions.retract_message(actor=amina.actor, message_id=other.pk, now=clock.now())
    actions.retract_message(actor=amina.actor, message_id=held.pk, now=clock.now())
    held.refresh_from_db()
    assert held.state == "retracted"
    decide(joel, held)  # somebody who still had it open: it is gone, and stays so
    held.refresh_from_db()
    assert held.state == "retracted"
    assert not RoomEvent.objects.exists()


def test_sg_57_what_was_shown_and_removed_comes_without_its_words(amina, joel, zola):
    circle = circles.circle(joel, amina)
    shown = post(amina, circle, "something to regret")
    actions.remove_message(actor=zola.actor, message_id=shown.pk, now=clock.now())
    shown.refresh_from_db()
    gone = message_body(shown)
    assert gone["message"] == {"id": shown.pk, "status": "removed"}
    sent = event(Event(circle.room_id, 2, "removed", shown.pk, clock.now()), gone)
    assert sent.frame.keys() == {"type", "room", "seq", "kind", "at", "message"}
    assert str(amina.persona.pk) not in sent.text  # whose it was goes into no frame
    assert [event.kind for event in RoomEvent.objects.order_by("seq")] == ["message", "removed"]
    actions.approve_message(actor=zola.actor, message_id=shown.pk, now=clock.now())
    shown.refresh_from_db()
    assert (shown.state, shown.seq) == ("published", 1)


def test_moderation_sees_the_circle_and_the_words_before(amina, bilal, joel):
    circle = circles.circle(joel, amina, bilal)
    post(amina, circle, "first")
    post(bilal, circle, "second")
    held = post(amina, circle, PHONE)
    snapshot = contracts.kind_named("circle_message").snapshot(held.pk)
    assert snapshot.surroundings == ("amina: first", "bilal: second")
    assert (snapshot.title, snapshot.text, snapshot.author_id) == ("Evening talk", PHONE, amina.persona.pk)


def test_only_people_inside_can_flag(amina, bilal, joel, zola):
    circle = circles.circle(joel, amina)
    shown, held = post(amina, circle), post(amina, circle, PHONE)
    kind = contracts.kind_named("circle_message")
    assert kind.is_visible_to(joel.actor, shown.pk)
    assert not kind.is_visible_to(bilal.actor, shown.pk)
    assert not kind.is_visible_to(amina.actor, held.pk)
    assert kind.is_visible_to(zola.actor, held.pk)
