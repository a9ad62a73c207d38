"""The crawl's world and running site, at one fixed moment."""

import os
import random
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine

from tests import live
from tests import world as world_of_pages
from tests.crawl.conftest import Crawler, django_db_serialized_rollback, transactional_db
from tests.journeys.conftest import (
    PATIENCE,
    browser_type_launch_args,
    pytest_itemcollected,
    pytest_runtest_protocol,
)
from tests.pictures.album import LOOKS, MOMENT, REFERENCE, TAKEN, Picture, as_kept

__all__ = [
    "browser_type_launch_args",
    "django_db_serialized_rollback",
    "pytest_itemcollected",
    "pytest_runtest_protocol",
    "transactional_db",
]


class Photographer(Crawler):
    """Opens addresses on another screen and in another look each time, and takes what is seen without scrolling."""

    def take(self, picture: Picture) -> bytes:
        SAME_DRAW.seed(picture.name)
        language, colours = LOOKS[picture.look]
        width, height = picture.size
        context = self.browser.new_context(
            base_url=self.site.url,
            locale=language,
            timezone_id="UTC",
            viewport={"width": width, "height": height},
            color_scheme=colours,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        self.watch.context(context)
        try:
            cookies = self.world.session_of(picture.address.reader).cookies.items()
            context.add_cookies([{"name": one, "value": its.value, "url": self.site.url} for one, its in cookies])
            context.clock.set_fixed_time(MOMENT + A_WHILE)
            page = context.new_page()
            answer = page.goto(picture.address.path_in(language, self.world), wait_until="networkidle")
            assert answer.status == picture.address.status, page.url
            page.evaluate("document.fonts.ready")
            return page.screenshot(animations="disabled", caret="hide", scale="css")
        finally:
            context.close()


SAME_DRAW = random.Random()  # of the made-up names on offer
A_WHILE = timedelta(hours=1)  # after the world was made


@pytest.fixture(scope="module")
def photographer(transactional_db, django_db_serialized_rollback, browser) -> Iterator[Photographer]:
    with world_of_pages.all_addresses_mounted(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("pop.accounts.names.ideas"), "secrets", SAME_DRAW)
        with time_machine.travel(MOMENT, tick=True):  # what is said must have an order
            world = world_of_pages.build()
        with time_machine.travel(MOMENT + A_WHILE, tick=False), live.running_site() as site:
            yield Photographer(browser, site, world)


@pytest.fixture
def keep(photographer):
    """Take a picture and lay it where this run keeps its pictures: with the references, or beside them in var/."""
    folder = REFERENCE if os.environ.get("POP_PICTURES") == "keep" else TAKEN
    folder.mkdir(parents=True, exist_ok=True)

    def take(picture: Picture):
        path = folder / picture.name
        path.write_bytes(as_kept(photographer.take(picture)))
        photographer.watch.check()
        return path

    return take
