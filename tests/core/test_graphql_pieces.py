"""What the areas build their part of the schema from: mutations that answer refusals, lists page by page."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import graphene
import pytest

from pop.accounts.models import Notice
from pop.core import errors
from pop.core.graphql import DomainMutation, KeysetConnectionField

THEN = datetime(2026, 3, 1, tzinfo=UTC)


def may_say(actor, thing):
    return True


class Say(DomainMutation):
    """Say something."""

    policy = may_say

    class Input:
        kind_word = graphene.String(required=True)

    said = graphene.String()

    @classmethod
    def perform(cls, actor, *, kind_word):
        if kind_word == "empty":
            raise errors.Invalid(fields={"kind_word": ["Too short.", "Too plain."]})
        if kind_word == "elsewhere":
            raise errors.Absent
        if kind_word == "bug":
            raise RuntimeError("/etc/passwd")
        return cls(said=f"{actor} says {kind_word}")


class Letter(graphene.ObjectType):
    id = graphene.UUID(required=True)
    kind = graphene.String(required=True)


class Query(graphene.ObjectType):
    newest = KeysetConnectionField(Letter, order="-created_at")
    oldest = KeysetConnectionField(Letter, order="created_at")
    by_id = KeysetConnectionField(Letter, order="id")

    resolve_newest = resolve_oldest = resolve_by_id = staticmethod(lambda root, info: Notice.objects.all())


class Mutation(graphene.ObjectType):
    say = Say.Field()


SCHEMA = graphene.Schema(query=Query, mutation=Mutation)


def run(document, **variables):
    return SCHEMA.execute(document, variable_values=variables, context_value=SimpleNamespace(actor="amina"))


def say(word):
    return run("mutation ($w: String!) { say(input: {kindWord: $w}) { said errors { code field message } } }", w=word)


def test_a_mutation_takes_one_input_and_its_payload_is_never_null():
    printed = str(SCHEMA)
    assert "say(input: SayInput!): SayPayload!" in printed
    assert "errors: [MutationError!]!" in printed


def test_what_was_done_comes_back_without_errors():
    assert say("hello").data == {"say": {"said": "amina says hello", "errors": []}}


def test_a_refusal_speaks_once_for_each_message_at_the_field_the_client_knows():
    assert say("empty").data["say"] == {
        "said": None,
        "errors": [
            {"code": "invalid", "field": "kindWord", "message": "Too short."},
            {"code": "invalid", "field": "kindWord", "message": "Too plain."},
        ],
    }


def test_a_refusal_without_fields_speaks_once():
    assert say("elsewhere").data["say"]["errors"] == [
        {"code": "not_found", "field": None, "message": "We could not find that."}
    ]


def test_anything_else_is_an_error_of_the_request():
    result = say("bug")
    assert result.data is None
    assert isinstance(result.errors[0].original_error, RuntimeError)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"Input": type("Input", (), {}), "perform": classmethod(lambda cls, actor: None)}, "declares no policy"),
        ({"policy": None, "Input": type("Input", (), {})}, "declares no policy"),
        ({"policy": staticmethod(may_say), "perform": classmethod(lambda cls, actor: None)}, "no class Input"),
        ({"policy": staticmethod(may_say), "Input": type("Input", (), {})}, "does not say what it performs"),
        (
            {"policy": staticmethod(may_say), "Input": type("Input", (), {"__annotations__": {"text": str}})},
            "Input.text is not a GraphQL type",
        ),
        ({"policy": staticmethod(may_say), "Input": type("Input", (), {"text": str})}, "Input.text is not a GraphQL"),
    ],
)
def test_sec_25_a_mutation_that_is_not_closed_does_not_load(body, complaint):
    with pytest.raises(TypeError, match=complaint):
        type("Careless", (DomainMutation,), body)


@pytest.fixture
def letters(amina):
    """Seven letters; three of them at one and the same moment."""
    moments = [0, 1, 2, 2, 2, 3, 4]
    return [
        Notice.objects.create(persona=amina.persona, kind=f"{place}", created_at=THEN + timedelta(hours=hours))
        for place, hours in enumerate(moments)
    ]


def page(field, first=3, after=None):
    result = run(
        "query ($first: PageSize, $after: String) { %s(first: $first, after: $after)"  # noqa: UP031
        " { edges { node { id kind } cursor } pageInfo { hasNextPage endCursor } } }" % field,
        first=first,
        after=after,
    )
    assert result.errors is None, result.errors
    return result.data[field]


@pytest.mark.parametrize("field", ["newest", "oldest", "by_id"])
def test_reading_page_by_page_meets_every_row_once_and_in_order(letters, field):
    camel = {"by_id": "byId"}.get(field, field)
    whole = [edge["node"]["id"] for edge in page(camel, first=50)["edges"]]
    assert sorted(whole) == sorted(str(letter.pk) for letter in letters)
    met, after = [], None
    for _ in range(4):
        part = page(camel, first=2, after=after)
        met += [edge["node"]["id"] for edge in part["edges"]]
        assert part["pageInfo"]["endCursor"] == part["edges"][-1]["cursor"]
        assert part["pageInfo"]["hasNextPage"] is (len(met) < 7)
        after = part["pageInfo"]["endCursor"]
    assert met == whole


def test_rows_that_come_and_go_move_nothing(letters):
    first = page("newest", first=2)
    letters[6].delete()
    Notice.objects.create(persona_id=letters[0].persona_id, kind="later", created_at=THEN + timedelta(days=1))
    kinds = [edge["node"]["kind"] for edge in page("newest", first=50, after=first["pageInfo"]["endCursor"])["edges"]]
    assert len(kinds) == 5
    assert kinds[-2:] == ["1", "0"]


def test_a_page_is_one_query_of_one_index_range(letters, django_assert_num_queries):
    after = page("newest", first=2)["pageInfo"]["endCursor"]
    with django_assert_num_queries(1) as asked:
        page("newest", first=2, after=after)
    sql = asked.captured_queries[0]["sql"]
    assert " OR " not in sql
    assert "NOT (" in sql
    assert "LIMIT 3" in sql


def test_an_empty_list_has_no_cursor(amina):
    assert page("newest") == {"edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}


@pytest.mark.parametrize("first", [0, -1, 51, "3", True, 2.5])
def test_a_page_has_one_to_fifty_rows(letters, first):
    result = run("query ($first: PageSize) { newest(first: $first) { edges { cursor } } }", first=first)
    assert "PageSize must be a whole number from 1 to 50" in result.errors[0].message
    literal = run(f"{{ newest(first: {str(first).lower()}) {{ edges {{ cursor }} }} }}") if first != "3" else result
    assert literal.errors


def test_no_first_and_a_null_first_mean_twenty(amina):
    for number in range(23):
        Notice.objects.create(persona=amina.persona, kind=str(number), created_at=THEN)
    for document in ("{ newest { edges { cursor } } }", "{ newest(first: null) { edges { cursor } } }"):
        assert len(run(document).data["newest"]["edges"]) == 20


def another_first_letter(cursor):
    return ("x" if cursor[0] != "x" else "y") + cursor[1:]


@pytest.mark.parametrize(
    "damage", [lambda c: c[:-2], another_first_letter, lambda c: "", lambda c: "é", lambda c: "====="]
)
def test_a_damaged_cursor_is_refused_in_words(letters, damage):
    cursor = page("newest", first=2)["pageInfo"]["endCursor"]
    result = run("query ($after: String) { newest(after: $after) { edges { cursor } } }", after=damage(cursor))
    assert isinstance(result.errors[0].original_error, errors.Invalid)


def test_a_cursor_of_one_list_does_not_open_another(letters):
    cursor = page("newest", first=2)["pageInfo"]["endCursor"]
    result = run("query ($after: String) { oldest(after: $after) { edges { cursor } } }", after=cursor)
    assert isinstance(result.errors[0].original_error, errors.Invalid)
