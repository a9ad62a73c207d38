"""What a browser without JavaScript does too. Finding help, projects, circles and leaving have theirs beside their
journeys."""

from playwright.sync_api import expect

from moderation.models import Flag
from pop.accounts.models import Login
from tests.factories import innovations
from tests.people import PASSPHRASE


def test_an_account_is_made_signed_out_and_entered_again(visit, live_site):
    page = visit(screen="phone", javascript=False)
    page.goto("/account/signup/")
    page.locator("input[name=name]").fill("Lantern")
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.locator("input[name=passphrase]").press("Enter")
    expect(page.locator(".error-summary a")).to_have_count(1)
    expect(page.locator("input[name=name]")).to_have_value("Lantern")  # not one of the ideas
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.locator("input[name=age_band][value='16-17']").check()
    page.locator("main form .button").last.click()
    expect(page.locator(".code-list li")).not_to_have_count(0)
    assert Login.objects.get().age_band == "16-17"

    page.goto("/account/logout/")
    page.locator("main form .button").first.click()
    page.goto("/account/login/")
    page.locator("input[name=login]").fill("Lantern")
    page.locator("input[name=password]").fill(PASSPHRASE)
    page.locator("input[name=password]").press("Enter")
    expect(page).to_have_url(f"{live_site.url}/account/")


def test_sg_50_something_is_flagged(visit, live_site, amina, zola):
    project = innovations.published(amina, zola)
    page = visit(screen="small phone", language="ar", javascript=False)
    page.goto(f"/ar/innovations/{project.pk}/")
    page.locator("main a[href*='/moderation/flag/']").click()
    page.locator("main form button.button").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("input[name=reason][value=private]").check()
    page.locator("main form button.button").click()
    expect(page).to_have_url(f"{live_site.url}/ar/moderation/flagged/")
    assert Flag.objects.get().reason == "private"
