"""docs/api.md says what is true: its examples are run, its limits and codes compared."""

import json
import re
from pathlib import Path

import pytest
from graphql import parse, validate

from pop.api import limits
from pop.api.schema import schema
from pop.core import errors

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()
EXAMPLES = re.findall(r"```graphql\n(.*?)```", PAGE, re.DOTALL)


def test_the_first_example_answers_what_the_page_says(ask):
    sent = json.loads(re.search(r"-d '(.*)'", PAGE).group(1))
    answer = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL).group(1))
    assert ask.post(sent).json() == answer


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.strip().splitlines()[0])
def test_every_example_fits_the_schema_and_answers(ask, example):
    assert validate(schema.graphql_schema, parse(example)) == []
    variables = dict.fromkeys(re.findall(r"\$(\w+): UUID!", example), "00000000-0000-4000-8000-000000000000")
    answer = ask.post({"query": example, "variables": variables})
    assert answer.status_code in ({200, 400} if "$" in example else {200})
    assert "internal" not in answer.content.decode()


def test_the_limits_are_the_limits():
    table = dict(re.findall(r"^\| ([a-z ,:`]+?) \| ([0-9]+)", PAGE, re.MULTILINE))
    assert table["depth"] == str(limits.depth)
    assert table["aliases"] == str(limits.aliases)
    assert table["fields at the top"] == str(limits.root_fields)
    assert table["directives"] == str(limits.directives)
    assert table["tokens"] == str(limits.tokens)
    assert table["operations a minute, each field at the top counted"] == str(limits.OPERATIONS.times)
    assert table["mutations a minute"] == str(limits.CHANGES.times)


def test_every_general_code_is_explained():
    for kind in (errors.Absent, errors.SignInNeeded, errors.Refused, errors.Invalid, errors.Conflict, errors.TooFast):
        assert f"| `{kind.code}` |" in PAGE
