"""The Wagtail admin shows projects to those who review, and is no way round the review."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from innovations.contracts import ProjectState
from innovations.models import Project
from innovations.wagtail_hooks import ReadOnly
from tests.factories.innovations import WALK_HOME, published, state, submitted

CMS = "/cms/snippets/innovations/project/"


@pytest.fixture
def curator(ada, browser_of):
    """An owner: Wagtail calls that a superuser, who may do everything elsewhere in its admin."""
    return browser_of(ada)


def test_a_young_person_who_opens_the_admin_is_sent_away(amina, browser_of):
    for address in ("/cms/", CMS):
        answer = browser_of(amina).get(address)
        assert answer.status_code == 302
        assert "/cms/" not in answer["Location"]


def test_a_curator_finds_reads_and_looks_through_the_history(amina, zola, curator):
    project = published(amina, zola)
    listed = curator.get(CMS)
    assert listed.status_code == 200
    assert WALK_HOME.title in listed.text
    assert WALK_HOME.title not in curator.get(CMS + "?q=bicycle").text
    assert WALK_HOME.solution in curator.get(f"{CMS}inspect/{project.pk}/").text
    assert curator.get(f"{CMS}history/{project.pk}/").status_code == 200
    revision = project.latest_revision_id
    preview = curator.get(f"{CMS}history/{project.pk}/revisions/{revision}/view/")
    assert preview.status_code == 200
    assert WALK_HOME.solution in preview.text


def test_nothing_can_be_changed_there_even_by_an_owner(amina, zola, curator):
    project = published(amina, zola)
    revision = project.latest_revision_id
    for address in (
        "add/",
        f"edit/{project.pk}/",
        f"delete/{project.pk}/",
        f"unpublish/{project.pk}/",
        f"history/{project.pk}/revisions/{revision}/revert/",
        f"history/{project.pk}/revisions/{revision}/unschedule/",
    ):
        for ask in (curator.get, curator.post):
            answer = ask(CMS + address)
            assert answer.status_code in {302, 403}, address
            if answer.status_code == 302:
                assert answer["Location"].rstrip("/").endswith("/cms"), address
    assert Project.objects.get(pk=project.pk).live
    assert Project.objects.get(pk=project.pk).latest_revision_id == revision


def test_wagtails_own_buttons_cannot_approve_or_send_back(amina, curator):
    project = submitted(amina)
    task_state = TaskState.objects.get()
    for action in ("approve", "reject", "publish"):
        for name in ("workflow_action", "collect_workflow_action_data"):
            address = reverse(f"wagtailsnippets_innovations_project:{name}", args=[project.pk, action, task_state.pk])
            curator.post(address, {"comment": "Looks fine"})
            assert state(project) is ProjectState.IN_REVIEW
    curator.post(reverse("wagtailsnippets_innovations_project:confirm_workflow_cancellation", args=[project.pk]))
    curator.post(f"{CMS}edit/{project.pk}/", {"action-publish": "1", "title": "x"})
    assert state(project) is ProjectState.IN_REVIEW
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    assert not Project.objects.get().live


def test_bulk_deletion_is_refused(amina, zola, curator):
    project = published(amina, zola)
    address = reverse("wagtail_bulk_action", args=["innovations", "project", "delete"])
    curator.post(f"{address}?id={project.pk}")
    assert Project.objects.filter(pk=project.pk).exists()


def test_who_may_look_is_who_may_review(amina, joel, zola, otto, salma, ada):
    policy = ReadOnly(Project)
    may = {
        person.name
        for person in (amina, joel, zola, otto, salma, ada)
        if policy.user_has_permission(person.login, "view")
    }
    assert may == {"zola", "salma", "ada"}
    assert set(policy.users_with_permission("view")) == {zola.login, salma.login, ada.login}
    for action in ("add", "change", "delete", "publish", "lock", "unlock"):
        assert not policy.user_has_permission(ada.login, action)
        assert not policy.users_with_permission(action).exists()


def test_a_facilitator_inside_the_admin_sees_no_projects(amina, zola, joel, browser_of):
    project = published(amina, zola)
    group = Group.objects.create(name="inside")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    joel.login.groups.add(group)
    for address in (CMS, f"{CMS}inspect/{project.pk}/", f"{CMS}history/{project.pk}/"):
        answer = browser_of(joel).get(address)
        assert answer.status_code in {302, 403, 404}
        assert WALK_HOME.title not in answer.text
