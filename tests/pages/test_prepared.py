"""The shortcut tests take to a prepared site (tests/prepared.py) leads where `manage.py prepare` does."""

import pytest
from django.db import connection

from pop.pages.actions import prepare_site
from tests import people
from tests import prepared as shortcut
from tests.prepared import prepared

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list[tuple]]:
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
            found[table] = cursor.fetchall()
        return found


@pytest.mark.parametrize("time", ["first", "second"])
def test_preparing_really_finds_nothing_left_to_do(time):
    untouched = everything()
    prepared()
    there = everything()
    assert there != untouched
    prepare_site()
    assert everything() == there


def test_a_page_of_one_tests_organisation_is_remembered_for_no_other(monkeypatch):
    monkeypatch.setattr(shortcut, "_changes", {})
    people.organisation("Harbour")
    prepared()
    assert shortcut._changes == {}
