"""Remixes: somebody starts from somebody else's published project, says so, and goes through the same review."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from innovations import actions, selectors
from innovations.contracts import Credit
from innovations.models import Project
from innovations.remixes import family_of, remixes_of
from pop.accounts.actions import delete_account
from pop.accounts.contracts import ANONYMOUS
from pop.accounts.models import Notice
from pop.accounts.selectors import notices_for
from pop.audit.models import AuditEntry
from pop.core.errors import Absent, Invalid, Refused, SignInNeeded
from tests.api.asking import Asking
from tests.factories import innovations as make
from tests.people import PASSPHRASE

START = """mutation($i: RemixProjectInput!) { remixProject(input: $i) {
  project { id state draft { title remixOf { title } } } errors { code } } }"""
REMIXES = """query($id: UUID!, $after: String) { project(id: $id) { remixes(first: 2, after: $after) {
  edges { node { title remixOf { projectId } } } pageInfo { hasNextPage endCursor } } } }"""
later = make.NOW + timedelta(days=1)


def remix(author, project, *, now=later):
    return actions.remix_project(actor=author.actor, project_id=project.pk, now=now)


def published_remix(author, moderator, project, title, *, now=later):
    started = remix(author, project, now=now)
    text = make.WALK_HOME.__class__(**{name: getattr(started, name) for name in make.WALK_HOME.__dataclass_fields__})
    text = make.replace(text, title=title)
    actions.save_draft(actor=author.actor, project_id=started.pk, text=text, now=now)
    actions.submit_project(actor=author.actor, project_id=started.pk, checks=make.ALL_CHECKS, now=now)
    make.decide(moderator, started, now=now)
    started.refresh_from_db()
    return started


def hide(moderator, project):
    actions.hide_project(actor=moderator.actor, project_id=project.pk, now=later)


def names(kin):
    """A tree as nested lists of titles; None for what is not shown."""
    return [kin.title or None, *(names(child) for child in kin.children), *([kin.more] if kin.more else [])]


def test_a_remix_starts_as_a_private_copy_of_the_words(amina, bilal, zola):
    project = make.published(amina, zola)
    make.with_image(amina, project)
    started = remix(bilal, project)
    assert (started.author_id, started.live, started.images) == (bilal.persona.pk, False, [])
    assert [getattr(started, name) for name in make.WALK_HOME.__dataclass_fields__] == [
        getattr(project, name) for name in make.WALK_HOME.__dataclass_fields__
    ]
    assert (started.remix_of_id, started.remix_family) == (project.pk, project.pk)
    with pytest.raises(Absent):
        selectors.project_for(amina.actor, project_id=started.pk)
    entry = AuditEntry.objects.get(verb="innovations.remix")
    assert (entry.actor_id, entry.facts) == (None, {"made_from": str(project.pk)})


def test_nobody_remixes_what_is_not_published_or_not_free(amina, bilal, zola):
    draft, waiting = make.draft(amina), make.submitted(amina)
    hidden, only_read = make.published(amina, zola), make.published(amina, zola, licence="")
    hide(zola, hidden)
    before = Project.objects.count()
    for project in (draft, waiting, hidden):
        with pytest.raises(Absent):
            remix(bilal, project)
    with pytest.raises(Refused):
        remix(bilal, only_read)
    assert Project.objects.count() == before


def test_sg_43_a_remix_is_for_who_may_take_part(amina, lina, zola):
    project = make.published(amina, zola)
    with pytest.raises(Refused) as refusal:
        remix(lina, project)
    assert refusal.value.code == "consent_needed"
    with pytest.raises(SignInNeeded):
        actions.remix_project(actor=ANONYMOUS, project_id=project.pk, now=later)
    assert Project.objects.count() == 1


def test_a_remix_is_read_like_everything_and_keeps_its_origin_through_all_versions(amina, bilal, zola):
    project = make.published(amina, zola)
    started = remix(bilal, project)
    assert list(remixes_of(ANONYMOUS, project)) == []
    actions.submit_project(actor=bilal.actor, project_id=started.pk, checks=make.ALL_CHECKS, now=later)
    assert list(remixes_of(ANONYMOUS, project)) == []
    make.decide(zola, started, now=later)
    assert list(remixes_of(ANONYMOUS, project)) == [started]
    started.refresh_from_db()
    assert started.credit == Credit(project.pk, "The walk-home card", "amina", "en")


def test_an_old_revision_cannot_change_where_a_project_comes_from(amina, bilal, zola):
    project, other = make.published(amina, zola), make.published(amina, zola, title="Another")
    started = remix(bilal, project)
    content = started.latest_revision.content | {"remix_of": str(other.pk), "remix_family": str(other.pk)}
    assert started.with_content_json(content).remix_of_id == project.pk
    assert started.with_content_json(content).remix_family == project.pk


def test_share_alike_binds_the_remix(amina, bilal, zola):
    project = make.published(amina, zola, licence="CC-BY-SA-4.0")
    started = remix(bilal, project)
    text = make.replace(make.WALK_HOME, licence="CC-BY-4.0")
    actions.save_draft(actor=bilal.actor, project_id=started.pk, text=text, now=later)
    with pytest.raises(Invalid) as refusal:
        actions.submit_project(actor=bilal.actor, project_id=started.pk, checks=make.ALL_CHECKS, now=later)
    assert set(refusal.value.fields) == {"licence"}
    text = make.replace(make.WALK_HOME, licence="CC-BY-SA-4.0")
    actions.save_draft(actor=bilal.actor, project_id=started.pk, text=text, now=later)
    actions.submit_project(actor=bilal.actor, project_id=started.pk, checks=make.ALL_CHECKS, now=later)


def test_the_author_hears_of_it_when_others_can_see_it_and_of_nobody(amina, bilal, zola):
    project = make.published(amina, zola)
    Notice.objects.all().delete()
    started = remix(bilal, project)
    actions.submit_project(actor=bilal.actor, project_id=started.pk, checks=make.ALL_CHECKS, now=later)
    assert not Notice.objects.filter(persona=amina.persona).exists()
    make.decide(zola, started, now=later)
    (notice,) = notices_for(amina.actor)
    assert notice.text.url == reverse("innovations:project", args=[project.pk])
    for word in ("bilal", "walk-home", str(started.pk)):
        assert word not in f"{notice.text.title} {notice.text.body}"
    actions.save_draft(actor=bilal.actor, project_id=started.pk, text=make.WALK_HOME, now=later)
    actions.submit_project(actor=bilal.actor, project_id=started.pk, checks=make.ALL_CHECKS, now=later)
    make.decide(zola, started, kind="project_change", now=later)
    assert len(notices_for(amina.actor)) == 1


def test_nobody_is_told_about_a_remix_of_their_own_or_of_what_is_hidden(amina, bilal, zola):
    project, hidden = make.published(amina, zola), make.published(amina, zola, title="Soon hidden")
    started = remix(bilal, hidden)
    hide(zola, hidden)
    Notice.objects.all().delete()
    published_remix(amina, zola, project, "Mine again")
    actions.submit_project(actor=bilal.actor, project_id=started.pk, checks=make.ALL_CHECKS, now=later)
    make.decide(zola, started, now=later)
    assert not Notice.objects.filter(kind="innovations.remixed").exists()


def test_sg_57_a_hidden_original_has_no_name_anywhere(amina, bilal, sam, zola, client):
    project = make.published(amina, zola, title="A kingfisher card")
    child = published_remix(bilal, zola, project, "The bus card")
    grandchild = published_remix(sam, zola, child, "The train card")
    hide(zola, project)
    for one in (child, grandchild):
        html = client.get(reverse("innovations:project", args=[one.pk])).content.decode()
        assert "kingfisher" not in html
        assert str(project.pk) not in html
    assert "A remix of a project that is no longer shown" in client.get("/innovations/").content.decode()
    html = client.get(reverse("innovations:project", args=[child.pk])).content.decode()
    assert "A project that is not shown any more" in html
    answer = Asking(client).data("{ projects { edges { node { title remixOf { projectId title authorName } } } } }")
    found = {edge["node"]["title"]: edge["node"]["remixOf"] for edge in answer["projects"]["edges"]}
    assert found == {
        "The bus card": {"projectId": None, "title": None, "authorName": None},
        "The train card": {"projectId": str(child.pk), "title": "The bus card", "authorName": "bilal"},
    }


def test_a_hidden_remix_is_in_no_list_and_no_tree(amina, bilal, sam, zola, client):
    project = make.published(amina, zola)
    child = published_remix(bilal, zola, project, "A kingfisher card")
    hide(zola, child)
    for name in ("project", "remixes"):
        assert "kingfisher" not in client.get(reverse(f"innovations:{name}", args=[project.pk])).content.decode()
    assert family_of(ANONYMOUS, project) is None
    ask = "query($id: UUID!) { project(id: $id) { remixes { edges { node { title } } } } }"
    assert Asking(client).data(ask, id=str(project.pk))["project"]["remixes"]["edges"] == []
    assert client.get(reverse("innovations:remixes", args=[child.pk])).status_code == 404
    assert client.get(reverse("innovations:remix", args=[child.pk])).status_code == 404


def test_sg_46_whoever_leaves_takes_their_name_out_of_credits_and_trees(amina, bilal, zola):
    project = make.published(amina, zola)
    child = published_remix(bilal, zola, project, "The bus card")
    delete_account(actor=amina.actor, passphrase=PASSPHRASE, now=later)
    assert Project.objects.get(pk=child.pk).credit == Credit(project.pk, "The walk-home card", "someone who left", "en")
    assert "amina" not in str(family_of(ANONYMOUS, child))


def test_sg_46_a_hidden_original_whose_author_leaves_is_gone_and_the_remix_still_says_it_is_one(amina, bilal, zola):
    project = make.published(amina, zola)
    child = published_remix(bilal, zola, project, "The bus card")
    published_remix(bilal, zola, project, "The tram card", now=later + timedelta(hours=1))
    hide(zola, project)
    delete_account(actor=amina.actor, passphrase=PASSPHRASE, now=later)
    child = Project.objects.get(pk=child.pk)
    assert (child.remix_of_id, child.credit) == (None, Credit())
    assert names(family_of(ANONYMOUS, child).top) == [None, ["The bus card"], ["The tram card"]]


def test_a_remix_without_a_family_is_refused_by_the_database(amina, zola):
    project, other = make.published(amina, zola), make.published(amina, zola, title="Another")
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=other.pk).update(remix_of=project)


def test_the_tree_holds_together_around_what_is_gone_in_the_middle(amina, bilal, sam, zola):
    first = make.published(amina, zola, title="First")
    second = published_remix(bilal, zola, first, "Second")
    third = published_remix(sam, zola, second, "Third")
    published_remix(bilal, zola, first, "Beside", now=later + timedelta(hours=1))
    assert names(family_of(ANONYMOUS, third).top) == ["First", ["Second", ["Third"]], ["Beside"]]
    actions.withdraw_project(actor=bilal.actor, project_id=second.pk, now=later)
    assert names(family_of(ANONYMOUS, first).top) == ["First", [None, ["Third"]], ["Beside"]]
    delete_account(actor=bilal.actor, passphrase=PASSPHRASE, now=later)
    third.refresh_from_db()
    assert third.remix_of_id is None
    assert names(family_of(ANONYMOUS, third).top) == ["First", [None, ["Third"]], ["Beside"]]


def plant(parent, persona, count, title):
    """Published remixes as rows, where a test needs many."""
    return [
        Project.objects.create(
            author=persona,
            title=f"{title} {number}",
            live=True,
            remix_of=parent,
            remix_family=parent.remix_family or parent.pk,
            started_at=later,
            changed_at=later,
            first_published_at=later + timedelta(minutes=number),
        )
        for number in range(count)
    ]


def test_a_wide_tree_is_cut_and_says_how_many_there_are_besides(amina, bilal, zola):
    project = make.published(amina, zola, title="First")
    children = plant(project, bilal.persona, 17, "Remix")
    top = family_of(ANONYMOUS, project).top
    assert names(top) == ["First", *([f"Remix {number}"] for number in range(5)), 12]
    top = family_of(ANONYMOUS, children[-1]).top
    assert names(top) == ["First", *([f"Remix {number}"] for number in range(4)), ["Remix 16"], 12]
    (drawn,) = [row for row in family_of(ANONYMOUS, project).drawing.rows if row.mark == "more"]
    assert drawn.text == "and 12 more"


def test_a_deep_tree_is_cut_above_and_below(amina, bilal, zola):
    line = [make.published(amina, zola, title="First")]
    for number in range(12):
        line += plant(line[-1], bilal.persona, 1, f"Step {number}")
    family = family_of(ANONYMOUS, line[6])
    assert family.is_cut_above
    assert [row.text for row in family.drawing.rows] == [
        "Step 2 0",
        "Step 3 0",
        "Step 4 0",
        "Step 5 0",
        "Step 6 0",
        "and 1 more",
    ]
    assert [row.mark for row in family.drawing.rows].index("here") == 3
    assert not family_of(ANONYMOUS, line[3]).is_cut_above


def test_a_tree_of_hundreds_stays_small_and_takes_one_query(amina, bilal, zola, django_assert_num_queries):
    project = make.published(amina, zola, title="First")
    for child in plant(project, bilal.persona, 8, "Remix"):
        for grandchild in plant(child, bilal.persona, 6, "Again"):
            plant(grandchild, bilal.persona, 2, "Once more")
    with django_assert_num_queries(1):
        family = family_of(ANONYMOUS, project)
    assert len([row for row in family.drawing.rows if row.mark != "more"]) <= 20


def test_rows_that_run_in_a_circle_do_not_hang_anything(amina, bilal, zola):
    first = make.published(amina, zola, title="First")
    second = published_remix(bilal, zola, first, "Second")
    Project.objects.filter(pk=first.pk).update(remix_of=second, remix_family=first.pk)
    first.refresh_from_db()
    assert names(family_of(ANONYMOUS, second).top) == ["First", ["Second"]]


def test_the_gallery_takes_one_query_more_for_all_credits(amina, bilal, zola, django_assert_num_queries):
    project = make.published(amina, zola)
    for number in range(3):
        published_remix(bilal, zola, project, f"Remix {number}")
    with django_assert_num_queries(2):  # no covers here
        page = selectors.gallery_page(ANONYMOUS)
        assert [one.credit.title for one in page.projects if one.is_remix] == ["The walk-home card"] * 3


# --- On the pages and in the API --------------------------------------------------------------------------------


def test_the_story_on_the_pages(amina, bilal, zola, browser_of, client):
    project = make.published(amina, zola)
    address = reverse("innovations:project", args=[project.pk])
    way = reverse("innovations:remix", args=[project.pk])
    assert way in client.get(address).content.decode()
    assert client.get(way)["Location"].startswith(reverse("account_login"))
    browser = browser_of(bilal)
    assert "Pictures are not copied" in browser.get(way).content.decode()
    edit = browser.post(way)["Location"]
    started = Project.objects.get(author=bilal.persona)
    assert edit == reverse("innovations:edit", args=[started.pk])
    preview = browser.get(reverse("innovations:preview", args=[started.pk])).content.decode()
    assert re.search(r'A remix of <a [^>]+><bdi lang="en">The walk-home card</bdi></a> by <bdi>amina</bdi>', preview)
    actions.submit_project(actor=bilal.actor, project_id=started.pk, checks=make.ALL_CHECKS, now=later)
    make.decide(zola, started, now=later)
    html = client.get(address).content.decode()
    assert "What it comes from, and what came of it" in html
    assert f'href="{reverse("innovations:project", args=[started.pk])}"' in html
    listed = client.get(reverse("innovations:remixes", args=[project.pk])).content.decode()
    assert "by <bdi>bilal</bdi>" in listed
    assert 'A remix of <bdi lang="en">The walk-home card</bdi>' in client.get("/innovations/").content.decode()


def test_what_may_only_be_read_offers_no_remix(amina, bilal, zola, browser_of, client):
    project = make.published(amina, zola, licence="")
    way = reverse("innovations:remix", args=[project.pk])
    assert way not in client.get(reverse("innovations:project", args=[project.pk])).content.decode()
    browser = browser_of(bilal)
    assert browser.get(way).status_code == 200
    assert browser.post(way).status_code == 403
    assert not Project.objects.filter(author=bilal.persona).exists()


def test_remixes_in_the_api(amina, bilal, zola, browser_of, client):
    project = make.published(amina, zola)
    made = Asking(browser_of(bilal)).data(START, i={"projectId": str(project.pk)})["remixProject"]
    assert (made["errors"], made["project"]["state"]) == ([], "DRAFT")
    assert made["project"]["draft"] == {"title": "The walk-home card", "remixOf": {"title": "The walk-home card"}}
    assert Asking(client).data(START, i={"projectId": str(project.pk)})["remixProject"]["errors"] == [
        {"code": "sign_in_needed"}
    ]
    for number in range(3):
        published_remix(bilal, zola, project, f"Remix {number}", now=later + timedelta(hours=number))
    page = Asking(client).data(REMIXES, id=str(project.pk))["project"]["remixes"]
    assert [edge["node"]["title"] for edge in page["edges"]] == ["Remix 2", "Remix 1"]
    assert {edge["node"]["remixOf"]["projectId"] for edge in page["edges"]} == {str(project.pk)}
    page = Asking(client).data(REMIXES, id=str(project.pk), after=page["pageInfo"]["endCursor"])["project"]["remixes"]
    assert [edge["node"]["title"] for edge in page["edges"]] == ["Remix 0"]
    assert not page["pageInfo"]["hasNextPage"]
