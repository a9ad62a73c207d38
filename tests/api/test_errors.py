"""What an answer says when something is wrong: enough for the client, nothing about ourselves."""

import logging

import pytest

from pop.api.schema import schema


@pytest.fixture
def broken(monkeypatch):
    """The one field of the API's own, broken in the way given."""

    def break_with(error):
        def fail(root, info):
            raise error

        monkeypatch.setattr(schema.graphql_schema.query_type.fields["limits"], "resolve", fail)

    return break_with


def test_sec_38_our_own_faults_show_a_number_that_is_in_the_log(ask, broken, caplog):
    broken(RuntimeError("no such table: accounts_login at /srv/pop/site, key=hunter2"))
    with caplog.at_level(logging.ERROR, logger="pop.api.execution"):
        answer = ask("{ limits { depth } }")
    error = answer["errors"][0]
    assert answer["data"] is None
    assert error["message"] == f"Something went wrong on our side. Reference: {error['extensions']['reference']}"
    assert error["extensions"]["code"] == "internal"
    assert len(error["extensions"]["reference"]) == 12
    assert error["extensions"]["reference"] in caplog.records[0].getMessage()
    assert "hunter2" in str(caplog.records[0].exc_info[1])
    assert not any(word in str(answer) for word in ("hunter2", "/srv", "table", "RuntimeError"))


@pytest.mark.parametrize("kind", [ValueError, TypeError, KeyError, PermissionError])
def test_sec_38_every_kind_of_fault_is_masked(ask, broken, kind):
    broken(kind("secret"))
    assert "secret" not in str(ask("{ limits { depth } }"))


def test_sec_20_a_misspelt_field_teaches_nothing(ask):
    for document in (
        "{ limit { depth } }",
        "{ limits { dept } }",
        "{ limits(firs: 1) { depth } }",
        "{ limits }",
        "{ ... on Quer { limits { depth } } }",
        "query ($x: Int) { limits(x: $x) { depth } }",
    ):
        text = str(ask(document))
        assert "Did you mean" not in text
        assert "ApiLimits" not in text
        assert "Query" not in text.replace(document, "")


def test_sec_20_introspection_is_for_owners_and_development(ask, ask_as, amina, zola, ada, settings):
    for document in ("{ __schema { types { name } } }", '{ __type(name: "ApiLimits") { fields { name } } }'):
        for somebody in (ask, ask_as(amina), ask_as(zola)):
            answer = somebody(document)
            assert "data" not in answer
            assert "depth" not in str(answer)
        assert "data" in ask_as(ada)(document)
    settings.POP_GRAPHIQL = True
    assert "ApiLimits" in str(ask("{ __schema { types { name } } }"))


def test_typename_is_not_introspection(ask):
    assert ask.data("{ limits { __typename depth } }") == {"limits": {"__typename": "ApiLimits", "depth": 8}}
