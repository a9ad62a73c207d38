"""What happens when a person decides, and what can never happen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from moderation import actions, policies
from moderation.events import ItemDecided
from moderation.models import Decision, QueueItem, ReasonCode
from pop.accounts.models import Notice
from pop.audit.models import AuditEntry
from pop.core import errors, events
from tests.factories.moderation import CARE, HELD, NOON
from tests.factories.notices import notices_of

LATER = NOON + timedelta(hours=1)
WHY = "Your phone number is in it. Please take it out and send it again."


@pytest.fixture
def held(board, amina):
    note = board.pin(amina, shown=False, text="Call 0791234567")
    return note, actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)


def test_approving_a_held_thing_shows_it_and_tells_the_author(board, held, zola, amina):
    note, item = held
    decision = actions.decide_item(actor=zola.actor, item_id=item.pk, decision="approve", now=LATER)
    item.refresh_from_db()
    assert note.shown
    assert board.calls == [("publish", note.id)]
    assert (item.state, item.decided_at) == ("decided", LATER)
    assert (decision.decision, decision.decider_id) == ("approve", zola.login.pk)
    assert notices_of(amina) == ["moderation.shown"]


def test_removing_hides_it_and_states_the_reasons(board, held, zola, amina):
    note, item = held
    decision = actions.decide_item(
        actor=zola.actor, item_id=item.pk, decision="remove", reason_code="contact", explanation=WHY, now=LATER
    )
    assert board.calls == [("hide", note.id)]
    assert decision.decision_visibility == "DECISION_VISIBILITY_CONTENT_REMOVED"
    assert decision.decision_ground == "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    assert decision.incompatible_content_ground_id == "contact"
    assert decision.incompatible_content_explanation == WHY
    assert decision.decision_facts == "held contact.phone"
    assert decision.source_type == "SOURCE_VOLUNTARY"
    assert decision.automated_detection == "Yes"
    assert decision.automated_decision == "AUTOMATED_DECISION_NOT_AUTOMATED"
    assert decision.category == "STATEMENT_CATEGORY_PROTECTION_OF_MINORS"
    assert decision.content_date == NOON
    assert decision.redress == "appeal"
    assert notices_of(amina) == ["moderation.removed"]


def test_keeping_a_flagged_thing_leaves_it_alone_and_does_not_tell_the_author(board, amina, bilal, zola):
    note = board.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=NOON)
    actions.decide_item(actor=zola.actor, item_id=flag.item_id, decision="approve", now=LATER)
    assert note.shown
    assert board.calls == []
    assert notices_of(amina) == []
    assert notices_of(bilal) == ["moderation.flag_received", "moderation.flag_outcome"]


def test_a_removal_without_rule_or_words_is_refused_and_nothing_happens(board, held, zola, amina):
    _note, item = held
    for reason_code, explanation, fields in (
        ("", "", {"reason_code", "explanation"}),
        ("contact", "  \u202e ", {"explanation"}),
        ("no-such-rule", WHY, {"reason_code"}),
        ("contact", "x" * 2001, {"explanation"}),
    ):
        with pytest.raises(errors.Invalid) as refusal:
            actions.decide_item(
                actor=zola.actor,
                item_id=item.pk,
                decision="remove",
                reason_code=reason_code,
                explanation=explanation,
                now=LATER,
            )
        assert set(refusal.value.fields) == fields
    item.refresh_from_db()
    assert item.state == "open"
    assert board.calls == []
    assert not Decision.objects.exists()
    assert notices_of(amina) == []


def test_an_unknown_choice_is_refused(held, zola):
    with pytest.raises(errors.Invalid):
        actions.decide_item(actor=zola.actor, item_id=held[1].pk, decision="burn", now=LATER)
    assert not Decision.objects.exists()


STATEMENT = {
    "decision_visibility": "DECISION_VISIBILITY_CONTENT_REMOVED",
    "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    "incompatible_content_ground_id": "contact",
    "incompatible_content_explanation": WHY,
    "decision_facts": "held",
    "source_type": "SOURCE_VOLUNTARY",
    "automated_detection": "No",
    "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    "category": "STATEMENT_CATEGORY_PROTECTION_OF_MINORS",
    "content_date": NOON,
    "redress": "change_and_send_again",
}


@pytest.mark.parametrize("missing", [*STATEMENT, "nothing"])
def test_sg_49_the_database_refuses_a_removal_that_lacks_a_reason(held, zola, missing):
    fields = {**STATEMENT}
    if missing != "nothing":
        fields[missing] = None if missing in {"incompatible_content_ground_id", "content_date"} else ""
    removal = Decision(item=held[1], decision="remove", decider=zola.login, created_at=LATER, **fields)
    if missing == "nothing":
        removal.save()
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        removal.save()
    assert not Decision.objects.exists()


def test_sg_49_a_saved_removal_cannot_lose_its_reasons(held, zola):
    actions.decide_item(
        actor=zola.actor, item_id=held[1].pk, decision="remove", reason_code="contact", explanation=WHY, now=LATER
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(incompatible_content_explanation="")


def test_decided_twice_is_a_conflict(board, held, zola, salma):
    note, item = held
    actions.decide_item(actor=zola.actor, item_id=item.pk, decision="approve", now=LATER)
    with pytest.raises(errors.Conflict):
        actions.decide_item(
            actor=salma.actor, item_id=item.pk, decision="remove", reason_code="spam", explanation="No.", now=LATER
        )
    assert note.shown
    assert board.calls == [("publish", note.id)]
    assert Decision.objects.count() == 1


def test_nobody_decides_about_what_they_wrote_themselves(board, zola, salma):
    for author, colleague in ((zola, salma), (salma, zola)):
        note = board.pin(author, shown=False)
        item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
        with pytest.raises(errors.Absent):
            actions.decide_item(actor=author.actor, item_id=item.pk, decision="approve", now=LATER)
        assert not note.shown
        actions.decide_item(actor=colleague.actor, item_id=item.pk, decision="approve", now=LATER)
        assert note.shown


@pytest.mark.parametrize("who", ["amina", "bilal", "lina", "sam", "joel", "nia", "otto", "ada"])
def test_whoever_may_not_decide_finds_nothing(board, held, request, who):
    note, item = held
    somebody = request.getfixturevalue(who)
    with pytest.raises(errors.Absent):
        actions.decide_item(actor=somebody.actor, item_id=item.pk, decision="approve", now=LATER)
    with pytest.raises(errors.Absent):
        actions.open_for_review(actor=somebody.actor, item_id=item.pk, now=LATER)
    assert not note.shown
    assert not Decision.objects.exists()
    assert not AuditEntry.objects.filter(verb="moderation.view").exists()


def test_a_passphrase_alone_decides_nothing(held, zola):
    with pytest.raises(errors.Absent):
        actions.decide_item(actor=zola.actor_without_second_factor, item_id=held[1].pk, decision="approve", now=LATER)
    assert not Decision.objects.exists()


def test_a_facilitator_decides_in_their_own_circle_only(board, amina, joel):
    board.keepers = {"river": {joel.persona.pk}}
    mine, theirs = board.pin(amina, shown=False), board.pin(amina, shown=False, board="hill")
    items = [
        actions.open_item(kind="note", subject_id=n.id, cause="held", verdict=HELD, now=NOON) for n in (mine, theirs)
    ]
    assert list(policies.items_visible_to(joel.actor)) == [items[0]]
    actions.decide_item(actor=joel.actor, item_id=items[0].pk, decision="approve", now=LATER)
    with pytest.raises(errors.Absent):
        actions.decide_item(actor=joel.actor, item_id=items[1].pk, decision="approve", now=LATER)
    assert (mine.shown, theirs.shown) == (True, False)


def test_sg_52_what_is_escalated_is_for_safeguarding_leads_from_then_on(board, held, zola, joel, salma, amina):
    note, item = held
    board.keepers = {"river": {joel.persona.pk}}
    actions.decide_item(actor=joel.actor, item_id=item.pk, decision="escalate", now=LATER)
    item.refresh_from_db()
    assert (item.state, item.escalated_at, item.lane) == ("escalated", LATER, "care")
    assert notices_of(amina) == []
    for somebody in (zola, joel):
        assert not policies.items_visible_to(somebody.actor).exists()
        with pytest.raises(errors.Absent):
            actions.decide_item(actor=somebody.actor, item_id=item.pk, decision="approve", now=LATER)
    assert not note.shown
    with pytest.raises(errors.Invalid):  # it is there already
        actions.decide_item(actor=salma.actor, item_id=item.pk, decision="escalate", now=LATER)
    actions.decide_item(actor=salma.actor, item_id=item.pk, decision="approve", now=LATER)
    assert note.shown
    assert not policies.items_visible_to(zola.actor).exists()


def test_nobody_approves_words_they_have_not_seen(board, held, zola):
    note, item = held
    actions.open_for_review(actor=zola.actor, item_id=item.pk, now=LATER)
    note.text = "Call 0791234567 tonight"
    with pytest.raises(errors.Conflict):
        actions.decide_item(actor=zola.actor, item_id=item.pk, decision="approve", now=LATER)
    assert not note.shown
    seen = actions.open_for_review(actor=zola.actor, item_id=item.pk, now=LATER).item
    assert [e["text"] for e in seen.evidence] == ["Call 0791234567", "Call 0791234567 tonight"]
    actions.decide_item(actor=zola.actor, item_id=item.pk, decision="approve", now=LATER)
    assert note.shown


def test_what_is_gone_can_still_be_decided(board, held, zola):
    note, item = held
    del board.notes[note.id]
    actions.decide_item(
        actor=zola.actor, item_id=item.pk, decision="remove", reason_code="contact", explanation=WHY, now=LATER
    )
    item.refresh_from_db()
    assert item.state == "decided"
    assert AuditEntry.objects.get(verb="moderation.remove").facts["gone"] is True


def test_nobody_is_told_that_others_see_what_they_took_back(board, held, zola, amina):
    note, item = held
    del board.notes[note.id]
    actions.decide_item(actor=zola.actor, item_id=item.pk, decision="approve", now=LATER)
    assert notices_of(amina) == []


def test_sg_59_every_step_and_every_view_is_on_record(board, amina, bilal, zola):
    note = board.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="private", now=NOON)
    actions.open_for_review(actor=zola.actor, item_id=flag.item_id, now=LATER)
    actions.open_for_review(actor=zola.actor, item_id=flag.item_id, now=LATER)
    actions.decide_item(
        actor=zola.actor, item_id=flag.item_id, decision="remove", reason_code="private", explanation="Hm.", now=LATER
    )
    subject = {"kind": "note", "subject": str(note.id)}
    entries = AuditEntry.objects.filter(subject_kind="queue_item", subject_id=str(flag.item_id))
    assert [(e.verb, e.actor_id, e.acting_as, e.at, e.facts) for e in entries] == [
        ("moderation.open", None, "", NOON, {**subject, "cause": "flagged", "severity": 2}),
        ("moderation.flag", bilal.login.pk, "", NOON, {"reason": "private"}),
        ("moderation.view", zola.login.pk, "moderator", LATER, {"words": True}),
        ("moderation.view", zola.login.pk, "moderator", LATER, {"words": True}),
        (
            "moderation.remove",
            zola.login.pk,
            "moderator",
            LATER,
            {**subject, "reason": "private", "gone": False},
        ),
    ]  # fmt: skip


def test_a_decision_is_announced_after_it_is_committed(held, zola, django_capture_on_commit_callbacks, monkeypatch):
    heard = []
    monkeypatch.setitem(events._listeners, ItemDecided, [heard.append])
    with django_capture_on_commit_callbacks(execute=True):
        actions.decide_item(actor=zola.actor, item_id=held[1].pk, decision="approve", now=LATER)
        assert heard == []
    assert heard == [ItemDecided(held[1].pk, "note", held[0].id, "approve", LATER)]


def test_an_item_nobody_knows_is_absent(zola):
    with pytest.raises(errors.Absent):
        actions.decide_item(actor=zola.actor, item_id=uuid4(), decision="approve", now=LATER)


def test_when_hiding_fails_nothing_is_decided(board, held, zola, amina, monkeypatch):
    def broken(**_):
        raise RuntimeError

    monkeypatch.setattr(board, "publish", broken)
    with pytest.raises(RuntimeError):
        actions.decide_item(actor=zola.actor, item_id=held[1].pk, decision="approve", now=LATER)
    assert QueueItem.objects.get().state == "open"
    assert not Decision.objects.exists()
    assert notices_of(amina) == []


def test_every_rule_has_a_place_in_the_european_list(db):
    assert ReasonCode.objects.filter(is_active=True).count() == 12
    assert all(rule.category.startswith("STATEMENT_CATEGORY_") for rule in ReasonCode.objects.all())


def test_care_needs_a_person_within_a_quarter_of_an_hour(board, amina):
    note = board.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=CARE, now=NOON)
    assert (item.get_severity_display(), item.lane, item.due_at) == ("Severe", "care", NOON + timedelta(minutes=15))


def test_kept_waiting_it_stays_undecided_with_the_note_and_the_author_is_told_once(board, held, zola, salma, amina):
    note, item = held
    due = item.due_at
    for staff, words in ((zola, "I ask her first."), (salma, "She answers tomorrow.")):
        kept = actions.decide_item(actor=staff.actor, item_id=item.pk, decision="hold", note=words, now=LATER)
        assert (kept.decision, kept.note, kept.decider_id) == ("hold", words, staff.login.pk)
    item.refresh_from_db()
    assert (item.state, item.decided_at, item.due_at) == ("open", None, due)
    assert board.calls == []
    assert notices_of(amina) == ["moderation.waits"]
    told = Notice.objects.get(persona=amina.persona)
    assert "I ask her first." not in str(told.facts)
    actions.decide_item(actor=zola.actor, item_id=item.pk, decision="approve", now=LATER)
    assert note.shown
    assert sorted(notices_of(amina)) == ["moderation.shown", "moderation.waits"]


def test_nobody_is_told_that_what_is_shown_takes_longer(board, zola, amina, bilal):
    note = board.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="other", note="", now=NOON)
    actions.decide_item(actor=zola.actor, item_id=flag.item_id, decision="hold", note="Ask.", now=LATER)
    assert notices_of(amina) == []
    assert notices_of(bilal) == ["moderation.flag_received"]


@pytest.mark.parametrize("note", ["", " \n", "x" * 2001])
def test_kept_waiting_it_says_why_to_whoever_comes_next(held, zola, amina, note):
    with pytest.raises(errors.Invalid) as refusal:
        actions.decide_item(actor=zola.actor, item_id=held[1].pk, decision="hold", note=note, now=LATER)
    assert list(refusal.value.fields) == ["note"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(item=held[1], decision="hold", note="", created_at=LATER)
    assert not Decision.objects.exists()
    assert notices_of(amina) == []


def test_sg_35_a_kind_without_content_notes_takes_none(board, held, zola):
    with pytest.raises(errors.Invalid) as refusal:
        actions.decide_item(
            actor=zola.actor, item_id=held[1].pk, decision="approve", content_note="self_harm", now=LATER
        )
    assert list(refusal.value.fields) == ["content_note"]
    assert (board.calls, Decision.objects.exists()) == ([], False)
