"""otto writes his organisation's page and hands it in; ada publishes it; olga's page is out of his reach."""

import re

import pytest
from playwright.sync_api import expect

from pop.pages.actions import prepare_site, sync_editor_groups
from pop.pages.models import PartnerPage


@pytest.fixture
def partners(live_site, otto, olga, ada):
    prepare_site()
    for somebody in (otto, olga, ada):
        sync_editor_groups(login_id=somebody.login.pk)
    return {
        name: PartnerPage.objects.get(organisation__in=person.actor.organisation_ids)
        for name, person in (("otto", otto), ("olga", olga))
    }


def test_otto_edits_his_page_and_cannot_touch_anothers(visit, partners, otto, ada):
    mine, others = partners["otto"], partners["olga"]

    page = visit(otto)
    page.goto("/cms/")
    page.goto(f"/cms/pages/{mine.pk}/edit/")
    page.locator("#id_summary").fill("We are at the harbour, and we listen.")
    page.locator("#panel-child-content-what_we_do-section [role=textbox]").click()
    page.keyboard.type("Open evenings on Tuesdays.")
    expect(page.locator("input[name=what_we_do]")).to_have_value(re.compile("Tuesdays"))  # the editor has caught up
    page.get_by_role("button", name=re.compile("Save draft")).first.click()
    expect(page.get_by_text(re.compile("has been updated|has been saved")).first).to_be_visible()

    preview = page.context.new_page()
    preview.goto(f"/cms/pages/{mine.pk}/view_draft/")
    expect(preview.get_by_text("We are at the harbour, and we listen.")).to_be_visible()
    expect(preview.get_by_text("Open evenings on Tuesdays.")).to_be_visible()
    preview.close()

    assert page.goto(f"/cms/pages/{others.pk}/edit/").status == 404
    assert page.goto(f"/cms/pages/{others.pk}/view_draft/").status == 404
    page.goto("/cms/pages/")
    expect(page.get_by_text("Northern Schools Network")).to_have_count(0)

    page.goto(f"/cms/pages/{mine.pk}/edit/")
    expect(page.get_by_role("button", name=re.compile("^Publish"))).to_have_count(0)
    page.locator(".w-dropdown-button [data-w-dropdown-target=toggle]").last.click()
    page.locator("button[name=action-submit]").click()
    expect(page.get_by_text(re.compile("submitted for moderation|has been submitted")).first).to_be_visible()

    stranger = visit()
    assert stranger.goto("/partners/harbour-youth-trust/").status == 404

    owner = visit(ada)
    owner.goto("/cms/")
    expect(owner.get_by_text("Harbour Youth Trust").first).to_be_visible()
    owner.goto(f"/cms/pages/{mine.pk}/edit/")
    owner.locator(".w-dropdown-button [data-w-dropdown-target=toggle]").last.click()
    owner.locator("[data-workflow-action-name=approve]:visible").first.click()
    expect(owner.get_by_text("has been updated")).to_be_visible()

    stranger.goto("/partners/harbour-youth-trust/")
    expect(stranger.get_by_text("We are at the harbour, and we listen.")).to_be_visible()
    expect(stranger.get_by_text("Open evenings on Tuesdays.")).to_be_visible()


def test_the_front_door_in_both_languages(visit, partners):
    page = visit(screen="phone", javascript=False)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your online world should have your back")
    page.goto("/ar/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0
