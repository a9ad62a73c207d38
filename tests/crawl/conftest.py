"""One world and one running site for the whole crawl, and one browser context per reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests import live
from tests import world as world_of_pages
from tests.journeys.conftest import (
    PATIENCE,
    Watch,
    browser_type_launch_args,
    pytest_itemcollected,
    pytest_runtest_protocol,
)
from tests.site_map import Address

__all__ = ["browser_type_launch_args", "pytest_itemcollected", "pytest_runtest_protocol"]

LOOK = Path(__file__).with_name("look.js").read_text()
TOKEN = "crawl" * 6 + "er"  # 32 letters: what Django takes for the secret in its cookie


@pytest.fixture(scope="session")
def django_db_serialized_rollback() -> None:
    """As the module's `transactional_db` does it."""


@pytest.fixture(scope="module")
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """pytest-django's empties the database after every test. Here a module keeps it: making a world takes longer than
    looking at a page."""

    def empty() -> None:
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)

    with django_db_blocker.unblock():
        empty()
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        yield
        empty()


class Crawler:
    """Opens addresses as their readers, in any language."""

    def __init__(self, browser, site: live.LiveSite, world: world_of_pages.World) -> None:
        self.browser = browser
        self.site = site
        self.world = world
        self.watch = Watch(site)
        self.axe = Axe().axe_script
        self._pages: dict[str | None, object] = {}

    def open(self, address: Address, language: str):
        """The page in its state, with `axe` and `look` beside it."""
        for seen in (self.watch.violations, self.watch.errors, self.watch.strangers):
            seen.clear()
        path = address.path_in(language, self.world)
        data = address.sent(self.world)
        if data is None:
            page = self._pages.get(address.reader) or self._new_page(address.reader)
            self._pages[address.reader] = page
            page.set_viewport_size({"width": 1280, "height": 900})
            answer = page.goto(path)
        else:
            page = self._new_page(address.reader)
            page.goto("/robots.txt")
            with page.expect_navigation() as sent:
                page.evaluate(SEND, {"to": path, "data": {**data, "csrfmiddlewaretoken": TOKEN}})
            answer = sent.value
        assert answer.status == address.status, page.url
        page.evaluate(self.axe)
        page.evaluate(LOOK)
        return page

    def close(self, page) -> None:
        """A page that was sent to is not used again: its reader may be signed in or out by now."""
        if page not in self._pages.values():
            page.context.close()

    def _new_page(self, reader: str | None):
        context = self.browser.new_context(base_url=self.site.url, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        self.watch.context(context)
        cookies = {name: morsel.value for name, morsel in self.world.session_of(reader).cookies.items()}
        cookies[settings.CSRF_COOKIE_NAME] = TOKEN
        context.add_cookies([{"name": name, "value": value, "url": self.site.url} for name, value in cookies.items()])
        return context.new_page()


SEND = """({to, data}) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = to;
  for (const [name, value] of Object.entries(data)) {
    const field = document.createElement("input");
    Object.assign(field, {type: "hidden", name, value});
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""


@pytest.fixture(scope="module")
def crawler(transactional_db, django_db_serialized_rollback, browser) -> Iterator[Crawler]:
    with world_of_pages.all_addresses_mounted():
        world = world_of_pages.build()
        with live.running_site() as site:
            crawler = Crawler(browser, site, world)
            yield crawler
            for context in browser.contexts:
                context.close()
