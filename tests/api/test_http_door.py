"""GraphQL over HTTP: the main points of the specification's own audit."""

import re

import pytest
from django.test import Client

from tests.api.asking import NEW, OLD, Asking

GOOD = {"query": "{ __typename }"}


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (NEW, NEW),
        (f"{NEW}; charset=utf-8, {OLD}; q=0.9", NEW),
        (OLD, OLD),
        ("*/*", OLD),
        ("application/*", OLD),
        ("", OLD),
        (f"{NEW};q=0, {OLD}", OLD),
    ],
)
def test_the_answer_comes_in_the_best_form_the_client_takes(ask, accept, answered):
    response = ask.post(GOOD, accept=accept)
    assert response.status_code == 200
    assert response["Content-Type"] == f"{answered}; charset=utf-8"
    assert response.json() == {"data": {"__typename": "Query"}}
    assert response["Cache-Control"] == "no-store"


def test_a_client_that_takes_neither_form_is_told(ask):
    assert ask.post(GOOD, accept="text/html").status_code == 406


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "options", "head"])
def test_sec_23_only_post(ask, method):
    response = getattr(ask.client, method)("/graphql/?query={__typename}")
    assert response.status_code == 405
    assert response["Allow"] == "POST"


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/graphql",
        "application/json; charset=utf-16",
        "",
    ],
)
def test_sec_23_only_json(ask, content_type):
    assert ask.post(GOOD, content_type=content_type).status_code == 415


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://testserver"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_sec_23_another_site_cannot_use_somebodys_session(amina, headers, status):
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina.login)
    assert Asking(client).post(GOOD, **headers).status_code == status


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b'{"query": "{ __typename }", "x": NaN}',
        b'{"query": "\xff"}',
        b"null",
        b'"{ __typename }"',
        [GOOD],
        [],
        {},
        {"query": None},
        {"query": 7},
        {"query": {"a": 1}},
        {**GOOD, "variables": []},
        {**GOOD, "variables": "{}"},
        {**GOOD, "operationName": 7},
        {**GOOD, "extensions": "x"},
        {**GOOD, "extensions": 0},
        {**GOOD, "extensions": [1]},
    ],
)
@pytest.mark.parametrize("accept", [NEW, OLD])
def test_what_is_no_request_is_refused_in_words(ask, body, accept):
    response = ask.post(body, accept=accept)
    assert response.status_code == 400
    assert response["Content-Type"].startswith(accept)
    assert response.json()["errors"][0]["message"]
    assert "data" not in response.json()


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{"},
        {"query": "{ nothingOfThisName }"},
        {"query": "query A { __typename } query B { __typename }"},
        {"query": "query A { __typename }", "operationName": "B"},
        {"query": "query ($x: Boolean!) { __typename @include(if: $x) }"},
        {"query": "query ($x: Boolean!) { __typename @include(if: $x) }", "variables": {"x": "yes"}},
        {"query": "mutation { nothing }"},
        {"query": ""},
    ],
)
def test_a_request_that_cannot_run_is_400_in_the_new_form_and_200_in_the_old(ask, body):
    assert ask.post(body).status_code == 400
    assert "data" not in ask.post(body).json()
    assert ask.post(body, accept=OLD).status_code == 200
    assert ask.post(body, accept=OLD).json()["errors"]


def test_null_is_the_same_as_left_out(ask):
    body = {**GOOD, "variables": None, "operationName": None, "extensions": None}
    assert ask.post(body).json() == {"data": {"__typename": "Query"}}


def test_one_of_several_operations_by_name(ask):
    body = {"query": "query A { a: __typename } query B { b: __typename }", "operationName": "B"}
    assert ask.post(body).json() == {"data": {"b": "Query"}}


def test_letters_of_every_script_come_through(ask):
    response = ask.post({"query": "{ نعم }"})
    assert response.status_code == 400
    assert "content-type" in response.headers


def test_a_body_has_an_end(ask):
    assert ask.post({"query": "{ __typename }" + " " * 100_000}).status_code == 413


def test_the_explorer_is_not_there_unless_switched_on(ask, settings):
    assert ask.client.get("/graphql/", headers={"Accept": "text/html"}).status_code == 405
    settings.POP_GRAPHIQL = True
    page = ask.client.get("/graphql/", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert b"graphiql.min.js" in page.content
    assert "unsafe" not in page["Content-Security-Policy"]
    # Nothing of anybody else's is loaded: the one address of elsewhere is where "Leave" goes (SG-28).
    assert re.findall(r"https?://[^\"' >]*", page.content.decode()) == [settings.POP_EXIT_URL]
