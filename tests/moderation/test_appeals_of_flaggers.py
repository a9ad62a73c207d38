"""Whoever flagged what stays may ask once more; they are never named (SG-51)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from moderation import actions
from moderation.models import Appeal, Flag
from moderation.weighing import Record, _records_of
from pop.accounts.models import Notice
from pop.core import errors
from tests.factories.appeals import SORRY, THEN, ask, decide, of_today
from tests.factories.moderation import NOON
from tests.factories.notices import notices_of


def test_a_flagger_may_ask_once_more_and_is_never_named(board, kept, amina, bilal, mo, browser_of):
    note, decision = kept
    appeal = ask(bilal, decision, "She means my sister.")
    assert appeal.side == "flagger"
    html = browser_of(mo).get(reverse("moderation:item", args=[appeal.item_id])).content.decode()
    assert "She means my sister." in html
    assert "bilal" not in html
    with pytest.raises(errors.Conflict):
        ask(bilal, decision)
    decide(mo, appeal.item_id, "remove", reason_code="unkind", explanation="This is about one person, and it hurts.")
    assert not note.shown
    assert Appeal.objects.get().outcome == "overturned"
    assert notices_of(bilal)[-1] == "moderation.appeal_overturned"
    assert notices_of(amina) == ["moderation.removed"]
    assert _records_of({bilal.persona.pk}, THEN) == {bilal.persona.pk: Record(right=1, wrong=0)}


def test_a_flagger_hears_why_it_stays(board, kept, amina, bilal, zola, mo):
    note, decision = kept
    item = ask(bilal, decision).item
    with pytest.raises(errors.Refused):
        decide(zola, item.pk, "approve", explanation="Still fine.")
    with pytest.raises(errors.Invalid) as refusal:
        decide(mo, item.pk, "approve")
    assert list(refusal.value.fields) == ["explanation"]
    decide(mo, item.pk, "approve", explanation="I read it twice: it is about a bus, not about her.")
    assert (note.shown, board.calls) == (True, [])
    assert Appeal.objects.get().outcome == "upheld"
    assert notices_of(bilal)[-1] == "moderation.appeal_upheld"
    assert notices_of(amina) == []


def test_the_author_of_what_a_flagger_got_removed_may_appeal_in_turn(kept, amina, bilal, zola, mo, salma):
    note, decision = kept
    removal = decide(mo, ask(bilal, decision).item_id, "remove", reason_code="unkind", explanation="It hurts.")
    item = ask(amina, removal, now=THEN).item
    with pytest.raises(errors.Refused):
        decide(mo, item.pk, "overturn", explanation=SORRY)
    decide(salma, item.pk, "overturn", explanation=SORRY, now=THEN + timedelta(hours=1))
    assert note.shown


def test_sg_51_flaggers_hear_when_it_is_back(board, amina, bilal, zola, mo):
    note = board.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=NOON)
    decision = decide(zola, flag.item_id, "remove", reason_code="spam", explanation="An advert.", now=NOON)
    decide(mo, ask(amina, decision).item_id, "overturn", explanation=SORRY)
    told = Notice.objects.filter(persona=bilal.persona, kind="moderation.flag_outcome").order_by("created_at")
    assert [notice.facts["outcome"] for notice in told] == ["removed", "restored"]
    assert notices_of(zola) == ["moderation.decided_otherwise"]


def test_sg_51_the_page_of_an_outcome_is_for_whoever_flagged_it(kept, amina, bilal, sam, browser_of):
    decision = of_today(kept[1])
    page = reverse("moderation:outcome", args=[decision.pk])
    html = browser_of(bilal).get(page).content.decode()
    assert "It is mean or bullying" in html
    assert reverse("moderation:appeal", args=[decision.pk]) in html
    assert "amina" not in html
    assert Notice.objects.get(persona=bilal.persona, kind="moderation.flag_outcome").facts["decision"] == str(
        decision.pk
    )
    for somebody in (amina, sam):
        assert browser_of(somebody).get(page).status_code == 404
        assert browser_of(somebody).get(reverse("moderation:statement", args=[decision.pk])).status_code == 404
    answer = browser_of(bilal).post(reverse("moderation:appeal", args=[decision.pk]), {"words": "Read it again."})
    assert answer["Location"] == page
    assert Appeal.objects.get().side == "flagger"


def test_two_flaggers_are_heard_together(board, amina, bilal, sam, zola, mo):
    note = board.pin(amina)
    for somebody in (bilal, sam):
        actions.flag_content(actor=somebody.actor, kind="note", subject_id=note.id, reason="unkind", now=NOON)
    decision = decide(zola, Flag.objects.first().item_id, "approve", now=NOON)
    items = {ask(somebody, decision).item_id for somebody in (bilal, sam)}
    assert len(items) == 1
    decide(mo, items.pop(), "approve", explanation="It stays.")
    assert list(Appeal.objects.values_list("outcome", flat=True)) == ["upheld", "upheld"]
