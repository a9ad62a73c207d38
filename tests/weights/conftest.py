"""One site as production sends it, for all weights."""

import fcntl
from collections.abc import Iterator

import pytest

from tests.benchmarks.site import ADDRESSES, Site, make_site, served_site
from tests.journeys.conftest import browser_type_launch_args, pytest_itemcollected, pytest_runtest_protocol

__all__ = ["browser_type_launch_args", "pytest_itemcollected", "pytest_runtest_protocol"]


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id) -> Iterator[Site]:
    """Made by whichever worker needs it first, in the folder of the whole run; served by each."""
    ours = tmp_path_factory.getbasetemp()
    folder = (ours if worker_id == "master" else ours.parent) / "site"
    with folder.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (folder / ADDRESSES).exists():
            folder.mkdir(exist_ok=True)
            make_site(str(folder))
    with served_site(str(folder)) as site:
        yield site
