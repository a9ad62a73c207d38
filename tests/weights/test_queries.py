"""How often each public page asks the database, fixed in tests/budgets.json: a page that asks more says so here."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.site_map import ADDRESSES

PAGES = json.loads((Path(__file__).parents[1] / "budgets.json").read_text())["pages"]
PUBLIC = [address for address in ADDRESSES if address.is_public]
OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def queries_of(address, language, world) -> list[str]:
    """Asked for the second time: what is asked once per process does not count."""
    client = world.session_of(None)
    address.answer(client, language, world)
    path = address.path_in(language, world)
    with CaptureQueriesContext(connection) as queries:
        client.get(path, follow=True)
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("address", PUBLIC, ids=lambda address: address.name)
def test_no_page_asks_the_database_more_often_than_written_down(world, address):
    figures = PAGES[address.name]
    counts = {language: len(queries_of(address, language, world)) for language in [settings.LANGUAGE_CODE, *OTHERS]}
    assert counts.pop(settings.LANGUAGE_CODE) <= figures["queries"]
    # Another language may look for a translation, and for what there is instead.
    assert {language: count for language, count in counts.items() if count > figures["queries_translated"]} == {}


@pytest.mark.parametrize("address", PUBLIC, ids=lambda address: address.name)
def test_sg_57_no_public_page_reads_a_table_whose_writes_leave_kept_pages_alone(world, address):
    asked = " ".join(queries_of(address, settings.LANGUAGE_CODE, world))
    read = set(re.findall(r'(?:FROM|JOIN)\s+"(\w+)"', asked))
    assert read & settings.POP_UNSHOWN_TABLES == set()
