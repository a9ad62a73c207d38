"""Appeals, decisions and leaving at the same moment: each comes out one way, and whole."""

from datetime import timedelta

import pytest
from django.db import transaction

from moderation import actions
from moderation.models import Appeal, Decision, QueueItem
from moderation.personal_data import MODERATION
from pop.accounts.contracts import Role
from pop.core.errors import Conflict
from tests.factories.at_once import at_once
from tests.factories.moderation import NOON
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LATER = NOON + timedelta(hours=1)


def asks(actor, decision):
    given = {"decision_id": decision.pk, "words": "It is a museum.", "now": LATER}
    return lambda: actions.appeal_decision(actor=actor, **given)


def overturns(actor, item):
    given = {"decision": "overturn", "explanation": "You are right.", "now": LATER}
    return lambda: actions.decide_item(actor=actor, item_id=item.pk, **given)


def test_two_appeals_of_one_person_are_one(removed, amina):
    actor = amina.actor
    came_of_it = at_once(*[asks(actor, removed[1])] * 4)
    assert [type(one) for one in came_of_it if not isinstance(one, Appeal)] == [Conflict] * 3
    assert Appeal.objects.count() == 1
    assert QueueItem.objects.filter(cause="appealed").count() == 1


def test_appeals_of_several_people_about_one_decision_wait_as_one(board, amina, bilal, sam, zola):
    note = board.pin(amina)
    for somebody in (bilal, sam):
        flag = actions.flag_content(actor=somebody.actor, kind="note", subject_id=note.id, reason="unkind", now=NOON)
    kept = actions.decide_item(actor=zola.actor, item_id=flag.item_id, decision="approve", now=NOON)
    came_of_it = at_once(asks(bilal.actor, kept), asks(sam.actor, kept))
    assert [type(one) for one in came_of_it] == [Appeal, Appeal]
    assert QueueItem.objects.filter(cause="appealed").count() == 1


def test_sg_50_two_who_judge_at_once_are_one_judge(board, removed, amina):
    item = asks(amina.actor, removed[1])().item
    judges = [person(name, "18-24", Role.MODERATOR).actor for name in ("mo", "kim")]
    came_of_it = at_once(*[overturns(actor, item) for actor in judges])
    assert {type(one) for one in came_of_it} == {Decision, Conflict}
    assert board.calls == [("hide", removed[0].id), ("restore", removed[0].id)]


def test_sg_46_an_overturn_and_a_goodbye_at_once_leave_no_name_and_no_open_appeal(removed, amina, salma):
    item = asks(amina.actor, removed[1])().item

    def leaves():
        with transaction.atomic():
            MODERATION.erase(amina.persona.pk)

    came_of_it = at_once(overturns(salma.actor, item), leaves)
    appeal = Appeal.objects.get()
    assert (appeal.appellant_id, appeal.words) == (None, "")
    decided = isinstance(came_of_it[0], Decision)
    assert appeal.outcome == ("overturned" if decided else "withdrawn")
    assert QueueItem.objects.get(pk=item.pk).state == "decided"
