"""Writing, handing in and publishing a partner's page: the actions, and the same through GraphQL."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from pop.accounts.contracts import Role
from pop.audit.models import AuditEntry
from pop.core.errors import Absent, Conflict, Invalid, Refused
from pop.pages import actions
from pop.pages.models import PartnerPage
from tests.factories import pages as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = {"title": "Harbour", "summary": "We listen.", "what_we_do": "Two lines.\n\n<b>No markup</b>"}


@pytest.fixture
def ottos(otto, prepared_site):
    actions.sync_editor_groups(login_id=otto.login.pk)
    return PartnerPage.objects.get(organisation__in=otto.actor.organisation_ids)


def test_a_draft_changes_nothing_readers_see(client, otto, ada, ottos):
    organisation = ottos.organisation_id
    actions.publish_page(actor=ada.actor, organisation_id=organisation, now=NOW)

    draft = actions.update_partner_page(
        actor=otto.actor,
        organisation_id=organisation,
        links=[actions.PartnerLink("Home", "https://harbour.example/")],
        now=NOW,
        **WORDS,
    )

    assert draft.what_we_do == "<p>Two lines.</p>\n\n<p>&lt;b&gt;No markup&lt;/b&gt;</p>"
    assert "We listen." not in client.get("/partners/harbour-youth-trust/").text
    entry = AuditEntry.objects.order_by("-sequence").first()
    assert (entry.verb, entry.actor_id) == ("pages.partner_page_edited", otto.login.pk)

    actions.submit_page(actor=otto.actor, organisation_id=organisation, now=NOW)
    actions.publish_page(actor=ada.actor, organisation_id=organisation, now=NOW)

    shown = client.get("/partners/harbour-youth-trust/").text
    assert "We listen." in shown
    assert '<a href="https://harbour.example/" rel="nofollow noopener noreferrer">Home</a>' in shown
    assert "<b>No markup" not in shown


@pytest.mark.parametrize("who", ["olga", "zola", "amina"])
def test_somebody_elses_page_is_not_there(request, ottos, who):
    actor = request.getfixturevalue(who).actor
    before = ottos.revisions.count()
    for deed in (actions.submit_page, actions.publish_page):
        with pytest.raises(Absent):
            deed(actor=actor, organisation_id=ottos.organisation_id, now=NOW)
    with pytest.raises(Absent):
        actions.update_partner_page(actor=actor, organisation_id=ottos.organisation_id, now=NOW, **WORDS)
    with pytest.raises(Absent):
        actions.submit_page(actor=actor, organisation_id=uuid4(), now=NOW)
    assert ottos.revisions.count() == before


def test_without_a_second_factor_there_is_no_page(otto, ottos):
    with pytest.raises(Absent):
        actions.submit_page(actor=otto.actor_without_second_factor, organisation_id=ottos.organisation_id, now=NOW)


def test_an_editor_hands_in_and_does_not_publish(otto, ottos):
    organisation = ottos.organisation_id
    with pytest.raises(Refused):
        actions.publish_page(actor=otto.actor, organisation_id=organisation, now=NOW)
    actions.submit_page(actor=otto.actor, organisation_id=organisation, now=NOW)
    with pytest.raises(Conflict):
        actions.submit_page(actor=otto.actor, organisation_id=organisation, now=NOW)
    with pytest.raises(Conflict):
        actions.update_partner_page(actor=otto.actor, organisation_id=organisation, now=NOW, **WORDS)
    assert PartnerPage.objects.get(pk=ottos.pk).live is False


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("title", "x" * 121),
        ("summary", ""),
        ("summary", "x" * 241),
        ("what_we_do", "x" * 6_001),
        ("links", [actions.PartnerLink("x", "http://plain.example/")]),
        ("links", [actions.PartnerLink("x", "javascript:alert(1)")]),
        ("links", [actions.PartnerLink("x", "https://")]),
        ("links", [actions.PartnerLink("", "https://harbour.example/")]),
        ("links", [actions.PartnerLink("x", "https://harbour.example/")] * 7),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(otto, ottos, field, value):
    with pytest.raises(Invalid) as refusal:
        actions.update_partner_page(
            actor=otto.actor, organisation_id=ottos.organisation_id, now=NOW, **{**WORDS, field: value}
        )
    assert list(refusal.value.fields) == [field]


def test_groups_follow_when_a_role_is_given_or_ends(prepared_site, ada, sam, django_capture_on_commit_callbacks):
    from pop.accounts import actions as accounts
    from tests import people

    organisation = people.organisation("Somebody")
    with django_capture_on_commit_callbacks(execute=True):
        accounts.grant_role(
            actor=ada.actor, name="sam", role=Role.PARTNER_EDITOR, organisation_id=organisation.pk, now=NOW
        )
    assert set(sam.login.groups.values_list("name", flat=True)) == {
        "Partner editors",
        f"Organisation {organisation.pk}",
    }
    assert PartnerPage.objects.filter(organisation=organisation.pk, live=False).exists()

    with django_capture_on_commit_callbacks(execute=True):
        accounts.end_role(actor=ada.actor, role_id=sam.login.staff_roles.get().pk, now=NOW)
    assert list(sam.login.groups.all()) == []


def _ask(client, query, **variables):
    answer = client.post("/graphql/", {"query": query, "variables": variables}, content_type="application/json")
    return answer.json()


UPDATE = """mutation($input: UpdatePartnerPageInput!) {
  updatePartnerPage(input: $input) { page { title isPublished } errors { code field message } } }"""
SUBMIT = """mutation($input: SubmitPartnerPageInput!) {
  submitPartnerPage(input: $input) { page { isWaiting } errors { code field } } }"""
PUBLISH = """mutation($input: PublishPartnerPageInput!) {
  publishPartnerPage(input: $input) { page { isPublished } errors { code field } } }"""


def test_the_same_story_through_graphql(client, browser_of, otto, olga, ada, ottos):
    organisation = str(ottos.organisation_id)
    words = {"organisationId": organisation, "title": "Harbour", "summary": "We listen.", "whatWeDo": "Much."}
    editor, other, owner = browser_of(otto), browser_of(olga), browser_of(ada)

    refused = _ask(other, UPDATE, input=words)["data"]["updatePartnerPage"]
    assert (refused["page"], refused["errors"][0]["code"]) == (None, "not_found")

    assert _ask(editor, UPDATE, input={**words, "summary": ""})["data"]["updatePartnerPage"]["errors"][0]["field"] == (
        "summary"
    )
    saved = _ask(editor, UPDATE, input={**words, "links": [{"title": "Home", "url": "https://harbour.example/"}]})
    assert saved["data"]["updatePartnerPage"] == {"page": {"title": "Harbour", "isPublished": False}, "errors": []}
    which = {"organisationId": organisation}
    assert _ask(editor, PUBLISH, input=which)["data"]["publishPartnerPage"]["errors"][0]["code"] == "refused"
    assert _ask(editor, SUBMIT, input=which)["data"]["submitPartnerPage"]["page"] == {"isWaiting": True}
    assert _ask(owner, PUBLISH, input=which)["data"]["publishPartnerPage"]["page"] == {"isPublished": True}

    query = '{ partner(slug: "harbour-youth-trust") { id title summary html links { title url } } }'
    assert _ask(client, query)["data"]["partner"] == {
        "id": organisation,
        "title": "Harbour",
        "summary": "We listen.",
        "html": "<p>Much.</p>",
        "links": [{"title": "Home", "url": "https://harbour.example/"}],
    }
    assert [one["title"] for one in _ask(editor, "{ ownPartnerPages { title } }")["data"]["ownPartnerPages"]] == [
        "Harbour"
    ]
    assert _ask(client, "{ ownPartnerPages { title } }")["data"]["ownPartnerPages"] == []


def test_lists_are_paged_and_show_only_what_is_published(client, prepared_site, otto, django_assert_max_num_queries):
    from tests import people

    for number in range(4):
        make.resource(f"Article {number}")
    make.resource("Draft", live=False)
    article = make.resource("Folded", body=[("content_note", {"note": "About hurt", "text": "<p>inside</p>"})])
    partner = make.partner(people.organisation("Somebody"))
    make.recommendation(partner, "Read it", linked_page=article.page_ptr, age_bands=["13-15"])
    query = """query($after: String) { resources(first: 3, after: $after) {
      edges { node { id title } } pageInfo { hasNextPage endCursor } } }"""

    with django_assert_max_num_queries(12):
        first = _ask(client, query)["data"]["resources"]
    second = _ask(client, query, after=first["pageInfo"]["endCursor"])["data"]["resources"]
    titles = [edge["node"]["title"] for page in (first, second) for edge in page["edges"]]

    assert sorted(titles) == ["Article 0", "Article 1", "Article 2", "Article 3", "Folded"]
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)
    found = _ask(client, '{ resources(search: "Folded") { edges { node { title } } } }')["data"]["resources"]["edges"]
    assert [edge["node"]["title"] for edge in found] == ["Folded"]
    one = _ask(client, "query($id: UUID!) { resource(id: $id) { title html } }", id=str(article.translation_key))
    assert "<details" in one["data"]["resource"]["html"]
    recommended = _ask(
        client, "{ recommendations { edges { node { title partnerName partnerSlug resourceId ageBands } } } }"
    )["data"]["recommendations"]["edges"]
    assert recommended == [
        {
            "node": {
                "title": "Read it",
                "partnerName": "Somebody",
                "partnerSlug": "somebody",
                "resourceId": str(article.translation_key),
                "ageBands": ["13-15"],
            }
        }
    ]
    absent = _ask(client, "query($id: UUID!) { resource(id: $id) { title } }", id=str(uuid4()))
    assert absent["errors"][0]["extensions"]["code"] == "not_found"
