"""How an appeal ends without being judged, and what is kept for it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from moderation import actions
from moderation.checks import evidence_outlives_appeals
from moderation.models import Appeal, Decision, QueueItem
from moderation.personal_data import MODERATION
from moderation.policies.appeals import APPEAL_TIME
from peer_circles import actions as circle_actions
from pop.audit.models import AuditEntry
from pop.core import clock, errors
from tests.factories import circles
from tests.factories.appeals import LATER, SORRY, THEN, WORDS, ask, decide
from tests.factories.moderation import HELD, NOON
from tests.factories.notices import notices_of
from tests.factories.sanctions import about_message


def test_what_its_author_took_back_meanwhile_does_not_come_up_again(board, removed, amina, mo):
    note, decision = removed
    item = ask(amina, decision).item
    del board.notes[note.id]
    decide(mo, item.pk, "overturn", explanation=SORRY)
    assert board.calls == [("hide", note.id)]
    assert Appeal.objects.get().outcome == "overturned"
    assert AuditEntry.objects.get(verb="moderation.overturn").facts["gone"] is True


def test_sg_46_whoever_leaves_takes_their_appeal_along(board, removed, amina, mo):
    note, decision = removed
    item = ask(amina, decision).item
    MODERATION.erase(amina.persona.pk)
    item.refresh_from_db()
    appeal = Appeal.objects.get()
    assert (appeal.appellant_id, appeal.words, appeal.outcome) == (None, "", "withdrawn")
    assert item.state == "decided"
    with pytest.raises(errors.Conflict):
        decide(mo, item.pk, "overturn", explanation=SORRY)
    assert not note.shown


def test_export_holds_ones_own_appeal(removed, amina, bilal, mo):
    decide(mo, ask(amina, removed[1]).item_id, "uphold", explanation="It is a phone number.")
    assert MODERATION.export(amina.persona.pk)["appeals"] == [
        {
            "kind": "note",
            "decision": str(removed[1].pk),
            "words": WORDS,
            "outcome": "upheld",
            "answer": "It is a phone number.",
            "at": LATER.isoformat(),
        }
    ]
    assert MODERATION.export(bilal.persona.pk)["appeals"] == []


def test_what_is_sent_in_anew_ends_the_appeal(board, removed, amina, mo):
    note, decision = removed
    item = ask(amina, decision).item
    note.text = "Call the museum, the number is on its page"
    actions.open_item(kind="note", subject_id=note.id, cause="submitted", verdict=HELD, now=LATER)
    item.refresh_from_db()
    assert item.cause == "submitted"
    assert Appeal.objects.get().outcome == "withdrawn"
    assert [seen["text"] for seen in item.evidence] == ["Call the museum on 0791234567", note.text]
    decide(mo, item.pk, "approve")
    assert note.shown
    decision.refresh_from_db()
    assert decision.end_date_visibility_restriction == THEN
    with pytest.raises(errors.Conflict):
        ask(amina, decision, now=THEN)


def test_nobody_asks_twice_about_what_is_read_anyway(board, removed, amina):
    note, decision = removed
    actions.open_item(kind="note", subject_id=note.id, cause="submitted", verdict=HELD, now=LATER)
    with pytest.raises(errors.Conflict):
        ask(amina, decision)
    assert not Appeal.objects.exists()


def test_sg_50_evidence_stays_while_an_appeal_is_possible_or_open(removed, amina, mo, settings):
    first = QueueItem.objects.get()
    assert actions.discard_old_evidence(now=NOON + APPEAL_TIME) == 0
    item = ask(amina, removed[1], now=NOON + APPEAL_TIME).item
    late = NOON + timedelta(days=300)
    assert actions.discard_old_evidence(now=late) == 0
    first.refresh_from_db()
    assert first.evidence[-1]["text"] == "Call the museum on 0791234567"
    decide(mo, item.pk, "uphold", explanation="It is a phone number.", now=late)
    assert actions.discard_old_evidence(now=late) == 1
    first.refresh_from_db()
    assert (first.evidence, Decision.objects.get(pk=removed[1].pk).stood_before) == ([], None)
    assert Appeal.objects.get().words == WORDS
    assert actions.discard_old_evidence(now=late + timedelta(days=185)) == 1
    assert (Appeal.objects.get().words, Appeal.objects.get().answer) == ("", "")


@pytest.mark.parametrize(("days", "errors_found"), [(184, 0), (183, 1)])
def test_sg_50_the_software_does_not_start_with_evidence_shorter_than_appeals(settings, days, errors_found):
    settings.POP_EVIDENCE_DAYS = days
    assert len(evidence_outlives_appeals(None)) == errors_found


def test_sg_50_what_somebody_was_sanctioned_for_by_mistake_is_lifted_too(joel, amina, bilal, zola, salma):
    circle = circles.circle(joel, amina, bilal)
    given = {"client_id": uuid4(), "text": "The villain in it was so mean", "now": clock.now()}
    message = circle_actions.post_message(actor=amina.actor, circle_id=circle.pk, **given)
    flag = {"kind": "circle_message", "subject_id": message.pk, "reason": "unkind", "now": clock.now()}
    item = actions.flag_content(actor=bilal.actor, **flag).item
    mute = about_message(zola, message, length="1d")
    decision = decide(zola, item.pk, "remove", reason_code="unkind", explanation="Mean.", now=clock.now())
    again = {"client_id": uuid4(), "text": "May I?", "now": clock.now()}
    with pytest.raises(errors.Refused):
        circle_actions.post_message(actor=amina.actor, circle_id=circle.pk, **again)
    decide(salma, ask(amina, decision, now=clock.now()).item_id, "overturn", explanation=SORRY, now=clock.now())
    mute.refresh_from_db()
    assert (mute.lifted_by_id, mute.lifted_words) == (salma.login.pk, SORRY)
    assert "moderation.sanction_lifted" in notices_of(amina)
    assert circle_actions.post_message(actor=amina.actor, circle_id=circle.pk, **again).state == "published"
