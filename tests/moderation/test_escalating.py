"""Nobody came in time: the clock calls for somebody."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from moderation import actions
from moderation.models import QueueItem
from pop.accounts.contracts import Role
from pop.accounts.models import Notice, StaffRole
from pop.accounts.selectors import notices_for
from pop.audit.models import AuditEntry
from tests.factories.moderation import CARE, CLEAR, HELD, NOON, agree
from tests.people import person

MINUTE = timedelta(minutes=1)


def called(person):
    calls = Notice.objects.filter(persona=person.persona, kind="moderation.overdue").order_by("created_at")
    return [notice.facts["number"] for notice in calls]


@pytest.mark.parametrize(
    ("verdict", "cause", "minutes"), [(CARE, "held", 15), (HELD, "held", 240), (CLEAR, "submitted", 48 * 60)]
)
def test_sg_55_when_its_time_is_over_the_next_rank_is_called(wait, salma, ada, zola, verdict, cause, minutes):
    item = wait(verdict, cause=cause)
    assert actions.escalate_overdue(now=NOON + minutes * MINUTE - timedelta(seconds=1)) == 0
    assert actions.escalate_overdue(now=NOON + minutes * MINUTE) == 1
    assert [called(who) for who in (salma, ada, zola)] == [[1], [], []]
    for later in (0, 1, minutes - 1):  # run again, it calls nobody twice
        assert actions.escalate_overdue(now=NOON + (minutes + later) * MINUTE) == 0
    assert actions.escalate_overdue(now=NOON + 2 * minutes * MINUTE) == 1
    assert [called(who) for who in (salma, ada, zola)] == [[1], [1], []]
    assert actions.escalate_overdue(now=NOON + 20 * minutes * MINUTE) == 0
    item.refresh_from_db()
    assert (item.state, item.escalations) == ("open", 2)  # it stays where it is, for whoever comes first


def test_what_is_decided_calls_nobody(wait, salma, zola):
    agree(wait(CARE), zola, salma)
    assert actions.escalate_overdue(now=NOON + 30 * MINUTE) == 0
    assert called(salma) == []


def test_sec_54_the_notice_has_no_content_and_leads_to_the_queue(wait, salma, ada):
    for _number in range(2):
        wait(CARE)
    actions.escalate_overdue(now=NOON + 15 * MINUTE)
    actions.escalate_overdue(now=NOON + 30 * MINUTE)
    (lead,), (owner,) = notices_for(salma.actor), notices_for(ada.actor)
    assert (lead.text.title, lead.text.url) == ("2 things have waited too long.", "/moderation/?severity=severe")
    assert (owner.text.title, owner.text.url) == ("2 things have waited too long.", "")


def test_sec_73_a_flood_of_what_is_late_is_one_notice_an_hour_and_severe_ones_come_at_once(wait, salma):
    for minutes in range(10):
        item = wait()
        QueueItem.objects.filter(pk=item.pk).update(due_at=NOON + minutes * MINUTE)
    for minutes in range(10):
        actions.escalate_overdue(now=NOON + minutes * MINUTE)
    assert called(salma) == [1]
    care = wait(CARE)
    QueueItem.objects.filter(pk=care.pk).update(due_at=NOON + 10 * MINUTE)
    actions.escalate_overdue(now=NOON + 10 * MINUTE)
    assert called(salma) == [1, 1]
    actions.escalate_overdue(now=NOON + 60 * MINUTE)
    assert called(salma) == [1, 1, 9]


def test_nobody_is_called_about_their_own_words(wait, salma):
    lead = person("luz", "18-24", Role.SAFEGUARDING_LEAD)
    wait(CARE, author=salma)
    actions.escalate_overdue(now=NOON + 15 * MINUTE)
    assert [called(salma), called(lead)] == [[], [1]]


def test_without_a_lead_the_owner_is_called(wait, ada, zola):
    StaffRole.objects.filter(role=Role.SAFEGUARDING_LEAD).delete()
    wait(CARE)
    actions.escalate_overdue(now=NOON + 15 * MINUTE)
    assert called(ada) == [1]


def test_what_becomes_more_urgent_calls_anew(board, wait, bilal, salma):
    item = wait(CLEAR, cause="submitted")
    late = NOON + timedelta(hours=48)
    actions.escalate_overdue(now=late)
    board.notes[item.subject_id].shown = True
    actions.flag_content(actor=bilal.actor, kind="note", subject_id=item.subject_id, reason="unsafe", now=late + MINUTE)
    assert actions.escalate_overdue(now=late + 2 * MINUTE) == 1
    assert called(salma) == [1, 1]


def test_sg_59_a_call_is_on_record(wait, salma):
    wait(CARE)
    actions.escalate_overdue(now=NOON + 15 * MINUTE)
    entry = AuditEntry.objects.get(verb="moderation.overdue")
    assert entry.actor_id is None
    assert entry.facts == {"items": 1, "severity": 3, "called": "safeguarding_lead", "people": 1}


def test_the_command_runs_it(wait, salma, capsys):
    wait(CARE)  # at NOON, long ago
    call_command("escalate_overdue")
    assert capsys.readouterr().out == "1 item(s) had waited too long.\n"
    assert called(salma) == [1]


def test_any_number_of_late_things_costs_the_same(wait, salma, django_assert_max_num_queries):
    for _number in range(30):
        wait(CARE)
    with django_assert_max_num_queries(26):
        assert actions.escalate_overdue(now=NOON + 15 * MINUTE) == 30
