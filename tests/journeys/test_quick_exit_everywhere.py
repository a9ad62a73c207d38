"""Leaving from where things went wrong, and from the installed app (SG-28)."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Error, Page, expect

from pop.support.demo import ensure_services
from tests import world
from tests.factories.support import NOW
from tests.journeys.keeping import keep, nothing_is_left, unplug


def away(page: Page, elsewhere: str) -> None:
    page.wait_for_url(elsewhere)
    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()


@pytest.fixture
def failures(live_site) -> Iterator[None]:
    """Addresses that answer with each of our pages about a failure."""
    with world.all_addresses_mounted():
        yield


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("path", ["/failure/server-error/", "/ar/failure/server-error/", "/nothing-is-here/"])
def test_sg_28_from_pages_that_failed_or_are_not_there(visit, live_site, failures, elsewhere, amina, path, javascript):
    page = visit(amina, screen="phone", javascript=javascript)
    answer = page.goto(path)
    assert answer.status in {404, 500}
    page.locator(".bar a.exit").click()
    away(page, elsewhere)
    assert settings.SESSION_COOKIE_NAME not in {cookie["name"] for cookie in page.context.cookies(live_site.url)}
    assert not Session.objects.exists()


def test_sg_28_by_keyboard_from_the_page_that_failed(visit, failures, elsewhere, amina):
    page = visit(amina)
    page.goto("/failure/server-error/")
    for _press in range(3):
        page.keyboard.press("Shift")
    away(page, elsewhere)
    assert not Session.objects.exists()


@pytest.mark.parametrize("path", ["/help/ke/", "/about/"])
def test_sg_28_from_what_is_shown_without_a_network(visit, live_site, elsewhere, prepared_site, path):
    """The kept page, and the page with emergency numbers that stands in for others: covered, and nothing is left."""
    ensure_services(NOW)
    page = visit(screen="phone")
    keep(page)
    unplug(page.context)
    page.goto(path)
    expect(page.locator('a[href="tel:999"]').first).to_be_visible()
    leave = (
        "document.querySelector('.bar a.exit').click(),"
        "getComputedStyle(document.querySelector('body > .leaving')).opacity === '1'"
    )
    assert page.evaluate(leave), "it is covered at once"
    with suppress(Error):  # elsewhere cannot be loaded either
        page.wait_for_url(lambda url: not url.startswith(live_site.url))
    page.context.set_offline(False)
    page.goto("/leave/how/")
    nothing_is_left(page)


@pytest.fixture
def installed(playwright, whole_browser_launch_args, live_site, watch, amina, tmp_path) -> Iterator[BrowserContext]:
    """Chromium in a window without an address bar and a back button, as an icon on a home screen opens it, with amina
    signed in. What an installed app can do beyond that (its own task, what lies behind it in the switcher of recent
    apps) belongs to the device, and is not seen here."""
    launch = {
        **whole_browser_launch_args,
        "args": [*whole_browser_launch_args["args"], f"--app={live_site.url}/about/"],
    }
    context = playwright.chromium.launch_persistent_context(tmp_path / "profile", **launch, base_url=live_site.url)
    context.set_default_timeout(10_000)
    context.add_cookies(live_site.playwright_cookies_of(amina))
    watch.context(context)
    yield context
    context.close()


def test_sg_28_from_the_installed_app(installed, live_site, elsewhere):
    (page,) = installed.pages
    page.goto("/account/")
    assert page.evaluate("matchMedia('(display-mode: standalone)').matches"), "this is no window of an app"
    page.locator(".bar a.exit").click()
    away(page, elsewhere)
    assert settings.SESSION_COOKIE_NAME not in {cookie["name"] for cookie in installed.cookies(live_site.url)}
    assert not Session.objects.exists()
    # There is no address bar to come back by; going back (the gesture of a phone) must not show it either.
    with page.expect_navigation(url=elsewhere):
        page.evaluate("history.back()")
    away(page, elsewhere)
    # Opened again from its icon it is there, signed out.
    page.goto("/help/")
    expect(page.locator('.nav a[href="/account/login/"]')).to_be_visible()
