"""What one request may ask for, and how often (SEC-21, SEC-22)."""

import graphene
import pytest
from graphql import GraphQLError

from pop.api import documents, limits
from pop.core import limits as rates
from pop.core.graphql import PageSize

WIDE = "{" + " ".join(f"a{n}: __typename" for n in range(21)) + "}"
SPREAD = "{ ...a0 } " + " ".join(f"fragment a{n} on Query {{ ...a{n + 1} ...a{n + 1} }}" for n in range(60))
BOMBS = {
    "deep": "{ limits { " + "a { " * 8 + "b" + " }" * 10,
    "very deep": "{ a " * 900 + "}" * 900,
    "wide": WIDE,
    "root": "{ " + "__typename " * 11 + "}",
    "aliases in a fragment": "{ ...f } fragment f on Query " + WIDE,
    "spread": SPREAD + " fragment a60 on Query { x: __typename }",
    "circle": "{ ...f } fragment f on Query { limits { depth } ...f }",
    "two circles": "{ ...f } fragment f on Query { ...g } fragment g on Query { ...f }",
    "directives": "{ __typename " + "@include(if: true) " * 11 + "}",
    "directives everywhere": "{ " + "limits @skip(if: false) { depth } " * 5 + "a @x @y @z @q @w @e }",
    "tokens": "{ " + "limits { depth } " * 600 + "}",
    "lists": "{ a(b: " + "[" * 1500 + ")}",
    "overlap": "{ " + "limits { depth " * 9 + "}" * 10,
    "values": "query ($a: [[[[[[Int]]]]]]) { __typename }",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_sec_21_a_bomb_is_refused(ask, bomb):
    response = ask.post({"query": BOMBS[bomb]})
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"]
    assert "data" not in response.json()


@pytest.mark.parametrize(
    ("bomb", "what"),
    [
        ("deep", "depth may be at most 8"),
        ("wide", "aliases may be at most 20"),
        ("root", "root fields may be at most 10"),
        ("aliases in a fragment", "aliases may be at most 20"),
        ("spread", "aliases may be at most 20"),
        ("directives", "directives may be at most 10"),
        ("tokens", "more than 2000 tokens"),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_sec_21_a_limit_says_its_name_and_is_400_in_both_forms(ask, bomb, what, accept):
    response = ask.post({"query": BOMBS[bomb]}, accept=accept)
    assert response.status_code == 400
    assert what in response.json()["errors"][0]["message"]


def test_just_inside_the_limits_is_answered(ask):
    document = "{ " + " ".join(f"a{n}: __typename" for n in range(10)) + "}"
    assert len(ask.data(document)) == 10


class Branch(graphene.ObjectType):
    leaf = graphene.Int()
    twigs = graphene.List(lambda: Branch)
    branches = graphene.Field(lambda: BranchConnection, first=PageSize())


class BranchEdge(graphene.ObjectType):
    node = graphene.Field(Branch)


class BranchConnection(graphene.ObjectType):
    edges = graphene.List(BranchEdge)


class Tree(graphene.ObjectType):
    tree = graphene.Field(Branch)
    trees = graphene.Field(BranchConnection, first=PageSize())


FOREST = graphene.Schema(query=Tree).graphql_schema


@pytest.mark.parametrize(
    ("document", "variables", "cost"),
    [
        ("{ tree { leaf } }", {}, 1),
        ("{ trees(first: 50) { edges { node { leaf } } } }", {}, 51),
        ("{ trees { edges { node { leaf } } } }", {}, 21),
        ("query ($n: PageSize) { trees(first: $n) { edges { node { leaf } } } }", {"n": 30}, 31),
        ("query ($n: PageSize) { trees(first: $n) { edges { node { leaf } } } }", {}, 21),
        ("{ trees(first: 10) { edges { node { twigs { leaf } } } } }", {}, 11),
        (
            "{ trees(first: 10) { edges { node { twigs { branches(first: 1) { edges { node { leaf } } } } } } } }",
            {},
            111,
        ),
        ("{ trees(first: 10) { edges { node { branches(first: 10) { edges { node { leaf } } } } } } }", {}, 111),
        ("{ ...f } fragment f on Tree { a: tree { leaf } b: tree { leaf } }", {}, 2),
    ],
)
def test_cost_is_about_how_many_objects_may_come_back(document, variables, cost):
    read = documents.read(FOREST, document, introspection=False)
    scales = documents._Scales(FOREST, read, variables)
    assert scales.cost(read.operation(None).selection_set, FOREST.query_type) == cost


def test_sec_21_what_costs_too_much_does_not_run():
    fifty = "edges { node { branches(first: 50) { edges { node { leaf } } } } }"
    read = documents.read(FOREST, f"{{ trees(first: 50) {{ {fifty} }} }}", introspection=False)
    with pytest.raises(documents.RequestRefused, match="cost may be at most 1000"):
        documents.weigh(FOREST, read, read.operation(None), {})


def test_sec_21_a_query_stops_at_its_deadline(ask, monkeypatch):
    monkeypatch.setattr(limits, "seconds", -1)
    answer = ask("{ limits { depth } }")
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"] == {"code": "too_slow"}


def test_sec_22_the_same_under_ten_names_counts_ten_times(ask, monkeypatch):
    monkeypatch.setattr(limits, "OPERATIONS", rates.Limit("graphql", times=25, seconds=60))
    ten = "{ " + " ".join(f"a{n}: __typename" for n in range(10)) + "}"
    assert [ask.post({"query": ten}).status_code for _ in range(3)] == [200, 200, 429]
    refused = ask.post({"query": ten})
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused.json()["errors"][0]["extensions"] == {"code": "too_fast"}


def test_one_persons_haste_is_not_anothers(ask_as, amina, bilal, monkeypatch):
    monkeypatch.setattr(limits, "OPERATIONS", rates.Limit("graphql", times=1, seconds=60))
    hasty, other = ask_as(amina), ask_as(bilal)
    assert [hasty.post({"query": "{ __typename }"}).status_code for _ in range(2)] == [200, 429]
    assert other.post({"query": "{ __typename }"}).status_code == 200


def test_a_document_is_read_once(ask, monkeypatch):
    document = "query OnlyOnce { __typename }"
    ask.data(document)
    monkeypatch.setattr(documents, "validate", lambda *a, **k: [GraphQLError("read again")])
    assert ask.data(document) == {"__typename": "Query"}


def test_a_refused_document_is_not_kept(ask):
    before = documents._read_and_keep.cache_info().currsize
    ask("{ nothingOfThisName }")
    assert documents._read_and_keep.cache_info().currsize == before


def test_introspection_may_not_be_kept_for_somebody_who_may_not(ask, ask_as, ada):
    document = "{ __schema { queryType { name } } }"
    assert ask_as(ada).data(document) == {"__schema": {"queryType": {"name": "Query"}}}
    assert "errors" in ask(document)
