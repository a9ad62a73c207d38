"""The line breaks while a form is sent: the words stay, and once it is back they arrive exactly once."""

import pytest
from playwright.sync_api import expect

from innovations.models import Project
from moderation.models import Flag
from tests.factories import innovations

TITLE, SUMMARY = "The walk-home card", "A paper card that makes checking in with a friend normal."
NOT_SENT = "Not sent. Your words are still here."


def write(page):
    page.goto("/innovations/new/")
    page.get_by_label("Title").fill(TITLE)
    page.locator("#id_summary").fill(SUMMARY)


def words_are_there(page):
    expect(page.get_by_role("alert")).to_contain_text(NOT_SENT)
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    expect(page.locator("#id_summary")).to_have_value(SUMMARY)


def test_without_a_line_nothing_is_lost_and_then_it_arrives(visit, amina):
    page = visit(amina, screen="phone")
    write(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    words_are_there(page)
    assert not Project.objects.exists()

    page.get_by_role("button", name="Try again").click()
    words_are_there(page)
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Saved. Only you can see it.")).to_be_visible()
    assert Project.objects.get().title == TITLE
    assert page.evaluate("localStorage.length") == 0  # SEC-55


def test_an_answer_that_is_lost_does_not_make_two_of_it(visit, amina):
    page = visit(amina)
    write(page)
    lost = []

    def lose(route):
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch(max_redirects=0).status)  # the server has done it
        return route.abort("connectionreset")

    page.route("**/innovations/new/", lose)
    page.get_by_role("button", name="Save and preview").click()
    words_are_there(page)
    assert lost == [204]
    assert Project.objects.count() == 1
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/preview/")  # the button that was pressed still counts
    assert Project.objects.count() == 1


def test_what_is_wrong_is_said_in_the_page_and_can_be_put_right(visit, amina):
    page = visit(amina)
    page.goto("/innovations/new/")
    page.locator("#id_summary").fill(SUMMARY)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#id_summary")).to_have_value(SUMMARY)
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. Only you can see it.")).to_be_visible()
    assert Project.objects.count() == 1


def test_whoever_was_signed_out_meanwhile_keeps_their_words(visit, amina, live_site):
    page = visit(amina)
    write(page)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("you were signed out")
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    page.context.add_cookies(live_site.playwright_cookies_of(amina))
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Saved. Only you can see it.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_stranger_tells_us_of_something_wrong(visit, amina, zola, javascript):
    project = innovations.published(amina, zola)
    page = visit(javascript=javascript)
    page.goto(f"/moderation/flag/project/{project.pk}/")
    page.get_by_role("radio").first.check()
    if javascript:
        page.context.set_offline(True)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text(NOT_SENT)
        page.context.set_offline(False)
        page.get_by_role("button", name="Try again").click()
    else:
        page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/flagged/")
    assert Flag.objects.count() == 1


def test_signing_up_over_a_bad_line_leads_to_the_recovery_codes(visit):
    page = visit(screen="phone")
    page.goto("/account/signup/")
    page.locator("#id_name").fill("Lantern7")
    page.locator("#id_passphrase").fill("seven quiet rivers")
    page.get_by_role("radio", name="16").check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("alert")).to_contain_text(NOT_SENT)
    expect(page.locator("#id_passphrase")).to_have_value("seven quiet rivers")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".code-list li").first).to_be_visible()
    expect(page.get_by_role("navigation").get_by_text("My account")).to_be_visible()
