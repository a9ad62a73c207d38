"""Without its stylesheets every main page can still be read and used (PERFORMANCE 4): on a slow line they come late, or
never. Phone width, English and Arabic."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.crawl.looking import look
from tests.pictures.album import PAGES
from tests.site_map import ADDRESSES

BARE = Path(__file__).with_name("bare.js").read_text()
PHONE = {"width": 390, "height": 844}
ALSO = {
    "support:elsewhere",
    "support:country (none)",
    "support:offline",
    "moderation:flag",
    "moderation:flagged",
    "circles:help_now",
    "circles:circle (a session is on, the desk)",
    "circles:session (the waiting room)",
    "account_login",
    "account_login (sent empty)",
    "leave_how",
    "offline",
    "wagtail_serve (not found)",
    "failure (500)",
}
MAIN = [address for address in ADDRESSES if address.name in ALSO | set(PAGES.values())]


@pytest.fixture
def bare(crawler):
    """Opens an address as its reader, in a browser that gets no stylesheet."""
    contexts = []

    def open_page(address, language: str):
        context = crawler.context_of(address.reader, viewport=PHONE)
        contexts.append(context)
        context.route("**/*.css", lambda route: route.abort())
        page = context.new_page()
        if (data := address.sent(crawler.world)) is not None:
            page.goto("/robots.txt")
            crawler.send(page, address.path_in(language, crawler.world), data)
        else:
            page.goto(address.path_in(language, crawler.world))
        page.evaluate(BARE)
        assert page.evaluate("bare.strip()") == []
        assert page.evaluate("getComputedStyle(document.body).display") == "block", "there are styles still"
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_every_main_page_is_there():
    assert len(MAIN) == len(ALSO) + len(PAGES)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("address", MAIN, ids=lambda address: address.name)
def test_a_main_page_is_readable_and_usable(crawler, bare, address, language):
    page = bare(address, language)
    for script in crawler.beside:
        page.evaluate(script)
    problems = [one for what in ("pictures", "room", "order") for one in page.evaluate(f"bare.{what}()")]
    problems += look(page, "fields")
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_help_is_found_by_touch(bare, language):
    (home,) = [address for address in ADDRESSES if address.name == "wagtail_serve (home)"]
    page = bare(home, language)
    page.locator("header a[href$='/help/']").click()
    page.locator("select[name=country]").select_option("ke")
    page.locator("form:has(select[name=country]) button").click()
    expect(page.locator("main a[href='tel:116']").first).to_be_in_viewport()
