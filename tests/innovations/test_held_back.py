"""A published project of which somebody says that it is dangerous: out of sight with the first person who would not
show it, and back exactly as it was where others see it differently."""

import pytest

from innovations import actions, selectors
from innovations.contracts import ProjectState
from innovations.models import Project
from moderation.actions import flag_content
from moderation.models import QueueItem
from pop.accounts.contracts import ANONYMOUS, Role
from pop.accounts.models import Notice
from tests.factories.innovations import NOW, published
from tests.factories.moderation import agree
from tests.people import person

WHY = {"reason_code": "self-harm-detail", "explanation": "The third part names ways. Please leave them out."}


@pytest.fixture
def project(prepared_site, amina, zola):
    return published(amina, zola)


@pytest.fixture
def item(project, bilal):
    flag = flag_content(actor=bilal.actor, kind="project", subject_id=project.pk, reason="unsafe", now=NOW)
    return QueueItem.objects.get(pk=flag.item_id)


def listed():
    return [one.pk for one in selectors.gallery_page(ANONYMOUS).projects]


def found():
    return [one.pk for one in selectors.gallery_page(ANONYMOUS, search="card").projects]


def row(project):
    return Project.objects.filter(pk=project.pk).values().get()


def test_sec_76_it_is_out_of_sight_with_the_first_and_comes_back_as_it_was(project, item, amina, zola, salma):
    before = row(project)
    assert listed() == found() == [project.pk]
    agree(item, zola, decision="remove", now=NOW, **WHY)
    assert listed() == found() == []
    assert selectors.state_of(Project.objects.get(pk=project.pk)) is ProjectState.IN_REVIEW
    assert Notice.objects.filter(persona=amina.persona, kind="moderation.held_back").count() == 1
    agree(item, salma, now=NOW)  # they see it differently: a third person, who is a lead, decides
    assert listed() == []
    agree(item, person("sade", "", Role.SAFEGUARDING_LEAD), now=NOW)
    assert listed() == found() == [project.pk]
    assert row(project) == before


def test_sec_76_two_who_would_remove_it_do(project, item, zola, salma):
    agree(item, zola, salma, decision="remove", now=NOW, **WHY)
    after = Project.objects.get(pk=project.pk)
    assert selectors.state_of(after) is ProjectState.REMOVED
    assert after.held_back_at is None
    assert listed() == []


def test_what_its_author_takes_down_meanwhile_stays_down(project, item, amina, zola, salma):
    agree(item, zola, decision="remove", now=NOW, **WHY)
    actions.withdraw_project(actor=amina.actor, project_id=project.pk, now=NOW)
    agree(item, salma, now=NOW)
    agree(item, person("sade", "", Role.SAFEGUARDING_LEAD), now=NOW)
    assert listed() == []
