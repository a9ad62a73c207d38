"""The same story through GraphQL."""

import pytest

from innovations import actions
from innovations.models import Project
from tests.api.asking import Asking
from tests.factories.innovations import NOW, WALK_HOME, decide, draft, published, with_image

LIST = """query ($topic: ProjectTopic, $search: String, $first: PageSize, $after: String) {
  projects(topic: $topic, search: $search, first: $first, after: $after) {
    edges { node { id title topic authorName cover { description smallUrl } } } pageInfo { hasNextPage endCursor }
  } }"""
ONE = "query ($id: UUID!) { project(id: $id) { project { title licence problem } pictures { description } } }"
START = "mutation ($i: StartProjectInput!) { startProject(input: $i) { project { id state } errors { field code } } }"
SAVE = "mutation ($i: SaveDraftInput!) { saveDraft(input: $i) { project { draft { title } } errors { field code } } }"
SUBMIT = "mutation ($i: SubmitProjectInput!) { submitProject(input: $i) { project { state } errors { field code } } }"
WITHDRAW = "mutation ($i: WithdrawProjectInput!) { withdrawProject(input: $i) { project { state } errors { code } } }"
MINE = "{ myProjects { id state draft { title cover { description } } } }"
WORDS = {
    name: getattr(WALK_HOME, name) for name in ("title", "summary", "problem", "solution", "protection", "sharing")
}
WORDS |= {"topic": "GETTING_HOME", "language": "ENGLISH", "licence": "CC_BY"}


@pytest.fixture
def ask(client, db):
    return Asking(client)


@pytest.fixture
def ask_as(browser_of):
    return lambda person: Asking(browser_of(person))


def titles(ask, **narrowed):
    return [edge["node"]["title"] for edge in ask.data(LIST, **narrowed)["projects"]["edges"]]


def test_amina_publishes_a_project_after_zola_approves_it(amina, zola, ask, ask_as):
    asks = ask_as(amina)
    started = asks.data(START, i=WORDS)["startProject"]
    assert started["errors"] == []
    project_id = started["project"]["id"]
    checks = ["NAMES", "PLACES", "FACES", "CONTACT"]
    sent = asks.data(SUBMIT, i={"projectId": project_id, "checks": checks})["submitProject"]
    assert sent == {"project": {"state": "IN_REVIEW"}, "errors": []}
    assert titles(ask) == []
    assert asks.data(MINE)["myProjects"][0]["state"] == "IN_REVIEW"
    decide(zola, Project.objects.get())
    assert titles(ask) == titles(ask, search="boxes") == titles(ask, topic="GETTING_HOME") == [WALK_HOME.title]
    assert titles(ask, topic="HATE") == titles(ask, search="zebra") == []
    found = ask.data(ONE, id=project_id)["project"]
    assert found["project"] == {"title": WALK_HOME.title, "licence": "CC_BY", "problem": WALK_HOME.problem}
    gone = asks.data(WITHDRAW, i={"projectId": project_id})["withdrawProject"]
    assert gone == {"project": {"state": "DRAFT"}, "errors": []}
    assert titles(ask) == []


def test_refusals_name_their_field(amina, ask_as):
    asks = ask_as(amina)
    long = asks.data(START, i=WORDS | {"problem": "x" * 10_001})["startProject"]
    assert long == {"project": None, "errors": [{"field": "problem", "code": "invalid"}]}
    project = draft(amina)
    unchecked = asks.data(SUBMIT, i={"projectId": str(project.pk), "checks": ["NAMES"]})["submitProject"]
    assert unchecked == {"project": None, "errors": [{"field": "checks", "code": "invalid"}]}
    assert Project.objects.count() == 1


def test_bilal_meets_only_what_is_published(amina, bilal, zola, ask, ask_as):
    hidden, secret = published(amina, zola), draft(amina)
    actions.hide_project(actor=zola.actor, project_id=hidden.pk, now=NOW)
    asks = ask_as(bilal)
    for key in ("12345678-1234-4234-8234-123456789012", str(hidden.pk), str(secret.pk)):
        assert asks(ONE, id=key)["errors"][0]["extensions"]["code"].lower() == "not_found"
        saved = asks.data(SAVE, i=WORDS | {"projectId": key, "title": "Mine now"})["saveDraft"]
        assert saved == {"project": None, "errors": [{"field": None, "code": "not_found"}]}
    assert asks.data(MINE) == {"myProjects": []}
    assert titles(asks) == titles(ask) == []


def test_sg_43_lina_waits_for_consent_and_a_visitor_signs_in(lina, ask, ask_as):
    assert ask_as(lina).data(START, i=WORDS)["startProject"]["errors"] == [{"field": None, "code": "consent_needed"}]
    assert ask.data(START, i=WORDS)["startProject"]["errors"] == [{"field": None, "code": "sign_in_needed"}]
    assert not Project.objects.exists()


def test_a_page_of_projects_takes_two_queries(amina, zola, ask, django_assert_num_queries):
    for number in range(3):
        project = draft(amina, title=f"Project {number}")
        with_image(amina, project)
        actions.submit_project(
            actor=amina.actor, project_id=project.pk, checks=["names", "places", "faces", "contact"], now=NOW
        )
        actions.publish_project(actor=zola.actor, project_id=project.pk, now=NOW)
    with django_assert_num_queries(2):
        found = ask.data(LIST, first=2)["projects"]
    assert [edge["node"]["cover"]["description"] for edge in found["edges"]] == ["A folded card on a table"] * 2
    rest = ask.data(LIST, first=2, after=found["pageInfo"]["endCursor"])["projects"]
    assert len(rest["edges"]) == 1
    assert not rest["pageInfo"]["hasNextPage"]


def test_ones_own_list_takes_the_same_queries_for_one_as_for_three(amina, ask_as, django_assert_num_queries):
    from innovations import selectors

    for _ in range(3):
        with_image(amina, draft(amina))
        actor = amina.actor
        with django_assert_num_queries(2):
            assert selectors.own_projects(actor)
    assert len(ask_as(amina).data(MINE)["myProjects"]) == 3
