"""The same ways by keyboard alone. Each time the Tab key is pressed, the focus must be somewhere, be seen, and not lie
under something else; nothing here touches a mouse."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page, expect

from innovations.models import Project
from moderation.models import Flag
from peer_circles.models import Message
from pop.core import clock
from pop.support.demo import ensure_services
from tests.factories import circles, innovations
from tests.people import PASSPHRASE

MOST_TABS = 90
FOCUS = """wanted => {
  const at = document.activeElement;
  if (!at || at === document.body) return {there: false, lost: true};
  const box = at.getBoundingClientRect();
  const shown = [at, ...(at.matches("input[type=checkbox], input[type=radio]") ? at.labels : [])];
  const ring = shown.map(one => getComputedStyle(one)).some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  const top = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1));
  const open = top && (at.contains(top) || top.contains(at) || Boolean(at.closest(".card--link")?.contains(top)));
  return {there: at.matches(wanted), lost: false, ring, open, what: at.outerHTML.slice(0, 160)};
}"""  # noqa: E501


class Keyboard:
    """Somebody who has only that."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, css: str) -> None:
        """Press Tab until the focus is on this. Once round the page the focus may leave it for the browser's own."""
        away = 0
        for _ in range(MOST_TABS):
            self.press("Tab")
            focus = self.page.evaluate(FOCUS, css)
            away = away + 1 if focus["lost"] else 0
            assert away < 2, "the focus is lost"
            if focus["lost"]:
                continue
            assert focus["ring"], f"the focus is not seen on {focus['what']}"
            assert focus["open"], f"something lies over {focus['what']}"
            if focus["there"]:
                return
        raise AssertionError(f"the Tab key does not lead to {css}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def follow(self, css: str) -> None:
        self.reach(css)
        self.press("Enter")

    def write(self, css: str, words: str) -> None:
        self.reach(css)
        self.page.keyboard.insert_text(words)

    def choose(self, css: str) -> None:
        """One of some radio buttons: Tab to the group, arrows within it."""
        name = self.page.locator(css).first.get_attribute("name")
        self.reach(f"input[name='{name}']")
        self.press("Space")
        for _ in range(20):
            if self.page.evaluate("css => document.activeElement.matches(css)", css):
                return
            self.press("ArrowDown")
        raise AssertionError(f"the arrows do not lead to {css}")


@pytest.fixture
def by_keyboard(visit):
    def open_page(*somebody, **how) -> Keyboard:
        return Keyboard(visit(*somebody, **how))

    return open_page


def test_sg_33_help_is_found(by_keyboard, live_site):
    ensure_services(clock.now())
    keys = by_keyboard()
    page = keys.page
    page.goto("/about/")
    keys.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("main")).to_be_focused()
    keys.press("Tab")
    assert page.evaluate("document.querySelector('main, footer').contains(document.activeElement) "
                         "|| Boolean(document.activeElement.closest('footer'))")  # fmt: skip
    page.goto("/about/")
    keys.follow(".bar a[href='/help/']")
    expect(page).to_have_url(f"{live_site.url}/help/")
    keys.reach("select[name=country]")
    page.keyboard.type("Kenya")
    keys.follow("main form:has(select) .button")
    expect(page.get_by_role("heading", level=1)).to_have_text("Help: Kenya")
    keys.reach("a[href='tel:116']")


def test_an_account_is_made_and_what_was_wrong_is_said_first(by_keyboard, live_site):
    keys = by_keyboard()
    page = keys.page
    page.goto("/account/signup/")
    keys.write("input[name=name]", "Lantern")
    keys.write("input[name=passphrase]", PASSPHRASE)
    keys.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    keys.follow(".error-summary a")
    expect(page.locator("fieldset.field--bad")).to_be_focused()
    keys.choose("input[name=age_band][value='16-17']")
    keys.write("input[name=passphrase]", PASSPHRASE)
    keys.press("Enter")
    expect(page.locator(".code-list")).to_be_visible()


def test_sec_43_staff_come_in_with_their_second_factor(by_keyboard, live_site, zola):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(zola.login, secret)
    keys = by_keyboard()
    page = keys.page
    page.goto("/account/login/")
    keys.write("input[name=login]", "zola")
    keys.write("input[name=password]", PASSPHRASE)
    keys.press("Enter")
    expect(page).to_have_url(f"{live_site.url}/account/security/authenticate/")
    keys.write("input[name=code]", totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))
    keys.press("Enter")
    expect(page).to_have_url(f"{live_site.url}/account/")


def test_sg_10_amina_joins_and_talks_and_joel_lets_it_through(by_keyboard, live_site, joel, amina):
    circle = circles.circle(joel, pre_moderated=True)
    keys = by_keyboard(amina)
    page = keys.page
    page.goto("/circles/")
    keys.follow(f"main a[href*='{circle.pk}']")
    expect(page.locator("input[name=agree]")).to_be_visible()
    keys.reach("input[name=agree]")
    keys.press("Space")
    keys.follow("main form:has([name=agree]) .button")
    page.get_by_text("You are connected.").wait_for()
    keys.write("textarea[name=text]", "Hello, everybody.")
    keys.follow("[data-part=form] .button")
    expect(page.get_by_text("Waiting for a facilitator")).to_be_visible()
    assert page.evaluate("document.activeElement !== document.body"), "the focus is lost after sending"

    staff = by_keyboard(joel)
    staff.page.goto(f"/circles/{circle.pk}/")
    staff.page.get_by_text("You are connected.").wait_for()
    staff.follow(".held button[value=approve]")
    expect(staff.page.locator("[role=log]", has_text="Hello, everybody.")).to_be_visible()
    expect(staff.page.locator(".held")).to_have_count(0)
    expect(page.locator("[role=log]", has_text="Hello, everybody.")).to_be_visible()
    assert Message.objects.get().state == "published"
    # What took the decision is gone with its card: the focus must not be gone with it.
    staff.reach("a, button, textarea, summary")


def test_a_project_is_written_sent_in_and_decided(by_keyboard, live_site, amina, zola):
    text = innovations.WALK_HOME
    keys = by_keyboard(amina)
    page = keys.page
    page.goto("/innovations/")
    keys.follow("main a[href='/innovations/new/']")
    expect(page.locator("[name=title]")).to_be_visible()
    for name in ("title", "summary", "problem", "solution", "protection", "sharing"):
        if name == "problem":
            keys.reach("select[name=topic]")
            page.keyboard.type("Safe on")
        keys.write(f"[name={name}]", getattr(text, name))
    keys.choose("input[name=licence][value='CC-BY-4.0']")
    keys.follow("main form button[value=preview]")
    expect(page.get_by_role("heading", level=1)).to_have_text(text.title)
    keys.follow("main a[href$='/send/']")
    boxes = page.locator("main input[type=checkbox]")
    expect(boxes.first).to_be_visible()
    for value in [box.get_attribute("value") for box in boxes.all()]:
        keys.reach(f"input[type=checkbox][value='{value}']")
        keys.press("Space")
    keys.follow("main form .button:not(.button--quiet)")
    expect(page).to_have_url(f"{live_site.url}/innovations/mine/")

    staff = by_keyboard(zola)
    staff.page.goto("/moderation/")
    staff.follow(".queue a")
    expect(staff.page.locator("input[name=decision]").first).to_be_visible()
    staff.choose("input[name=decision][value=approve]")
    staff.follow("[data-part=decide] .button")
    expect(staff.page.get_by_role("button", name="Undo")).to_be_visible()
    expect(staff.page.locator("[data-part=announce]")).to_contain_text("Sent: Approve.", timeout=15_000)
    assert Project.objects.get().is_public


def test_sg_50_something_is_flagged(by_keyboard, live_site, amina, zola):
    project = innovations.published(amina, zola)
    keys = by_keyboard()
    page = keys.page
    page.goto(f"/innovations/{project.pk}/")
    keys.follow("main a[href*='/moderation/flag/']")
    expect(page.locator("input[name=reason]").first).to_be_visible()
    keys.choose("input[name=reason][value=private]")
    keys.follow("main form button.button")
    expect(page).to_have_url(f"{live_site.url}/moderation/flagged/")
    assert Flag.objects.get().reason == "private"


def test_sg_28_leaving_is_three_keys_away(by_keyboard, live_site, elsewhere, amina):
    keys = by_keyboard(amina)
    keys.page.goto("/circles/")
    keys.press("Tab", "Tab", "Enter")
    expect(keys.page).to_have_url(elsewhere)
