"""The same stories through GraphQL."""

import json

import pytest

from pop.accounts.actions import notify
from pop.accounts.contracts import NoticeText, _notices
from pop.accounts.models import Login, Notice
from pop.core import clock
from tests.people import PASSPHRASE


def ask(browser, query, **variables):
    answer = browser.post(
        "/graphql/", json.dumps({"query": query, "variables": variables}), content_type="application/json"
    )
    return answer.json()


SIGN_UP = """mutation($input: SignUpInput!) { signUp(input: $input) {
    personaId recoveryCodes errors { code field message } } }"""


def test_me(amina, zola, browser_of, client):
    query = "{ me { name ageBand roles mayTakePart unreadNotices } }"
    assert ask(client, query) == {"data": {"me": None}}
    assert ask(browser_of(amina), query)["data"]["me"] == {
        "name": "amina", "ageBand": "16-17", "roles": [], "mayTakePart": True, "unreadNotices": 0,
    }  # fmt: skip
    assert ask(browser_of(zola), query)["data"]["me"]["roles"] == ["moderator"]
    assert ask(browser_of(zola, second_factor=False), query)["data"]["me"]["roles"] == []


def test_signing_up(client, db):
    given = {"name": "Calm Comet", "passphrase": PASSPHRASE, "ageBand": "13-15"}
    payload = ask(client, SIGN_UP, input={**given, "name": "a@b.example", "passphrase": "x" * 300})["data"]["signUp"]
    assert [error["field"] for error in payload["errors"]] == ["name", "passphrase"]
    assert payload["recoveryCodes"] is None
    assert not Login.objects.exists()
    payload = ask(client, SIGN_UP, input=given)["data"]["signUp"]
    assert payload["errors"] == []
    assert len(payload["recoveryCodes"]) == 8
    assert Login.objects.get().username == "calm comet"


def test_notices(amina, bilal, browser_of, monkeypatch):
    monkeypatch.setitem(_notices, "tests.hello", lambda facts: NoticeText("Hello", url="/help/"))
    theirs = notify(persona_id=bilal.persona.pk, kind="tests.hello", facts={}, now=clock.now())
    notify(persona_id=amina.persona.pk, kind="tests.hello", facts={}, now=clock.now())
    browser = browser_of(amina)
    notices = ask(browser, "{ myNotices { id title url isRead } }")["data"]["myNotices"]
    assert [(notice["title"], notice["url"], notice["isRead"]) for notice in notices] == [("Hello", "/help/", False)]
    read = "mutation($input: MarkNoticeReadInput!) { markNoticeRead(input: $input) { unreadNotices errors { code } } }"
    assert ask(browser, read, input={"noticeId": str(theirs.pk)})["data"]["markNoticeRead"]["errors"] == [
        {"code": "not_found"}
    ]
    assert ask(browser, read, input={"noticeId": notices[0]["id"]})["data"]["markNoticeRead"]["unreadNotices"] == 0
    assert Notice.objects.get(pk=theirs.pk).read_at is None


def test_the_rest_needs_somebody_signed_in(client, db):
    for query in (
        'mutation { changePseudonym(input: {name: "Calm Comet"}) { errors { code } } }',
        'mutation { deleteAccount(input: {passphrase: "x"}) { errors { code } } }',
        "mutation { exportMyData { errors { code } } }",
        "mutation { markNoticeRead(input: {}) { errors { code } } }",
    ):
        (payload,) = ask(client, query)["data"].values()
        assert payload["errors"] == [{"code": "sign_in_needed"}], query


def test_own_name_and_data(amina, browser_of):
    browser = browser_of(amina)
    renamed = ask(browser, 'mutation { changePseudonym(input: {name: "Calm Comet"}) { me { name } errors { code } } }')
    assert renamed["data"]["changePseudonym"] == {"me": {"name": "Calm Comet"}, "errors": []}
    export = ask(browser, "mutation { exportMyData { data errors { code } } }")["data"]["exportMyData"]
    assert json.loads(export["data"])["areas"]["accounts"]["pseudonym"] == "Calm Comet"
    wrong = ask(browser, 'mutation { deleteAccount(input: {passphrase: "wrong"}) { isDeleted errors { field } } }')
    assert wrong["data"]["deleteAccount"] == {"isDeleted": None, "errors": [{"field": "passphrase"}]}
    gone = ask(browser, f'mutation {{ deleteAccount(input: {{passphrase: "{PASSPHRASE}"}}) {{ isDeleted }} }}')
    assert gone["data"]["deleteAccount"]["isDeleted"] is True
    assert not Login.objects.exists()


@pytest.mark.parametrize("field", ["login", "username", "email", "isSuperuser"])
def test_sec_44_nothing_of_the_login_is_in_the_schema(browser_of, ada, field):
    assert "errors" in ask(browser_of(ada), f"{{ me {{ {field} }} }}")
