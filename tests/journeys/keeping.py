"""Keeping a page of help on the device, as a person does; and being without a network."""

from playwright.sync_api import BrowserContext, Page, expect

WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"


def keep(page: Page, address: str = "/help/ke/") -> None:
    """Ask for it, as a person does."""
    page.goto(address)
    page.locator("pop-keep summary").click()
    page.locator("[data-do=keep]").click()
    expect(page.locator("pop-keep [data-when=kept]")).to_be_visible()


def nothing_is_left(page: Page) -> None:
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate(WORKERS) == 0


def unplug(context: BrowserContext) -> None:
    """No network, and not the browser's own copy of the last minute either."""
    context.new_cdp_session(context.pages[0]).send("Network.clearBrowserCache")
    context.set_offline(True)
