"""From draft to page: nothing is shown before a person has read it, and what was read is what is shown."""

from dataclasses import replace

import pytest
from django.db.models import ForeignKey
from wagtail.models import ModelLogEntry, Revision, TaskState, WorkflowState

from innovations import actions, selectors
from innovations.contracts import ProjectState
from innovations.models import Project
from moderation.actions import flag_content
from pop.accounts.contracts import ANONYMOUS
from pop.accounts.models import Login
from pop.audit.models import AuditEntry
from pop.core.errors import Absent, Conflict, Invalid, Refused, SignInNeeded
from tests.factories.innovations import (
    ALL_CHECKS,
    NOW,
    WALK_HOME,
    decide,
    draft,
    open_item,
    published,
    state,
    submitted,
    with_image,
)


def gallery(**narrowed):
    return [project.title for project in selectors.gallery_page(ANONYMOUS, **narrowed).projects]


def change(author, project, **changes):
    return actions.save_draft(actor=author.actor, project_id=project.pk, text=replace(WALK_HOME, **changes), now=NOW)


def send(author, project, checks=ALL_CHECKS):
    return actions.submit_project(actor=author.actor, project_id=project.pk, checks=checks, now=NOW)


def test_a_draft_is_its_authors_alone(amina, bilal):
    project = draft(amina)
    assert state(project) is ProjectState.DRAFT
    assert gallery() == gallery(search="walk-home") == []
    assert selectors.draft_for(amina.actor, project_id=project.pk).draft.title == WALK_HOME.title
    for actor in (bilal.actor, ANONYMOUS):
        for read in (selectors.project_for, selectors.draft_for, selectors.own_project, selectors.published_project):
            with pytest.raises(Absent):
                read(actor, project_id=project.pk)


def test_a_submitted_project_is_shown_once_zola_approves(amina, zola):
    project = submitted(amina)
    assert state(project) is ProjectState.IN_REVIEW
    assert gallery() == []
    decide(zola, project)
    project.refresh_from_db()
    assert state(project) is ProjectState.PUBLISHED
    assert (project.live, project.has_unpublished_changes, project.first_published_at) == (True, False, NOW)
    assert gallery() == gallery(search="boxes halfway") == [WALK_HOME.title]
    assert gallery(search="bicycle") == []


def test_a_change_waits_while_the_old_version_stays(amina, zola):
    project = published(amina, zola)
    change(amina, project, title="The better card", solution="Four boxes and a bicycle.")
    assert gallery() == [WALK_HOME.title]
    assert gallery(search="bicycle") == []
    send(amina, project)
    own = selectors.own_project(amina.actor, project_id=project.pk)
    assert (own.state, own.change_in_review, own.draft.title) == (ProjectState.PUBLISHED, True, "The better card")
    assert gallery() == [WALK_HOME.title]
    decide(zola, project, kind="project_change")
    assert gallery() == gallery(search="bicycle") == ["The better card"]
    assert Project.objects.get().first_published_at == NOW


def test_a_change_that_is_sent_back_leaves_the_old_version_shown(amina, zola):
    project = published(amina, zola)
    change(amina, project, title="Call me at my school")
    send(amina, project)
    decide(zola, project, "remove", kind="project_change")
    own = selectors.own_project(amina.actor, project_id=project.pk)
    assert (own.state, own.change_sent_back) == (ProjectState.PUBLISHED, True)
    assert gallery() == [WALK_HOME.title]


def test_a_project_that_is_sent_back_can_be_changed_and_sent_again(amina, zola):
    project = submitted(amina)
    decide(zola, project, "remove")
    assert state(project) is ProjectState.CHANGES_ASKED
    assert gallery() == []
    change(amina, project, title="Without the name")
    assert state(project) is ProjectState.CHANGES_ASKED
    send(amina, project)
    assert state(project) is ProjectState.IN_REVIEW
    decide(zola, project)
    assert gallery() == ["Without the name"]


def test_nothing_can_be_changed_while_a_person_reads_it(amina):
    project = submitted(amina)
    with pytest.raises(Conflict):
        change(amina, project, title="Something nobody has read")
    with pytest.raises(Conflict):
        send(amina, project)
    with pytest.raises(Conflict):
        with_image(amina, project)
    assert Revision.objects.for_instance(project).count() == 1


def test_what_was_not_read_is_not_published(amina, zola):
    project = submitted(amina)
    newer = project.get_latest_revision_as_object()
    newer.title = "Slipped in behind the review"
    newer.save_revision(user=None)
    with pytest.raises(Conflict):
        decide(zola, project)
    assert gallery() == []
    assert not Project.objects.get().live


def test_an_author_can_take_it_back_and_then_nobody_can_publish_it(amina, zola):
    project = submitted(amina)
    actions.take_back_project(actor=amina.actor, project_id=project.pk, now=NOW)
    assert state(project) is ProjectState.DRAFT
    decide(zola, project)
    assert state(project) is ProjectState.DRAFT
    assert gallery() == []
    with pytest.raises(Conflict):
        actions.take_back_project(actor=amina.actor, project_id=project.pk, now=NOW)


def test_an_author_can_take_it_down_and_send_it_in_again(amina, zola):
    project = published(amina, zola)
    actions.withdraw_project(actor=amina.actor, project_id=project.pk, now=NOW)
    assert state(project) is ProjectState.DRAFT
    assert gallery() == gallery(search="boxes") == []
    with pytest.raises(Absent):
        selectors.project_for(ANONYMOUS, project_id=project.pk)
    with pytest.raises(Conflict):
        actions.withdraw_project(actor=amina.actor, project_id=project.pk, now=NOW)
    send(amina, project)
    decide(zola, project)
    assert gallery() == [WALK_HOME.title]


def test_sg_57_hidden_means_hidden_until_a_new_version_is_approved(amina, bilal, zola):
    project = published(amina, zola)
    actions.hide_project(actor=zola.actor, project_id=project.pk, now=NOW)
    assert state(project) is ProjectState.REMOVED
    assert gallery() == gallery(search="boxes") == []
    for actor in (ANONYMOUS, bilal.actor):
        with pytest.raises(Absent):
            selectors.project_for(actor, project_id=project.pk)
    assert selectors.project_for(zola.actor, project_id=project.pk).title == WALK_HOME.title
    change(amina, project, title="Put right")
    send(amina, project)
    assert gallery() == []
    decide(zola, project, kind="project_change")
    assert gallery() == ["Put right"]


def test_removing_a_flagged_project_hides_it_even_while_a_change_waits(amina, bilal, zola):
    project = published(amina, zola)
    change(amina, project, title="New words")
    send(amina, project)
    flag_content(actor=bilal.actor, kind="project", subject_id=project.pk, reason="private", now=NOW)
    decide(zola, project, "remove")
    assert gallery() == []
    assert state(project) is ProjectState.IN_REVIEW
    decide(zola, project, kind="project_change")
    assert gallery() == ["New words"]


def test_keeping_a_flagged_project_publishes_no_change(amina, bilal, zola):
    project = published(amina, zola)
    change(amina, project, title="New words")
    send(amina, project)
    flag_content(actor=bilal.actor, kind="project", subject_id=project.pk, reason="other", now=NOW)
    decide(zola, project)
    assert gallery() == [WALK_HOME.title]


@pytest.mark.parametrize("deed", ["publish_project", "ask_for_changes", "hide_project"])
def test_only_those_who_review_decide_and_never_about_their_own(amina, bilal, joel, zola, otto, deed):
    project, own = submitted(amina), submitted(zola)
    for actor in (amina.actor, bilal.actor, joel.actor, otto.actor, ANONYMOUS, zola.actor_without_second_factor):
        with pytest.raises(Absent):
            getattr(actions, deed)(actor=actor, project_id=project.pk, now=NOW)
    with pytest.raises(Absent):
        getattr(actions, deed)(actor=zola.actor, project_id=own.pk, now=NOW)
    assert state(project) is state(own) is ProjectState.IN_REVIEW


def test_bilal_can_do_nothing_with_aminas_projects(amina, bilal, zola):
    waiting, shown = submitted(amina), published(amina, zola)
    revisions = Revision.objects.count()
    for project in (waiting, shown):
        of_it = {"actor": bilal.actor, "project_id": project.pk, "now": NOW}
        with pytest.raises(Absent):
            change(bilal, project, title="Mine now")
        with pytest.raises(Absent):
            send(bilal, project)
        with pytest.raises(Absent):
            with_image(bilal, project)
        with pytest.raises(Absent):
            actions.take_back_project(**of_it)
        with pytest.raises(Absent):
            actions.withdraw_project(**of_it)
    assert Revision.objects.count() == revisions
    assert (state(waiting), state(shown)) == (ProjectState.IN_REVIEW, ProjectState.PUBLISHED)


def test_sg_43_under_13_waits_at_the_gate(lina):
    with pytest.raises(Refused) as caught:
        draft(lina)
    assert caught.value.code == "consent_needed"
    with pytest.raises(SignInNeeded):
        actions.start_project(actor=ANONYMOUS, text=WALK_HOME, now=NOW)
    assert not Project.objects.exists()


def test_sg_47_every_submission_is_read_and_what_tells_who_it_is_stands_out(amina):
    assert open_item(submitted(amina)).cause == "submitted"
    telling = submitted(amina, problem="I go to Saint Mary High School. Call me: 0176 1234 5678.")
    assert open_item(telling).reasons
    assert gallery() == []


def test_a_submission_is_complete_and_its_check_list_too(amina):
    project = draft(amina, summary="", topic="", problem="", solution="", protection="")
    with pytest.raises(Invalid) as caught:
        send(amina, project)
    assert set(caught.value.fields) == {"summary", "topic", "problem", "solution", "protection"}
    whole = draft(amina)
    for checks in ([], ALL_CHECKS[1:], ["nonsense"]):
        with pytest.raises(Invalid) as caught:
            send(amina, whole, checks)
        assert set(caught.value.fields) == {"checks"}
    assert not WorkflowState.objects.exists()
    assert state(project) is state(whole) is ProjectState.DRAFT


@pytest.mark.parametrize("broken", ["screen", "open_item"])
def test_sg_11_without_screening_or_queue_nothing_is_submitted(amina, monkeypatch, broken):
    project = draft(amina)

    def fail(*_, **__):
        raise ConnectionError

    monkeypatch.setattr(f"innovations.actions.submitting.{broken}", fail)
    with pytest.raises(ConnectionError):
        send(amina, project)
    assert state(project) is ProjectState.DRAFT
    assert not WorkflowState.objects.exists()


def test_nothing_new_is_not_sent_in_again(amina, zola):
    project = published(amina, zola)
    with pytest.raises(Conflict):
        send(amina, project)


def test_no_table_joins_the_author_to_their_login(amina, zola):
    project = published(amina, zola)
    change(amina, project, title="Again")
    send(amina, project)
    actions.take_back_project(actor=amina.actor, project_id=project.pk, now=NOW)
    actions.withdraw_project(actor=amina.actor, project_id=project.pk, now=NOW)
    assert ModelLogEntry.objects.exists()
    for rows, name in (
        (Revision, "user"),
        (WorkflowState, "requested_by"),
        (TaskState, "finished_by"),
        (ModelLogEntry, "user"),
    ):
        assert set(rows.objects.values_list(name, flat=True)) == {None}
    assert not AuditEntry.objects.filter(subject_id=str(project.pk), actor_id=amina.login.pk).exists()
    assert not [f for f in Project._meta.get_fields() if isinstance(f, ForeignKey) and f.related_model is Login]


def test_what_staff_do_is_on_record(amina, zola):
    project = published(amina, zola)
    actions.hide_project(actor=zola.actor, project_id=project.pk, now=NOW)
    done = AuditEntry.objects.filter(subject_id=str(project.pk)).order_by("sequence").values_list("verb", "actor_id")
    assert list(done) == [
        ("innovations.submit", None),
        ("innovations.publish", zola.login.pk),
        ("innovations.hide", zola.login.pk),
    ]


def test_sg_23_no_mail_carries_a_project_out(amina, zola, ada, mailoutbox):
    ada.login.email = "owner@example.org"
    ada.login.save()
    project = submitted(amina)
    decide(zola, project)
    assert mailoutbox == []
