"""Notices reach the person they are for, worded when they are read, and nobody else."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from pop.accounts import contracts
from pop.accounts.actions import mark_notices_read, notify
from pop.accounts.contracts import ANONYMOUS, NoticeText, register_notice
from pop.accounts.models import Notice
from pop.accounts.selectors import names_of, notices_for, unread_notices
from pop.core.errors import Absent, SignInNeeded

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def wording(facts):
    return NoticeText(f"{facts['title']} ({translation.get_language()})", url="/innovations/")


@pytest.fixture(autouse=True)
def approved(monkeypatch):
    monkeypatch.setattr(contracts, "_notices", {})
    register_notice("approved", wording)


def test_the_person_reads_it_in_their_language_newest_first(amina, bilal):
    notify(persona_id=amina.persona.pk, kind="approved", facts={"title": "Old"}, now=NOON)
    notify(persona_id=amina.persona.pk, kind="approved", facts={"title": "New"}, now=NOON + timedelta(hours=1))
    with translation.override("ar"):
        assert [notice.text.title for notice in notices_for(amina.actor)] == ["New (ar)", "Old (ar)"]
    assert unread_notices(amina.actor) == 2
    assert notices_for(bilal.actor) == []
    assert unread_notices(bilal.actor) == 0
    assert notices_for(ANONYMOUS) == []
    assert unread_notices(ANONYMOUS) == 0


def test_an_unknown_kind_is_a_mistake_of_the_caller(amina):
    with pytest.raises(ValueError, match="nonsense"):
        notify(persona_id=amina.persona.pk, kind="nonsense", facts={}, now=NOON)
    assert not Notice.objects.exists()


def test_a_kind_is_worded_once():
    register_notice("approved", wording)
    with pytest.raises(ValueError, match="approved"):
        register_notice("approved", lambda facts: NoticeText("other"))


def test_who_left_gets_nothing(amina):
    amina.persona.login = None
    amina.persona.save()
    assert notify(persona_id=amina.persona.pk, kind="approved", facts={"title": "x"}, now=NOON) is None
    assert notify(persona_id=uuid4(), kind="approved", facts={"title": "x"}, now=NOON) is None
    assert not Notice.objects.exists()


def test_reading_marks_mine_and_never_another_persons(amina, bilal):
    mine = notify(persona_id=amina.persona.pk, kind="approved", facts={"title": "x"}, now=NOON)
    theirs = notify(persona_id=bilal.persona.pk, kind="approved", facts={"title": "y"}, now=NOON)
    with pytest.raises(Absent):
        mark_notices_read(actor=amina.actor, notice_id=theirs.pk, now=NOON)
    assert mark_notices_read(actor=amina.actor, notice_id=mine.pk, now=NOON) == 1
    assert mark_notices_read(actor=amina.actor, now=NOON) == 0
    assert unread_notices(bilal.actor) == 1
    with pytest.raises(SignInNeeded):
        mark_notices_read(actor=ANONYMOUS, now=NOON)


def test_names_come_in_one_query(amina, bilal, django_assert_num_queries):
    bilal.persona.login, bilal.persona.name = None, ""
    bilal.persona.save()
    with django_assert_num_queries(1):
        names = names_of([amina.persona.pk, bilal.persona.pk, amina.persona.pk, uuid4()])
    assert names == {amina.persona.pk: "amina", bilal.persona.pk: "someone who left"}
