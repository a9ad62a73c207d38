import pytest
from django.core.cache import cache

from tests.api.asking import Asking


@pytest.fixture(autouse=True)
def nobody_has_asked_yet():
    """The counts of rate limits live in the cache, and outlive a test."""
    cache.clear()


@pytest.fixture
def ask(client, db):
    """Somebody nobody knows, asking."""
    return Asking(client)


@pytest.fixture
def ask_as(browser_of):
    return lambda person: Asking(browser_of(person))
