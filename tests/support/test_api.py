"""The directory over GraphQL: the same words as the pages, for everyone."""

import pytest

from pop.audit.models import AuditEntry
from pop.support.demo import ensure_services
from pop.support.models import Service
from tests.api.asking import Asking
from tests.factories.support import NOW, service

LIST = """query ($topic: ServiceTopic, $after: String, $openNow: Boolean, $checked: Boolean, $country: String) {
  services(first: 3, country: $country, topic: $topic, openNow: $openNow, checked: $checked, after: $after) {
    edges { node { id name country countryName topics languages { code name } phones { number href type }
      schedules { byday opensAt closesAt } openNow openWords isChecked checkWords cost audience status path } }
    pageInfo { hasNextPage endCursor } } }"""
CHECK = """mutation ($id: UUID!) { recordServiceCheck(input: {serviceId: $id}) {
  service { id isChecked checkWords } errors { code field message } } }"""


@pytest.fixture
def ask(client, db):
    return Asking(client)


def test_anybody_pages_through_a_countrys_services(ask):
    ensure_services(NOW)
    names, after = [], None
    while True:
        page = ask.data(LIST, country="gb", after=after)["services"]
        names += [edge["node"]["name"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert names == sorted(names)
    assert len(names) == 8
    assert len(set(names)) == 8


def test_a_service_says_what_its_page_says(ask):
    one = service()
    node = ask.data(LIST, topic="ABUSE")["services"]["edges"][0]["node"]
    assert node == {
        "id": str(one.pk),
        "name": "Childline Kenya 116",
        "country": "KE",
        "countryName": "Kenya",
        "topics": ["GENERAL", "ABUSE"],
        "languages": [{"code": "en", "name": "English"}, {"code": "sw", "name": "Swahili"}],
        "phones": [{"number": "116", "href": "tel:116", "type": "VOICE"}],
        "schedules": [
            {"byday": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], "opensAt": "00:00:00", "closesAt": "00:00:00"}
        ],
        "openNow": True,
        "openWords": "Open now, day and night",
        "isChecked": False,
        "checkWords": "Not checked by us yet",
        "cost": "FREE",
        "audience": "CHILDREN",
        "status": "ACTIVE",
        "path": f"/help/service/{one.pk}/",
    }


def test_filters_hold(ask):
    service()
    assert ask.data(LIST, topic="LGBTQ")["services"]["edges"] == []
    assert ask.data(LIST, openNow=False)["services"]["edges"] == []
    assert len(ask.data(LIST, openNow=True)["services"]["edges"]) == 1
    assert ask.data(LIST, checked=True)["services"]["edges"] == []
    assert len(ask.data(LIST, checked=False)["services"]["edges"]) == 1


def test_a_page_of_services_takes_the_same_queries_at_any_length(ask, django_assert_num_queries):
    ensure_services(NOW)
    ask.data(LIST, country="GB")
    with django_assert_num_queries(5):
        ask.data(LIST, country="GB")


def test_countries_and_their_emergency_numbers(ask):
    service()
    answer = ask.data('{ countries { code name services emergencyNumbers } country(code: "fr") { name services } }')
    assert answer["countries"] == [
        {"code": "KE", "name": "Kenya", "services": 1, "emergencyNumbers": ["112", "999", "114"]}
    ]
    assert answer["country"] == {"name": "France", "services": 0}


@pytest.mark.parametrize(
    "document", ['{ country(code: "zz") { name } }', '{ service(id: "00000000-0000-4000-8000-000000000000") { name } }']
)
def test_what_is_not_there_is_not_found(ask, document):
    assert ask(document)["errors"][0]["extensions"]["code"] == "not_found"


def test_staff_record_a_check(browser_of, salma):
    one = service()
    answer = Asking(browser_of(salma)).data(CHECK, id=str(one.pk))["recordServiceCheck"]
    assert answer["errors"] == []
    assert answer["service"]["isChecked"] is True


@pytest.mark.parametrize("name", ["amina", "joel", "otto"])
def test_nobody_else_records_one(browser_of, request, name):
    browser = browser_of(request.getfixturevalue(name))
    one = service()
    answer = Asking(browser).data(CHECK, id=str(one.pk))["recordServiceCheck"]
    assert [error["code"] for error in answer["errors"]] == ["not_found"]
    assert Service.objects.get().assured_date is None
    assert not AuditEntry.objects.filter(verb="support.record_check").exists()
