"""What the GraphQL schema promises as a whole."""

import ast
import re

from graphql import get_named_type, is_introspection_type, is_non_null_type, is_object_type

from pop.api.schema import schema
from pop.core.graphql import DomainMutation
from tests.architecture.sources import AREAS, ROOT, python_files, tree

SCHEMA = schema.graphql_schema


def mutations() -> dict[str, type]:
    fields = SCHEMA.mutation_type.fields if SCHEMA.mutation_type else {}
    return {name: get_named_type(field.type).graphene_type for name, field in fields.items()}


def names_asked_in(area: str) -> set[str]:
    """Every name an area's actions mention."""
    names: set[str] = set()
    for file in python_files():
        if file.is_relative_to(AREAS[area]) and "actions" in file.with_suffix("").parts:
            for node in ast.walk(tree(file)):
                if isinstance(node, ast.Name):
                    names.add(node.id)
                elif isinstance(node, ast.Attribute):
                    names.add(node.attr)
    return names


def test_sec_25_every_mutation_is_closed_by_a_policy_its_area_really_asks():
    loose = []
    for name, mutation in mutations().items():
        if not issubclass(mutation, DomainMutation):
            loose.append(f"{name} is no DomainMutation")
            continue
        area = mutation.__module__.split(".schema")[0]
        loose += [
            f"{name}: {policy.__name__} is not asked by an action of {area}"
            for policy in mutation.policies
            if policy.__name__ not in names_asked_in(area)
        ]
    assert loose == []


def test_a_mutation_is_one_input_one_payload_with_errors():
    for name, field in (SCHEMA.mutation_type.fields if SCHEMA.mutation_type else {}).items():
        assert set(field.args) <= {"input"}, name
        assert is_non_null_type(field.type), name
        assert str(get_named_type(field.type).fields["errors"].type) == "[MutationError!]!", name


def test_sec_24_nothing_is_named_by_a_tables_key():
    keyed = [
        f"{kind.name}.{name}: {field.type}"
        for kind in SCHEMA.type_map.values()
        if is_object_type(kind) and not is_introspection_type(kind)
        for name, field in kind.fields.items()
        if get_named_type(field.type).name == "ID" or (re.fullmatch("id|.*Id", name) and "Int" in str(field.type))
    ]
    assert keyed == []


def test_sec_24_nobodys_login_is_in_the_schema():
    text = (ROOT / "schema.graphql").read_text()
    fields = set(re.findall(r"^  (\w+)[(:]", text, re.MULTILINE))
    assert not fields & {"login", "loginId", "username", "email", "password", "passwordHash", "ageBandExact"}


def test_every_list_that_can_grow_is_a_connection():
    """At the top a list of objects would have no end."""
    endless = [
        name
        for name, field in SCHEMA.query_type.fields.items()
        if "[" in str(field.type) and is_object_type(get_named_type(field.type)) and "first" not in field.args
    ]
    assert set(endless) <= SHORT, endless


# Short by themselves or cut short by their selectors: the countries there are, the team that moderates, somebody's own
# newest notices and projects, the few invitations that wait for them, who of a circle's members asks for help or talks
# alone, the newest hundred steps about one person, and at most twelve ways of theirs to look at the queue.
SHORT = {
    "asides",
    "circleInvitations",
    "countries",
    "moderationTeam",
    "myNotices",
    "myProjects",
    "mySanctions",
    "ownPartnerPages",
    "queueViews",
    "sanctionsOf",
}
