"""The registry of kinds, and what becomes of a person's rows."""

from datetime import timedelta

import pytest

from moderation import actions, contracts
from moderation.models import Flag, QueueItem
from moderation.personal_data import MODERATION
from pop.accounts.contracts import areas_with_personal_data
from tests.factories.moderation import HELD, NOON, Board


def test_two_kinds_cannot_share_a_name(board):
    contracts.register_kind(board)  # the same one again is no harm
    with pytest.raises(ValueError, match="note is registered already"):
        contracts.register_kind(Board())
    assert contracts.kind_named("note") is board


def test_moderation_answers_for_its_rows():
    assert MODERATION in areas_with_personal_data()
    assert "184 days" in MODERATION.retention


def test_export_holds_own_flags_and_decisions_and_nobody_else(board, amina, bilal, zola):
    note = board.pin(amina)
    flag = actions.flag_content(
        actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", note="Look", now=NOON
    )
    actions.decide_item(
        actor=zola.actor, item_id=flag.item_id, decision="remove", reason_code="spam", explanation="Adverts.", now=NOON
    )
    assert MODERATION.export(bilal.persona.pk) == {
        "flags": [{"kind": "note", "reason": "spam", "note": "Look", "at": NOON.isoformat()}],
        "decisions": [],
        "appeals": [],
        "queue_views": [],
        "sanctions": [],
        "shifts": [],
        "wants_summaries_always": False,
    }
    own = MODERATION.export(amina.persona.pk)
    assert own["flags"] == []
    assert [(d["decision"], d["rule"], d["explanation"]) for d in own["decisions"]] == [("remove", "spam", "Adverts.")]
    assert str(bilal.persona.pk) not in str(own)
    assert "Look" not in str(own)


def test_erasing_cuts_rows_off_from_the_person_and_keeps_the_evidence(board, amina, bilal):
    note, other = board.pin(amina, text="evidence"), board.pin(bilal)
    actions.open_item(kind="note", subject_id=other.id, cause="held", verdict=HELD, now=NOON)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=NOON)
    MODERATION.erase(bilal.persona.pk)
    MODERATION.erase(amina.persona.pk)
    assert Flag.objects.get(pk=flag.pk).flagger_id is None
    for item in QueueItem.objects.all():
        assert item.author_id is None
        assert item.evidence[-1]["author_id"] is None
    assert QueueItem.objects.get(pk=flag.item_id).evidence[-1]["text"] == "evidence"


def test_old_evidence_is_discarded_after_its_term(board, amina, bilal, zola):
    kept, gone, waiting = board.pin(amina), board.pin(amina), board.pin(amina)
    items = {}
    for name, note, days in (("kept", kept, 10), ("gone", gone, 0), ("waiting", waiting, None)):
        now = NOON + timedelta(days=days or 0)
        flag = actions.flag_content(
            actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", note="words", now=now
        )
        items[name] = flag.item_id
        if days is not None:
            actions.decide_item(actor=zola.actor, item_id=flag.item_id, decision="approve", now=now)
    assert actions.discard_old_evidence(now=NOON + timedelta(days=185)) == 1
    assert actions.discard_old_evidence(now=NOON + timedelta(days=185)) == 0
    assert QueueItem.objects.get(pk=items["gone"]).evidence == []
    assert Flag.objects.get(item=items["gone"]).note == ""
    for name in ("kept", "waiting"):
        assert QueueItem.objects.get(pk=items[name]).evidence != []
        assert Flag.objects.get(item=items[name]).note == "words"
