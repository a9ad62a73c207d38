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

SCRIPTS = [Path(__file__).with_name(name).read_text() for name in ("look.js", "same.js")]
TOKEN = "crawl" * 6 + "er"  # 32 letters: what Django takes for the secret in its cookie


@pytest.fixture(scope="session")
def django_db_serialized_rollback() -> None:
    """As the crawl's `transactional_db` does it."""


@pytest.fixture(scope="session")
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """pytest-django's empties the database after every test. The crawl, which comes last, keeps it: making a world
    takes longer than looking at a page."""

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
        self.beside = SCRIPTS
        self.colours: set[str] = set()  # those axe has seen, on any page, in any theme
        self._axe = Axe().axe_script
        self._pages: dict[str | None, object] = {}

    def open(self, address: Address, language: str):
        """The page in its state, with `look` and `same` beside it."""
        for seen in (self.watch.violations, self.watch.errors, self.watch.strangers):
            seen.clear()
        path = address.path_in(language, self.world)
        data = address.sent(self.world)
        if data is None or address.status == 400:  # nothing happens when a form is sent wrongly
            page = self._pages.get(address.reader) or self._new_page(address.reader)
            self._pages[address.reader] = page
            page.set_viewport_size({"width": 1280, "height": 900})
        else:
            page = self._new_page(address.reader)
        if data is None:
            answer = page.goto(path)
        else:
            page.goto("/robots.txt")
            answer = self.send(page, path, data)
        assert answer.status == address.status, page.url
        for script in self.beside:
            page.evaluate(script)
        return page

    def ask_axe(self, page, **options) -> list[str]:
        """All of it, or what the options say."""
        self._put_axe_into(page)
        return page.evaluate("options => look.axe(options)", options)

    def ask_axe_about_colours(self, page) -> list[str]:
        """The contrast of those this crawl has not met yet."""
        new = page.evaluate("known => same.newColours({ known })", sorted(self.colours))
        if not new:
            return []
        self._put_axe_into(page)
        problems = page.evaluate("colours => look.contrast({ colours })", new)
        self.met_colours_of(page)
        return problems

    def met_colours_of(self, page) -> None:
        self.colours.update(page.evaluate("same.newColours({ known: [] })"))

    def _put_axe_into(self, page) -> None:
        """Half a megabyte, which a browser reads anew each time: only where something is to be asked."""
        if not page.evaluate("'axe' in window"):
            page.evaluate(self._axe)

    def close(self, page) -> None:
        """A page that was sent to is not used again: its reader may be signed in or out by now."""
        if page not in self._pages.values():
            page.context.close()

    def send(self, page, path: str, data):
        """Post this, as a form on any page of ours would. Gives the answer."""
        with page.expect_navigation() as sent:
            page.evaluate(SEND, {"to": path, "data": {**data, "csrfmiddlewaretoken": TOKEN}})
        return sent.value

    def _new_page(self, reader: str | None):
        return self.context_of(reader).new_page()

    def context_of(self, reader: str | None, **options):
        """A browser of this reader's own, signed in."""
        context = self.browser.new_context(base_url=self.site.url, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        self.watch.context(context)
        cookies = {name: morsel.value for name, morsel in self.world.session_of(reader).cookies.items()}
        cookies[settings.CSRF_COOKIE_NAME] = TOKEN
        context.add_cookies([{"name": name, "value": value, "url": self.site.url} for name, value in cookies.items()])
        return context


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


@pytest.fixture(scope="session")
def crawler(transactional_db, django_db_serialized_rollback, browser) -> Iterator[Crawler]:
    with world_of_pages.all_addresses_mounted():
        world = world_of_pages.build()
        with live.running_site() as site:
            crawler = Crawler(browser, site, world)
            yield crawler
            for context in browser.contexts:
                context.close()
