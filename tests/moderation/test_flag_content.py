"""Asking a person to look."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from moderation import actions, selectors
from moderation.contracts import FlagReason
from moderation.events import CareNeeded
from moderation.models import Flag, QueueItem
from pop.accounts.contracts import ANONYMOUS
from pop.accounts.models import Notice
from pop.accounts.selectors import notices_for
from pop.audit.models import AuditEntry
from pop.core import errors, events
from tests.factories.moderation import CARE, CLEAR, HELD, NOON

LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def test_a_flag_opens_an_item_with_the_evidence_as_it_stood(board, amina, bilal):
    note = board.pin(amina, text="as it stood", surroundings=("before",))
    actions.flag_content(
        actor=bilal.actor, kind="note", subject_id=note.id, reason="unkind", note=" a\u202eb ", now=NOON
    )
    note.text = "changed since"
    item = QueueItem.objects.get()
    assert (item.cause, item.state, item.author_id) == ("flagged", "open", amina.persona.pk)
    assert item.due_at == NOON + timedelta(hours=48)
    assert [seen["text"] for seen in item.evidence] == ["as it stood"]
    assert item.evidence[0]["surroundings"] == ["before"]
    assert Flag.objects.get().note == "ab"
    assert note.shown


@pytest.mark.parametrize(
    ("reason", "severity", "lane", "minutes"),
    [
        ("worried", 3, "care", 15),
        ("unsafe", 3, "care", 15),
        ("contact", 2, "conduct", 240),
        ("spam", 1, "conduct", 2880),
    ],
)
def test_sg_55_how_soon_somebody_must_look(board, amina, bilal, reason, severity, lane, minutes):
    note = board.pin(amina)
    actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason=reason, now=NOON)
    item = QueueItem.objects.get()
    assert (item.severity, item.lane, item.due_at) == (severity, lane, NOON + timedelta(minutes=minutes))


def test_more_flags_join_the_open_item_and_only_raise_it(board, amina, bilal, sam, lina):
    note = board.pin(amina)
    for who, reason, now in ((bilal, "spam", NOON), (sam, "unsafe", LATER), (lina, "other", LATER)):
        actions.flag_content(actor=who.actor, kind="note", subject_id=note.id, reason=reason, now=now)
    item = QueueItem.objects.get()
    assert Flag.objects.count() == 3
    assert (item.severity, item.lane, item.created_at, item.due_at) == (3, "care", NOON, LATER + timedelta(minutes=15))


def test_one_flag_per_person_even_by_the_database(board, amina, bilal):
    note = board.pin(amina)
    for reason, words in (("spam", "one"), ("private", "two"), ("private", "two")):
        actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason=reason, note=words, now=NOON)
    flag = Flag.objects.get()
    assert (flag.reason, flag.note) == ("private", "one\n\ntwo")
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.create(item=flag.item, flagger=bilal.persona, reason="spam", created_at=NOON)


def test_one_open_item_per_thing_even_by_the_database(board, amina):
    note = board.pin(amina)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    again = actions.open_item(kind="note", subject_id=note.id, cause="submitted", verdict=CLEAR, now=LATER)
    assert (again.pk, again.cause, again.reasons) == (item.pk, "held", item.reasons)
    item.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save(force_insert=True)


def test_after_a_decision_a_new_flag_opens_a_new_item(board, amina, bilal, zola):
    note = board.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=NOON)
    actions.decide_item(actor=zola.actor, item_id=flag.item_id, decision="approve", now=NOON)
    actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=LATER)
    assert QueueItem.objects.count() == 2
    assert selectors.open_item_for("note", note.id) == QueueItem.objects.get(state="open")


def test_a_flagged_thing_that_is_then_held_is_shown_again_by_a_yes(board, amina, bilal, zola):
    note = board.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=NOON)
    note.shown = False
    actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=LATER)
    actions.decide_item(actor=zola.actor, item_id=flag.item_id, decision="approve", now=LATER)
    assert note.shown


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"reason": "nonsense"}, "reason"), ({"reason": ""}, "reason"), ({"note": "x" * 2001}, "note")],
)
def test_a_flag_that_cannot_be_taken_leaves_nothing(board, amina, bilal, changes, field):
    note = board.pin(amina)
    asked = {"kind": "note", "subject_id": note.id, "reason": "spam", **changes}
    with pytest.raises(errors.Invalid) as refusal:
        actions.flag_content(actor=bilal.actor, now=NOON, **asked)
    assert set(refusal.value.fields) == {field}
    assert not QueueItem.objects.exists()
    assert not AuditEntry.objects.exists()


def test_what_the_flagger_cannot_see_is_absent(board, amina, bilal):
    hidden = board.pin(amina, shown=False)
    for actor in (bilal.actor, ANONYMOUS):
        for kind, subject_id in (("note", hidden.id), ("note", uuid4()), ("ghost", hidden.id)):
            with pytest.raises(errors.Absent):
                actions.flag_content(actor=actor, kind=kind, subject_id=subject_id, reason="worried", now=NOON)
    assert not QueueItem.objects.exists()


def test_sec_10_many_flags_are_slowed_but_a_call_for_help_never_is(board, amina, bilal):
    for number in range(31):
        note = board.pin(amina)
        if number == 30:
            with pytest.raises(errors.TooFast):
                actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=NOON)
            assert selectors.open_item_for("note", note.id) is None
        else:
            actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=NOON)
    for reason in ("worried", "unsafe"):
        note = board.pin(amina)
        actions.flag_content(
            actor=bilal.actor, kind="note", subject_id=note.id, reason=reason, note="x" * 5000, now=NOON
        )
        assert selectors.open_item_for("note", note.id) is not None
        assert Flag.objects.get(item__subject_id=note.id).note == "x" * 2000


def test_sec_10_a_network_is_counted_for_visitors_and_help_is_not(board, amina):
    for _number in range(60):
        actions.flag_content(
            actor=ANONYMOUS, kind="note", subject_id=board.pin(amina).id, reason="spam", now=NOON, network="n1"
        )
    note = board.pin(amina)
    with pytest.raises(errors.TooFast):
        actions.flag_content(actor=ANONYMOUS, kind="note", subject_id=note.id, reason="spam", now=NOON, network="n1")
    actions.flag_content(actor=ANONYMOUS, kind="note", subject_id=note.id, reason="spam", now=NOON, network="n2")
    actions.flag_content(actor=ANONYMOUS, kind="note", subject_id=note.id, reason="worried", now=NOON, network="n1")


def test_sec_73_the_same_words_of_visitors_are_folded(board, amina):
    note = board.pin(amina)
    for _number in range(5):
        actions.flag_content(actor=ANONYMOUS, kind="note", subject_id=note.id, reason="unsafe", note="Look", now=NOON)
    assert Flag.objects.count() == 1


def test_sg_51_the_flagger_hears_and_is_never_named(board, amina, bilal, zola, salma, browser_of):
    note = board.pin(amina)
    flag = actions.flag_content(
        actor=bilal.actor, kind="note", subject_id=note.id, reason="private", note="Please check", now=NOON
    )
    assert [told.text.title for told in notices_for(bilal.actor)] == ["Thank you for telling us."]
    secrets = (bilal.name, str(bilal.persona.pk), str(bilal.login.pk), str(flag.pk))
    for staff in (zola, salma):
        html = browser_of(staff).get(f"/moderation/{flag.item_id}/").content.decode()
        assert "Please check" in html
        assert not [secret for secret in secrets if secret in html]
        html = browser_of(staff).get("/moderation/").content.decode()
        assert not [secret for secret in secrets if secret in html]
    decision = actions.decide_item(
        actor=zola.actor, item_id=flag.item_id, decision="remove", reason_code="private", explanation="No.", now=LATER
    )
    assert "You told us about something. We took it down." in [told.text.title for told in notices_for(bilal.actor)]
    html = browser_of(amina).get(f"/moderation/decisions/{decision.pk}/").content.decode()
    assert "Somebody asked us to look at it." in html
    assert not [secret for secret in (*secrets, "Please check") if secret in html]
    for facts in Notice.objects.filter(persona=amina.persona).values_list("facts", flat=True):
        assert not [secret for secret in secrets if secret in str(facts)]


def test_sec_54_notices_carry_no_content(board, amina, bilal, zola):
    note = board.pin(amina, title="Secret title", text="Secret text")
    flag = actions.flag_content(
        actor=bilal.actor, kind="note", subject_id=note.id, reason="private", note="Secret note", now=NOON
    )
    actions.decide_item(
        actor=zola.actor, item_id=flag.item_id, decision="remove", reason_code="private",
        explanation="Secret words", now=LATER,
    )  # fmt: skip
    told = [*notices_for(amina.actor), *notices_for(bilal.actor)]
    assert len(told) == 3
    assert "Secret" not in str(told)
    assert "Secret" not in str(list(Notice.objects.values_list("facts", flat=True)))
    assert "Secret" not in str(list(AuditEntry.objects.values_list("facts", flat=True)))


def test_sg_31_care_is_announced_once_it_is_committed(board, amina, monkeypatch, django_capture_on_commit_callbacks):
    heard = []
    monkeypatch.setitem(events._listeners, CareNeeded, [heard.append])
    note, other = board.pin(amina), board.pin(amina)
    with django_capture_on_commit_callbacks(execute=True):
        item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=CARE, now=NOON)
        actions.open_item(kind="note", subject_id=other.id, cause="held", verdict=HELD, now=NOON)
        assert heard == []
    assert heard == [CareNeeded(item.pk, "note", note.id, amina.persona.pk, NOON)]


def test_an_unknown_kind_or_thing_opens_nothing(board, db):
    with pytest.raises(KeyError):
        actions.open_item(kind="ghost", subject_id=uuid4(), cause="held", verdict=HELD, now=NOON)
    with pytest.raises(errors.Absent):
        actions.open_item(kind="note", subject_id=uuid4(), cause="held", verdict=HELD, now=NOON)
    assert not QueueItem.objects.exists()


def test_every_reason_to_flag_can_be_taken(board, amina, bilal):
    for reason in FlagReason.values:
        actions.flag_content(actor=bilal.actor, kind="note", subject_id=board.pin(amina).id, reason=reason, now=NOON)
    assert Flag.objects.count() == len(FlagReason.values)
