"""Leaving in a real browser (SG-28, SG-29)."""

from contextlib import suppress
from io import BytesIO

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from PIL import Image
from playwright.sync_api import Error, Page, expect

from tests.journeys.leaving import LONG_TALK, SINCE_THE_PRESS

# Presses the link, and tells what lies on top then, all over the screen.
SEEN_ONCE_PRESSED = """() => {
    document.querySelector(".bar a.exit").click();
    const seen = new Set();
    for (let x = 1; x < innerWidth; x += 40) {
        for (let y = 1; y < innerHeight; y += 40) seen.add(document.elementFromPoint(x, y).className);
    }
    return [...seen];
}"""


def colours_of(png: bytes) -> set:
    """Of the lower nine tenths of a screen, where what was read stands."""
    with Image.open(BytesIO(png)) as screen:
        lower = screen.convert("RGB").crop((0, screen.height // 10, screen.width, screen.height))
    return {colour for _count, colour in lower.getcolors(maxcolors=1_000_000)}


def away(page: Page, elsewhere: str) -> None:
    page.wait_for_url(elsewhere)
    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()


def test_sg_28_leaving_ends_the_session_and_back_never_shows_the_site_again(visit, live_site, elsewhere, amina):
    page = visit(amina)
    page.goto("/about/")
    page.goto("/leave/how/")
    page.get_by_role("link", name="Leave", exact=True).click()
    away(page, elsewhere)
    assert settings.SESSION_COOKIE_NAME not in {cookie["name"] for cookie in page.context.cookies(live_site.url)}
    assert not Session.objects.exists()

    # The page left from is replaced; the one before it leads away again before anything of it is drawn.
    with page.expect_navigation(url=elsewhere):
        page.evaluate("history.back()")
    away(page, elsewhere)
    assert page.title() == "Elsewhere"

    # Coming back on purpose works.
    page.goto("/about/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_sg_28_the_page_is_covered_before_the_network_answers(visit, elsewhere):
    page = visit()
    page.goto("/about/")
    page.route("**/leave/", lambda route: None)  # a network that never answers
    # In the same turn of the event loop: nothing is awaited in between.
    assert page.evaluate(SEEN_ONCE_PRESSED) == ["leaving"]
    assert page.evaluate("getComputedStyle(document.querySelector('.leaving')).opacity") == "1"
    assert page.title() == "Loading"
    expect(page.get_by_role("alert")).to_have_text("Loading")  # for a screen reader, once it is on the screen
    page.wait_for_function("document.body.children.length === 1")  # and then everything is taken away
    away(page, elsewhere)  # and it goes all the same


def test_sg_28_shift_three_times_leaves_and_says_so_to_a_screen_reader(visit, elsewhere):
    page = visit()
    page.goto("/about/")
    page.keyboard.press("Shift")
    expect(page.locator("pop-quick-exit [role=status]")).to_have_text("Press Shift 2 more times to leave.")
    page.keyboard.press("Shift")
    page.keyboard.press("a")  # somebody typing capitals stays
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    assert page.url.endswith("/about/")
    page.keyboard.press("Shift")
    away(page, elsewhere)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_sg_28_without_javascript_the_link_does_it(visit, live_site, elsewhere, amina, language):
    page = visit(amina, javascript=False, screen="phone")
    page.goto("/about/" if language == "en" else "/ar/about/")
    page.locator(".bar a.exit").click()
    away(page, elsewhere)
    assert page.context.cookies(live_site.url) == []
    assert not Session.objects.exists()


@pytest.mark.parametrize("javascript", [True, False])
def test_sg_28_the_page_is_covered_from_the_press_on_before_it_is_let_go(visit, elsewhere, javascript):
    page = visit(javascript=javascript)
    page.goto("/about/")
    link = page.locator(".bar a.exit").bounding_box()
    assert len(colours_of(page.screenshot())) > 2
    page.mouse.move(link["x"] + 20, link["y"] + 20)
    page.mouse.down()
    assert colours_of(page.screenshot()) == {(255, 255, 255)}
    page.mouse.up()
    away(page, elsewhere)


def white(page: Page) -> bool:
    return colours_of(page.screenshot()) == {(255, 255, 255)}


def test_sg_28_the_third_shift_covers_when_it_goes_down_and_a_capital_letter_uncovers(visit, elsewhere):
    page = visit()
    page.goto("/about/")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.down("Shift")
    assert white(page)
    page.keyboard.press("A")
    page.keyboard.up("Shift")
    assert not white(page)
    assert page.url.endswith("/about/")
    for _press in range(2):  # the one let go after the letter was none
        page.keyboard.press("Shift")
    assert page.url.endswith("/about/")
    page.keyboard.down("Shift")
    assert white(page)
    page.keyboard.up("Shift")
    away(page, elsewhere)


def test_sg_28_a_press_let_go_beside_the_way_out_shows_the_page_again(visit, elsewhere):
    page = visit()
    page.goto("/about/")
    link = page.locator(".bar a.exit").bounding_box()
    page.mouse.move(link["x"] + 20, link["y"] + 20)
    page.mouse.down()
    assert white(page)
    page.mouse.move(link["x"] + 20, link["y"] + 400)
    page.mouse.up()
    page.wait_for_function("getComputedStyle(document.querySelector('.leaving')).opacity === '0'")
    assert page.url.endswith("/about/")
    page.get_by_role("link", name="Get help").click()  # and the page below can be used
    page.wait_for_url("**/help/")


def test_sg_28_the_way_out_stays_in_sight_while_scrolling_and_comes_early_for_a_keyboard(visit, elsewhere):
    page = visit(screen="small phone")
    page.goto("/leave/how/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".bar a.exit")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the second skip link
    away(page, elsewhere)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_sg_28_by_link_and_by_keyboard_in_every_language_also_where_nothing_was_found(visit, elsewhere, language):
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    page = visit(language=language)
    page.goto(f"{prefix}/nothing-is-here/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator(".bar a.exit").click()
    away(page, elsewhere)
    page.goto(f"{prefix}/account/login/")
    page.locator("main input[type=text]").first.fill("typed")
    for _press in range(3):
        page.keyboard.press("Shift")
    away(page, elsewhere)


def test_sg_28_the_very_next_frame_is_covered_over_a_page_of_3000_messages(visit, elsewhere):
    """How many milliseconds that is on a slow phone, `make bench-pages` says."""
    page = visit(screen="phone")
    page.goto("/about/")
    page.route("**/leave/", lambda route: None)
    page.evaluate(LONG_TALK)
    page.evaluate(f"window.taken = ({SINCE_THE_PRESS})(); 0")
    for _press in range(3):
        page.keyboard.press("Shift")
    assert page.evaluate("window.taken")["covered"]
    away(page, elsewhere)


def test_sg_28_leaving_without_a_network_is_finished_by_the_next_request(visit, live_site, elsewhere, amina):
    page = visit(amina)
    page.goto("/account/")
    page.context.set_offline(True)
    with suppress(Error):
        page.locator(".bar a.exit").click()
        page.wait_for_url(lambda url: not url.startswith(live_site.url))
    assert Session.objects.exists()  # nobody could tell the server
    page.context.set_offline(False)
    page.goto("/about/")
    expect(page.locator('.nav a[href="/account/login/"]')).to_be_visible()
    assert not Session.objects.exists()
    names = {cookie["name"] for cookie in page.context.cookies(live_site.url)}
    assert settings.SESSION_COOKIE_NAME not in names
    assert "away" not in names


def test_sg_28_no_page_may_hold_anybody_back(visit, elsewhere):
    page = visit()
    page.on("dialog", lambda dialog: pytest.fail("a dialog stood in the way"))
    page.goto("/account/login/")
    page.evaluate("addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'no'; })")
    page.locator("main input[type=text]").first.fill("typed")
    page.locator(".bar a.exit").click()
    away(page, elsewhere)


def test_sg_29_that_history_stays_is_said_in_every_language(client, db):
    for code, _name in settings.LANGUAGES:
        prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
        assert 'id="what-stays"' in client.get(f"{prefix}/leave/how/").content.decode()
