"""Keeping a country's help page on the device (SG-33, SG-36, SG-41, SEC-55): off until asked for, nothing personal,
gone with one tap, with leaving and with signing out. Real Chromium, really without a network."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils.formats import date_format
from playwright.sync_api import Error, Page, expect

from pop.core import clock
from pop.support.demo import ensure_services
from pop.support.models import Service
from tests.factories.circles import circle
from tests.factories.support import NOW
from tests.journeys.keeping import keep, nothing_is_left, unplug

WHAT_IS_STORED = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
    }
    return found.sort();
}"""


@pytest.fixture
def directory(live_site, prepared_site):
    ensure_services(NOW)
    return live_site


def stored(page: Page) -> list[str]:
    return page.evaluate(WHAT_IS_STORED)


def test_sg_36_nothing_is_kept_until_somebody_asks_and_the_private_choice_comes_first(visit, directory):
    page = visit(screen="phone")
    page.goto("/help/ke/")
    expect(page.locator("pop-keep summary")).to_be_visible()
    expect(page.locator("[data-do=keep]")).to_be_hidden()
    nothing_is_left(page)
    page.locator("pop-keep summary").click()
    expect(page.locator("pop-keep")).to_contain_text("Others who use this phone could find it.")
    buttons = page.locator("pop-keep details button")
    expect(buttons).to_have_text(["Do not keep it", "Keep on this phone"])
    sizes = [box["height"] for box in (button.bounding_box() for button in buttons.all())]
    assert min(sizes) >= 44
    first, second = (button.get_attribute("class") for button in buttons.all())
    assert first == second
    buttons.nth(0).click()
    expect(page.locator("[data-do=keep]")).to_be_hidden()
    nothing_is_left(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_sg_33_the_kept_page_opens_without_a_network_and_other_pages_give_the_emergency_numbers(
    visit, directory, language
):
    prefix = "" if language == "en" else "/ar"
    page = visit(screen="phone", language=language)
    keep(page, f"{prefix}/help/ke/")
    unplug(page.context)

    page.goto(f"{prefix}/help/ke/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator('a[href="tel:116"]').first).to_be_visible()
    expect(page.locator('.notice--warning a[href="tel:999"]')).to_be_visible()
    assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0)")
    assert page.evaluate("document.styleSheets.length") == 2
    expect(page.locator(".badge--open")).to_have_count(0)  # "open now" of another day would be a lie
    expect(page.locator("pop-keep [data-do=remove]")).to_be_visible()
    if language == "en":
        today = date_format(clock.now(), "DATE_FORMAT")
        expect(page.locator("main")).to_contain_text(f"Kept on {today}. Numbers may have changed since then.")

    for elsewhere in (f"{prefix}/", f"{prefix}/innovations/", f"{prefix}/help/de/", f"{prefix}/about/"):
        page.goto(elsewhere)
        expect(page.locator('.notice--warning a[href="tel:999"]')).to_be_visible()
        expect(page.locator(f'main a[href="{prefix}/help/ke/"]')).to_be_visible()


def test_a_country_without_numbers_of_its_own_gets_its_helplines_and_what_is_true_everywhere(visit, directory):
    from pop.support.numbers import emergency_numbers

    code = next(
        code
        for code in Service.objects.filter(phones__isnull=False).values_list("country", flat=True)
        if not emergency_numbers(code)
    )
    page = visit(screen="phone")
    keep(page, f"/help/{code.lower()}/")
    unplug(page.context)
    page.goto("/about/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page needs internet")
    expect(page.locator('main li a[href^="tel:"]').first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Calls and text messages need no internet")


@pytest.mark.parametrize("where", ["/help/ke/", "/about/", "/offline/"])
def test_one_tap_removes_it_everywhere_it_is_shown_also_without_a_network(visit, directory, where):
    page = visit(screen="phone")
    keep(page)
    unplug(page.context)
    page.goto(where)
    page.locator("[data-do=remove]").click()
    expect(page.locator("pop-keep [role=status]")).to_have_text("Removed. Nothing is kept on this phone.")
    nothing_is_left(page)
    page.context.set_offline(False)
    page.goto("/leave/how/")
    expect(page.locator("pop-keep")).to_contain_text("This phone keeps no help page.")
    nothing_is_left(page)


def test_it_can_be_kept_again_at_once(visit, directory):
    page = visit()
    keep(page)
    page.locator("[data-do=remove]").click()
    expect(page.locator("pop-keep summary")).to_be_visible()
    page.locator("pop-keep summary").click()
    page.locator("[data-do=keep]").click()
    expect(page.locator("pop-keep [data-when=kept]")).to_be_visible()
    assert "/help/ke/kept/" in stored(page)


def test_the_next_country_takes_the_place_of_the_first(visit, directory):
    page = visit()
    keep(page)
    page.goto("/ar/help/gb/")
    expect(page.locator("pop-keep [data-when=other]")).to_contain_text("Kenya")
    keep(page, "/ar/help/gb/")
    pages = [path for path in stored(page) if not path.startswith("/static/")]
    assert pages == ["/ar/help/gb/kept/", "/ar/help/gb/offline/", "/kept"]


def test_sec_55_nothing_personal_is_ever_kept(visit, directory, amina, joel):
    room = circle(joel, amina)
    page = visit(amina)
    keep(page)
    for path in (
        "/account/",
        "/account/data/",
        "/account/notices/",
        "/innovations/mine/",
        "/circles/",
        f"/circles/{room.pk}/",
        "/help/ke/",
        "/help/",
        "/",
    ):
        page.goto(path)
        expect(page.locator(".bar a.exit")).to_be_visible()
    paths = stored(page)
    assert [path for path in paths if not path.startswith("/static/")] == [
        "/help/ke/kept/",
        "/help/ke/offline/",
        "/kept",
    ]
    texts = page.evaluate(
        """async () => {
            const cache = await caches.open((await caches.keys())[0]);
            const answers = await Promise.all((await cache.keys()).map((request) => cache.match(request)));
            return Promise.all(answers.map((answer) => answer.text()));
        }"""
    )
    assert texts
    for text in texts:
        assert amina.name not in text
        assert "/account/notices/" not in text  # the frame of somebody who is signed in
        assert "csrf" not in text

    # Where people are signed in, the worker never answers: the browser's own page stands there.
    unplug(page.context)
    for path in ("/account/", "/circles/"):
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(path)


def test_sec_55_pages_that_a_session_coloured_are_refused_by_the_worker(visit, directory, amina):
    """Even if the browser sent cookies along: what is "no-store" is not kept."""
    page = visit()
    page.goto("/help/ke/")
    page.route("**/help/ke/kept/", lambda route: route.fulfill(headers={"Cache-Control": "no-store"}, body="mine"))
    page.context.route(
        "**/help/ke/kept/", lambda route: route.fulfill(headers={"Cache-Control": "no-store"}, body="mine")
    )
    page.locator("pop-keep summary").click()
    page.locator("[data-do=keep]").click()
    expect(page.locator("pop-keep [role=status]")).to_contain_text("That did not work.")
    nothing_is_left(page)


def test_sg_28_leaving_takes_it_along(visit, directory, elsewhere):
    page = visit()
    keep(page)
    page.locator(".bar a.exit").click()
    page.wait_for_url(elsewhere)
    page.goto("/about/")
    nothing_is_left(page)


def test_sg_28_leaving_without_a_network_takes_it_along(visit, directory, elsewhere):
    page = visit()
    keep(page)
    unplug(page.context)
    page.goto("/help/ke/")
    page.locator(".bar a.exit").click()
    with suppress(Error):  # the browser's own page about having no network, under the neutral site's address
        page.wait_for_url(lambda url: not url.startswith(directory.url))
    page.context.set_offline(False)
    page.goto("/about/")
    nothing_is_left(page)


def test_signing_out_takes_it_along(visit, directory, amina):
    page = visit(amina)
    keep(page)
    page.goto("/account/logout/")
    page.locator("main button").click()
    expect(page.locator('.nav a[href="/account/login/"]')).to_be_visible()
    nothing_is_left(page)


def test_sg_34_a_copy_is_renewed_when_its_page_is_visited_on_another_day(visit, directory):
    page = visit()
    keep(page)
    long_ago = (clock.now() - timedelta(days=3)).isoformat()
    page.evaluate(
        """async (day) => {
            const cache = await caches.open((await caches.keys())[0]);
            const record = await (await cache.match("/kept")).json();
            await cache.put("/kept", new Response(JSON.stringify({ ...record, on: day })));
        }""",
        long_ago,
    )
    page.goto("/help/de/")  # another page: the copy stays as it is
    assert page.evaluate("async () => (await (await caches.match('/kept')).json()).on") == long_ago
    page.goto("/help/ke/")
    page.wait_for_function(
        "async (day) => (await (await caches.match('/kept')).json()).on > day", arg=clock.now().date().isoformat()
    )


def test_a_new_version_fetches_the_copies_anew_and_drops_the_old(visit, directory, monkeypatch):
    page = visit()
    keep(page)
    (first,) = page.evaluate("caches.keys()")
    from frontend import views

    source = views._worker_source.__wrapped__(True).replace(first.removeprefix("kept-"), "another")
    monkeypatch.setattr(views, "_worker_source", lambda is_on: source)
    page.goto("/about/")
    page.wait_for_function("async () => (await caches.keys()).join() === 'kept-another'")
    assert "/help/ke/kept/" in stored(page)
    unplug(page.context)
    page.goto("/help/ke/")
    expect(page.locator('a[href="tel:116"]').first).to_be_visible()


def test_the_switch_takes_everything_back(visit, directory, settings):
    page = visit()
    keep(page)
    settings.POP_KEEP_HELP = False
    page.goto("/about/")
    page.wait_for_function("async () => (await caches.keys()).length === 0")
    page.wait_for_function("async () => (await navigator.serviceWorker.getRegistrations()).length === 0")
    page.goto("/help/ke/")
    page.reload()  # not the browser's copy of a minute ago
    expect(page.locator("pop-keep")).to_have_count(0)


def test_without_javascript_nothing_is_offered_that_would_not_work(visit, directory):
    page = visit(javascript=False)
    for path in ("/help/ke/", "/leave/how/", "/offline/"):
        page.goto(path)
        expect(page.locator("pop-keep")).to_be_hidden()
