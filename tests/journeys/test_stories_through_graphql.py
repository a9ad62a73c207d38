"""The site's stories once more, through GraphQL alone: what a program can do is what a person can do."""

from uuid import uuid4

import pytest
from django.core.cache import cache

from pop.core import clock
from pop.support.demo import ensure_services
from tests import people
from tests.api.asking import Asking
from tests.factories import circles
from tests.factories import pages as partner_pages
from tests.factories.innovations import WALK_HOME


def deed(name: str, fields: str) -> str:
    """The document of a mutation."""
    kind = f"{name[0].upper()}{name[1:]}Input!"
    return f"mutation ($input: {kind}) {{ {name}(input: $input) {{ {fields} errors {{ code field message }} }} }}"


@pytest.fixture(autouse=True)
def nobody_has_asked_yet():
    cache.clear()


@pytest.fixture
def visitor(client, db):
    return Asking(client)


@pytest.fixture
def as_(browser_of):
    return lambda person, **how: Asking(browser_of(person, **how))


def nodes(connection):
    return [edge["node"] for edge in connection["edges"]]


def done(payload):
    """The payload of a mutation in which nothing was refused."""
    assert payload.pop("errors") == []
    return payload


def refused(payload):
    return [error["code"] for error in payload["errors"]]


# --- A visitor finds help ---------------------------------------------------------------------------------

HELPLINES = """
query ($country: String!, $openNow: Boolean, $after: String) {
  services(country: $country, openNow: $openNow, first: 50, after: $after) {
    edges { node { id name isChecked checkWords openNow phones { __typename } languages { __typename } } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


def test_a_visitor_finds_an_open_helpline(visitor):
    ensure_services(clock.now())
    countries = visitor.data("{ countries { code name services } }")["countries"]
    kenya = next(country for country in countries if country["name"] == "Kenya")
    assert kenya["services"] > 0
    found = nodes(visitor.data(HELPLINES, country=kenya["code"], openNow=True)["services"])
    childline = next(service for service in found if "116" in service["name"])
    assert childline["openNow"] is True
    assert childline["phones"]
    assert childline["isChecked"] is False
    assert childline["checkWords"]  # says plainly that nobody checked it yet
    again = visitor.data("query ($id: UUID!) { service(id: $id) { name } }", id=childline["id"])
    assert again == {"service": {"name": childline["name"]}}


# --- amina publishes a project after zola approves it --------------------------------------------------------

START = deed("startProject", "project { id state }")
SUBMIT = deed("submitProject", "project { state }")
QUEUE = "{ queue { edges { node { id kind title cause state } } } }"
DECIDE = deed("decideItem", "decision")
GALLERY = "{ projects { edges { node { id title authorName } } } }"
PROJECT = "query ($id: UUID!) { project(id: $id) { project { title problem } } }"


@pytest.fixture
def started(as_, amina):
    text = {
        "title": WALK_HOME.title,
        "summary": WALK_HOME.summary,
        "topic": "GETTING_HOME",
        "language": "ENGLISH",
        "problem": WALK_HOME.problem,
        "solution": WALK_HOME.solution,
        "protection": WALK_HOME.protection,
        "sharing": WALK_HOME.sharing,
        "licence": "CC_BY",
    }
    return done(as_(amina).data(START, input=text)["startProject"])["project"]


def test_amina_publishes_a_project_after_zola_approves_it(visitor, as_, amina, bilal, zola, started):
    assert started["state"] == "DRAFT"
    every = ["CONTACT", "FACES", "NAMES", "PLACES"]
    sent = as_(amina).data(SUBMIT, input={"projectId": started["id"], "checks": every})["submitProject"]
    assert done(sent) == {"project": {"state": "IN_REVIEW"}}
    assert nodes(visitor.data(GALLERY)["projects"]) == []
    for somebody in (visitor, as_(bilal)):
        assert somebody(PROJECT, id=started["id"])["errors"][0]["extensions"] == {"code": "not_found"}

    waiting = nodes(as_(zola).data(QUEUE)["queue"])
    assert [(item["kind"], item["title"], item["cause"]) for item in waiting] == [
        ("project", WALK_HOME.title, "SUBMITTED")
    ]
    decision = {"itemId": waiting[0]["id"], "decision": "APPROVE"}
    assert refused(as_(bilal).data(DECIDE, input=decision)["decideItem"]) == ["not_found"]
    assert refused(as_(zola, second_factor=False).data(DECIDE, input=decision)["decideItem"]) == ["not_found"]
    assert nodes(visitor.data(GALLERY)["projects"]) == []

    assert done(as_(zola).data(DECIDE, input=decision)["decideItem"]) == {"decision": "APPROVE"}
    assert [project["title"] for project in nodes(visitor.data(GALLERY)["projects"])] == [WALK_HOME.title]
    assert visitor.data(PROJECT, id=started["id"])["project"]["project"]["problem"] == WALK_HOME.problem
    assert as_(amina).data("{ myNotices { title } }")["myNotices"] != []


def test_bilal_cannot_touch_aminas_project(as_, amina, bilal, started):
    theirs = as_(bilal).data(SUBMIT, input={"projectId": started["id"], "checks": []})["submitProject"]
    nowhere = as_(bilal).data(SUBMIT, input={"projectId": str(uuid4()), "checks": []})["submitProject"]
    assert theirs == nowhere
    assert refused(theirs) == ["not_found"]
    mine = as_(amina).data("{ myProjects { id state } }")["myProjects"]
    assert mine == [{"id": started["id"], "state": "DRAFT"}]


def test_sg_43_under_the_gate_one_reads_but_does_not_publish(as_, lina):
    answer = as_(lina).data(START, input={"title": "My idea"})["startProject"]
    assert refused(answer) == ["consent_needed"]
    assert as_(lina).data("{ myProjects { id } }") == {"myProjects": []}


# --- Two members and a held message ----------------------------------------------------------------------------

POST = deed("postMessage", "message { id }")
READ = "query ($id: UUID!) { circle(id: $id) { messages { edges { node { id text } } } } }"
WAITING = "query ($id: UUID!) { circle(id: $id) { myWaiting { text } } }"
JOIN = deed("joinCircle", "circle { id }")
CIRCLE = "query ($id: UUID!) { circle(id: $id) { id agreementVersion } }"
APPROVE = deed("approveMessage", "approved")


def read(somebody, circle):
    return [message["text"] for message in nodes(somebody.data(READ, id=str(circle.pk))["circle"]["messages"])]


def waiting(somebody, circle):
    return [message["text"] for message in somebody.data(WAITING, id=str(circle.pk))["circle"]["myWaiting"]]


def test_a_held_message_is_invisible_until_it_is_approved(as_, amina, bilal, joel, sam):
    circle = circles.circle(joel, amina, pre_moderated=True)
    about = as_(bilal).data(CIRCLE, id=str(circle.pk))["circle"]
    entry = {"circleId": about["id"], "agreedVersion": about["agreementVersion"]}
    assert done(as_(bilal).data(JOIN, input=entry)["joinCircle"]) == {"circle": {"id": str(circle.pk)}}

    said = {"circleId": str(circle.pk), "clientId": str(uuid4()), "text": "Hello, how are you all?"}
    message = done(as_(amina).data(POST, input=said)["postMessage"])["message"]
    assert read(as_(bilal), circle) == []
    assert waiting(as_(bilal), circle) == []
    assert waiting(as_(amina), circle) == ["Hello, how are you all?"]
    assert refused(as_(bilal).data(APPROVE, input={"messageId": message["id"]})["approveMessage"]) == ["not_found"]
    assert read(as_(bilal), circle) == []

    assert done(as_(joel).data(APPROVE, input={"messageId": message["id"]})["approveMessage"]) == {"approved": True}
    assert read(as_(bilal), circle) == ["Hello, how are you all?"]
    assert done(as_(amina).data(POST, input=said)["postMessage"])["message"] == message  # sent again, said once
    assert read(as_(bilal), circle) == ["Hello, how are you all?"]


def test_sec_24_the_inside_of_a_circle_of_others_and_of_none_look_alike(as_, amina, joel, sam):
    """That an open circle exists is public; what is in it is not."""
    circle = circles.circle(joel, amina)
    outside = as_(sam)
    answer = outside(READ, id=str(circle.pk))
    assert answer["data"] == {"circle": {"messages": None}}
    assert answer["errors"][0]["extensions"] == {"code": "not_found"}
    here, nowhere = (
        outside.data(POST, input={"circleId": str(one), "clientId": str(uuid4()), "text": "Hello"})["postMessage"]
        for one in (circle.pk, uuid4())
    )
    assert here == nowhere
    assert refused(here) == ["not_found"]
    assert read(as_(amina), circle) == []


# --- otto's page, and olga's ----------------------------------------------------------------------------------

UPDATE = deed("updatePartnerPage", "page { title isPublished }")
HAND_IN = deed("submitPartnerPage", "page { isWaiting }")
PUBLISH = deed("publishPartnerPage", "page { title }")
PARTNER = "query ($slug: String!) { partner(slug: $slug) { title summary } }"


def test_otto_edits_his_page_and_cannot_touch_another(visitor, as_, prepared_site, otto, olga, ada):
    his, hers = (next(iter(somebody.actor.organisation_ids)) for somebody in (otto, olga))
    for organisation_id in (his, hers):
        partner_pages.partner(people.Organisation.objects.get(pk=organisation_id))
    new = {"title": "Harbour", "summary": "We answer every evening.", "whatWeDo": "We listen."}

    assert done(as_(otto).data(UPDATE, input={**new, "organisationId": str(his)})["updatePartnerPage"]) == {
        "page": {"title": "Harbour", "isPublished": True}
    }
    touched = as_(otto).data(UPDATE, input={**new, "organisationId": str(hers)})["updatePartnerPage"]
    absent = as_(otto).data(UPDATE, input={**new, "organisationId": str(uuid4())})["updatePartnerPage"]
    assert touched == absent
    assert refused(touched) == ["not_found"]
    own = as_(olga).data("{ ownPartnerPages { title } }")["ownPartnerPages"]
    assert [page["title"] for page in own] == ["Northern Schools Network"]

    assert done(as_(otto).data(HAND_IN, input={"organisationId": str(his)})["submitPartnerPage"]) == {
        "page": {"isWaiting": True}
    }
    slug = "harbour-youth-trust"
    assert visitor.data(PARTNER, slug=slug)["partner"]["title"] == "Harbour Youth Trust"
    assert refused(as_(otto).data(PUBLISH, input={"organisationId": str(his)})["publishPartnerPage"]) != []
    assert visitor.data(PARTNER, slug=slug)["partner"]["title"] == "Harbour Youth Trust"
    done(as_(ada).data(PUBLISH, input={"organisationId": str(his)})["publishPartnerPage"])
    assert visitor.data(PARTNER, slug=slug)["partner"]["summary"] == "We answer every evening."


# --- Sign up, and own data -----------------------------------------------------------------------------------

SIGN_UP = deed("signUp", "personaId recoveryCodes")


def test_somebody_new_signs_up_with_a_name_and_a_passphrase(visitor):
    new = {"name": "blue heron", "passphrase": "four slow green boats", "ageBand": "16-17"}
    made = done(visitor.data(SIGN_UP, input=new)["signUp"])
    assert made["personaId"]
    assert len(made["recoveryCodes"]) >= 8
    taken = visitor.data(SIGN_UP, input=new)["signUp"]
    assert [error["field"] for error in taken["errors"]] == ["name"]
    assert taken["recoveryCodes"] is None


def test_bad_input_is_told_at_every_field_and_nothing_happens(visitor):
    bad = {"name": "call 0612345678", "passphrase": "short", "ageBand": "30"}
    answer = visitor.data(SIGN_UP, input=bad)["signUp"]
    assert {error["field"] for error in answer["errors"]} == {"name", "passphrase", "ageBand"}
    assert answer["personaId"] is None
