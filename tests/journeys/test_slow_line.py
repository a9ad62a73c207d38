"""A line of 50 kbit/s with 400 ms of delay, nothing cached: every core way can be gone to its end. How long each takes,
`make bench-pages` says. And while scripts have not come yet, or never come, the page they belong to can be used."""

import pytest
from playwright.sync_api import expect

from moderation.models import Flag
from peer_circles.models import Message
from pop.accounts.models import Login
from pop.core import clock
from pop.support.demo import ensure_services
from tests.benchmarks.pages import SLOW
from tests.factories import circles, innovations
from tests.people import PASSPHRASE

PATIENCE = 60_000  # milliseconds: a whole way on that line, on a busy machine


@pytest.fixture
def far_away(visit):
    """Opens a page at the end of such a line."""

    def open_page(*somebody, **how):
        page = visit(*somebody, screen="phone", **how)
        page.set_default_timeout(PATIENCE)
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
        return page

    return open_page


@pytest.fixture
def without_scripts(visit):
    """Opens a page whose scripts are asked for and never come, which holds nothing up."""

    def open_page(*somebody, path: str):
        page = visit(*somebody, screen="phone")
        page.route("**/*.js", lambda _route: None)
        page.goto(path, wait_until="commit")
        return page

    return open_page


def test_sg_33_help_is_found(far_away, live_site):
    ensure_services(clock.now())
    page = far_away(language="ar")
    page.goto("/ar/about/", wait_until="commit")
    page.locator("header a[href='/ar/help/']").click()
    page.locator("select[name=country]").select_option("ke")
    page.locator("form:has(select[name=country]) button").click()
    expect(page.locator("main a[href='tel:116']").first).to_be_visible(timeout=PATIENCE)


def test_an_account_is_made(far_away, live_site):
    page = far_away()
    page.goto("/account/signup/", wait_until="commit")
    page.locator("#id_name").fill("Lantern")
    page.locator("#id_passphrase").fill(PASSPHRASE)
    page.get_by_role("radio", name="16").check()
    page.get_by_role("button", name="Sign up").last.click()
    expect(page.locator(".code-list li").first).to_be_visible(timeout=PATIENCE)
    assert Login.objects.get().username == "lantern"


def test_two_people_talk(far_away, visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    hers, his = far_away(amina), visit(bilal)
    hers.goto(f"/circles/{circle.pk}/", wait_until="commit")
    his.goto(f"/circles/{circle.pk}/")
    his.get_by_text("You are connected.").wait_for()
    hers.get_by_text("You are connected.").wait_for()
    hers.get_by_role("textbox", name="Your message").fill("Can you hear me?")
    hers.get_by_role("button", name="Send").click()
    expect(his.locator("[role=log]")).to_contain_text("Can you hear me?", timeout=PATIENCE)
    expect(hers.locator("[role=log]")).to_contain_text("Can you hear me?", timeout=PATIENCE)
    his.get_by_role("textbox", name="Your message").fill("Yes.")
    his.get_by_role("button", name="Send").click()
    expect(hers.locator("[role=log]")).to_contain_text("Yes.", timeout=PATIENCE)
    assert Message.objects.count() == 2


def test_before_its_scripts_have_come_a_room_is_read_and_written_in(without_scripts, live_site, joel, amina):
    circle = circles.circle(joel, amina)
    page = without_scripts(amina, path=f"/circles/{circle.pk}/")
    page.get_by_role("textbox", name="Your message").fill("Is anybody here?")
    page.get_by_role("button", name="Send").click(no_wait_after=True)
    expect(page.locator(".say__text", has_text="Is anybody here?")).to_be_visible()
    assert Message.objects.get().text == "Is anybody here?"


def test_sg_50_before_its_scripts_have_come_a_form_is_sent(without_scripts, live_site, amina, zola):
    project = innovations.published(amina, zola)
    page = without_scripts(path=f"/moderation/flag/project/{project.pk}/")
    page.locator("input[name=reason][value=private]").check()
    page.locator("main form button.button").click(no_wait_after=True)
    page.wait_for_url("**/moderation/flagged/", wait_until="commit")
    assert Flag.objects.get().reason == "private"


def test_sg_28_before_its_script_has_come_the_way_out_leads_out(without_scripts, live_site, elsewhere, amina):
    page = without_scripts(amina, path="/account/")
    page.locator(".bar a.exit").click(no_wait_after=True)
    page.wait_for_url(elsewhere)
    assert page.context.cookies(live_site.url) == []
