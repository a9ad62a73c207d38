"""No page of the site is left out of what is asked of every page (tests/site_map.py)."""

from collections import Counter

import pytest

from tests import site_map
from tests.world import all_addresses_mounted


@pytest.fixture
def patterns():
    with all_addresses_mounted():
        yield site_map.patterns_of_the_site()


def test_every_address_is_on_the_map_or_says_why_not(patterns):
    on_it = {address.pattern for address in site_map.ADDRESSES}
    assert set(patterns) - on_it - set(site_map.NO_PAGES) == set(), "add a line to tests/site_map.py"


def test_the_map_names_nothing_that_is_gone(patterns):
    on_it = {address.pattern for address in site_map.ADDRESSES}
    assert (on_it | set(site_map.NO_PAGES)) - set(patterns) == set()
    assert on_it & set(site_map.NO_PAGES) == set()


def test_names_are_unique():
    assert [name for name, times in Counter(one.name for one in site_map.ADDRESSES).items() if times > 1] == []


def test_an_address_nobody_wrote_down_would_be_found(patterns):
    """The walk sees into every include and below every language."""
    assert {"support:country", "mfa_edit_webauthn", "demo_door", "circles:say", "failure"} <= set(patterns)
    assert not any(route.startswith("cms/") for route in patterns)
