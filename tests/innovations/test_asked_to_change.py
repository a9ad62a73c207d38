"""Asked to change it: what it says, what is hidden meanwhile, and how it comes back. And shown with a limit."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from innovations import actions, selectors
from innovations.contracts import ProjectState
from innovations.models import Project
from moderation import policies
from moderation.actions import appeal_decision, decide_item, flag_content
from moderation.models import QueueItem
from pop.accounts.contracts import ANONYMOUS
from pop.accounts.models import Notice
from pop.core import clock
from pop.core.errors import Absent, Invalid
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

ASK = {"reason_code": "private", "explanation": "Please take the name of your school out of the second part."}
LIMIT = {"reason_code": "copied", "explanation": "Two pictures may belong to somebody else."}
LATER = NOW + timedelta(hours=2)


def sees(actor, project):
    try:
        return selectors.project_for(actor, project_id=project.pk).title
    except Absent:
        return None


def listed(**narrowed):
    return [project.title for project in selectors.gallery_page(ANONYMOUS, **narrowed).projects]


def flagged(project, by):
    return flag_content(actor=by.actor, kind="project", subject_id=project.pk, reason="private", now=NOW)


def changed_and_sent(author, project, **changes):
    actions.save_draft(actor=author.actor, project_id=project.pk, text=replace(WALK_HOME, **changes), now=LATER)
    actions.submit_project(actor=author.actor, project_id=project.pk, checks=ALL_CHECKS, now=LATER)


def test_a_first_version_goes_back_with_what_to_change_and_comes_again(amina, bilal, zola, salma):
    project = submitted(amina, solution="A card from Green Hill School.")
    decision = decide(zola, project, "change", **ASK)
    assert decision.decision_visibility == "DECISION_VISIBILITY_CONTENT_DISABLED"
    assert decision.redress == "change_and_send_again appeal"
    assert Notice.objects.get(persona=amina.persona).kind == "moderation.change_asked"
    assert (state(project), sees(bilal.actor, project)) == (ProjectState.CHANGES_ASKED, None)
    changed_and_sent(amina, project)
    again = open_item(project)
    assert again.pk != decision.item_id
    decide(salma, project, now=LATER)
    assert sees(bilal.actor, project) == WALK_HOME.title
    decision.refresh_from_db()
    assert decision.end_date_visibility_restriction == LATER


def test_what_was_flagged_is_hidden_until_its_change_has_been_read(amina, bilal, sam, zola, salma):
    project = published(amina, zola)
    item = flagged(project, bilal).item
    decision = decide_item(actor=zola.actor, item_id=item.pk, decision="change", now=NOW, **ASK)
    assert (state(project), sees(sam.actor, project), listed()) == (ProjectState.CHANGES_ASKED, None, [])
    assert sees(amina.actor, project) == WALK_HOME.title
    told = Notice.objects.filter(persona=bilal.persona, kind="moderation.flag_outcome").get()
    assert told.facts["outcome"] == "removed"
    changed_and_sent(amina, project, title="The walk-home card, mended")
    assert (sees(sam.actor, project), listed()) == (None, [])
    decide(salma, project, kind="project_change", now=LATER)
    assert (state(project), sees(sam.actor, project)) == (ProjectState.PUBLISHED, "The walk-home card, mended")
    assert listed(search="mended") == ["The walk-home card, mended"]
    decision.refresh_from_db()
    assert decision.end_date_visibility_restriction == LATER


def test_who_reads_it_again_sees_both_versions_and_what_was_asked(amina, zola, salma, browser_of):
    project = submitted(amina, solution="A card from Green Hill School.")
    decide(zola, project, "change", note="Looks kind otherwise.", **ASK)
    changed_and_sent(amina, project)
    page = reverse("moderation:item", args=[open_item(project).pk])
    html = browser_of(salma).get(page).content.decode()
    assert html.index("A card from Green Hill School.") < html.index("A card with three boxes")
    for words in (ASK["explanation"], "Looks kind otherwise.", "Private things stay private"):
        assert words in html


def test_the_author_finds_what_to_change_and_where(amina, bilal, zola, browser_of):
    project = submitted(amina)
    decision = decide(zola, project, "change", now=clock.now(), **ASK)
    html = browser_of(amina).get(reverse("moderation:statement", args=[decision.pk])).content.decode()
    for words in (ASK["explanation"], "Private things stay private", "A person read it and decided."):
        assert words in html
    assert reverse("innovations:edit", args=[project.pk]) in html
    assert browser_of(bilal).get(reverse("moderation:statement", args=[decision.pk])).status_code == 404
    changed_and_sent(amina, project)
    html = browser_of(amina).get(reverse("moderation:statement", args=[decision.pk])).content.decode()
    assert "Change it and send it in again" not in html


def test_a_change_that_is_sent_back_leaves_what_is_published(amina, bilal, zola):
    project = published(amina, zola)
    changed_and_sent(amina, project, title="Another title")
    decide(zola, project, "change", kind="project_change", now=LATER, **ASK)
    assert sees(bilal.actor, project) == WALK_HOME.title
    own = selectors.own_project(amina.actor, project_id=project.pk)
    assert own.change_sent_back


@pytest.mark.parametrize("missing", ["reason_code", "explanation"])
def test_sg_49_nobody_is_asked_to_change_something_without_what_and_why(amina, zola, missing):
    project = submitted(amina)
    with pytest.raises(Invalid) as refusal:
        decide(zola, project, "change", **{**ASK, missing: ""})
    assert list(refusal.value.fields) == [missing]
    assert state(project) is ProjectState.IN_REVIEW


def test_sg_50_an_overturned_removal_of_a_first_version_publishes_what_was_read(amina, bilal, zola, salma):
    project = draft(amina)
    image = with_image(amina, project)
    actions.submit_project(actor=amina.actor, project_id=project.pk, checks=ALL_CHECKS, now=NOW)
    decision = decide(zola, project, "remove")
    text = replace(WALK_HOME, title="Something newer")
    actions.save_draft(actor=amina.actor, project_id=project.pk, text=text, now=NOW)
    appeal = appeal_decision(actor=amina.actor, decision_id=decision.pk, words="There is no name.", now=NOW)
    given = {"decision": "overturn", "explanation": "There is none, sorry.", "now": LATER}
    decide_item(actor=salma.actor, item_id=appeal.item_id, **given)
    assert (sees(bilal.actor, project), listed(search="walk-home")) == (WALK_HOME.title, [WALK_HOME.title])
    shown = Project.objects.get(pk=project.pk)
    assert (shown.image_ids, shown.first_published_at) == ([image.pk], LATER)
    assert selectors.own_project(amina.actor, project_id=project.pk).draft.title == "Something newer"


def test_sg_50_an_overturned_removal_stands_in_its_old_place(amina, bilal, sam, zola, salma):
    older = published(amina, zola, title="The older card", now=NOW - timedelta(days=1))
    published(sam, zola, title="The newer card", now=NOW)
    item = flagged(older, bilal).item
    decision = decide_item(actor=zola.actor, item_id=item.pk, decision="remove", now=NOW, **ASK)
    assert listed() == ["The newer card"]
    appeal = appeal_decision(actor=amina.actor, decision_id=decision.pk, words="There is no name.", now=NOW)
    given = {"decision": "overturn", "explanation": "There is none, sorry.", "now": LATER}
    decide_item(actor=salma.actor, item_id=appeal.item_id, **given)
    assert listed() == ["The newer card", "The older card"]


def test_sg_50_what_its_author_took_down_stays_down(amina, bilal, zola, salma):
    project = published(amina, zola)
    item = flagged(project, bilal).item
    decision = decide_item(actor=zola.actor, item_id=item.pk, decision="remove", now=NOW, **ASK)
    appeal = appeal_decision(actor=amina.actor, decision_id=decision.pk, words="There is no name.", now=NOW)
    actions.withdraw_project(actor=amina.actor, project_id=project.pk, now=NOW)
    given = {"decision": "overturn", "explanation": "There is none, sorry.", "now": LATER}
    decide_item(actor=salma.actor, item_id=appeal.item_id, **given)
    assert (sees(bilal.actor, project), listed()) == (None, [])
    told = Notice.objects.get(persona=amina.persona, kind="moderation.appeal_overturned")
    assert told.facts["gone"] is True


def test_with_a_limit_only_who_has_the_address_comes_upon_it(amina, bilal, zola, browser_of):
    project = published(amina, zola)
    item = flagged(project, bilal).item
    decision = decide_item(actor=zola.actor, item_id=item.pk, decision="restrict", now=NOW, **LIMIT)
    assert decision.decision_visibility.split() == [
        "DECISION_VISIBILITY_CONTENT_DEMOTED",
        "DECISION_VISIBILITY_INTERACTION_RESTRICTED",
    ]
    assert sees(ANONYMOUS, project) == WALK_HOME.title
    assert (listed(), listed(search="walk-home")) == ([], [])
    page = Client().get(reverse("innovations:project", args=[project.pk]))
    assert page.status_code == 200
    assert reverse("innovations:remix", args=[project.pk]) not in page.content.decode()
    assert browser_of(bilal).post(reverse("innovations:remix", args=[project.pk])).status_code == 404
    with pytest.raises(Absent):
        actions.remix_project(actor=bilal.actor, project_id=project.pk, now=NOW)
    assert WALK_HOME.title not in Client().get("/").content.decode()
    assert Notice.objects.filter(persona=amina.persona, kind="moderation.limited").exists()
    html = browser_of(amina).get(reverse("moderation:statement", args=[decision.pk])).content.decode()
    assert "It is on no list and in no search" in html


def test_sg_50_an_overturned_limit_is_gone(amina, bilal, zola, salma):
    project = published(amina, zola)
    item = flagged(project, bilal).item
    decision = decide_item(actor=zola.actor, item_id=item.pk, decision="restrict", now=NOW, **LIMIT)
    appeal = appeal_decision(actor=amina.actor, decision_id=decision.pk, words="I drew both.", now=NOW)
    given = {"decision": "overturn", "explanation": "You did, sorry.", "now": LATER}
    decide_item(actor=salma.actor, item_id=appeal.item_id, **given)
    assert (listed(), listed(search="walk-home")) == ([WALK_HOME.title], [WALK_HOME.title])


def test_sg_50_a_removal_of_something_limited_goes_back_to_the_limit(amina, bilal, sam, zola, salma):
    project = published(amina, zola)
    decide_item(actor=zola.actor, item_id=flagged(project, bilal).item_id, decision="restrict", now=NOW, **LIMIT)
    removal = decide_item(actor=zola.actor, item_id=flagged(project, sam).item_id, decision="remove", now=NOW, **ASK)
    appeal = appeal_decision(actor=amina.actor, decision_id=removal.pk, words="There is no name.", now=NOW)
    given = {"decision": "overturn", "explanation": "There is none, sorry.", "now": LATER}
    decide_item(actor=salma.actor, item_id=appeal.item_id, **given)
    assert (sees(bilal.actor, project), listed()) == (WALK_HOME.title, [])


def test_a_message_in_a_circle_is_offered_no_change_and_no_limit(amina, zola):
    project = submitted(amina)
    assert "change" in policies.choices_open_to(zola.actor, open_item(project))
    message = QueueItem(kind="circle_message", subject_id=project.pk, author_id=amina.persona.pk)
    assert {"change", "restrict"}.isdisjoint(policies.choices_open_to(zola.actor, message))
