"""One site as production sends it, for all weights."""

from collections.abc import Iterator

import pytest

from tests.benchmarks.site import Site, running_site
from tests.journeys.conftest import browser_type_launch_args, pytest_itemcollected, pytest_runtest_protocol

__all__ = ["browser_type_launch_args", "pytest_itemcollected", "pytest_runtest_protocol"]


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site
