"""A visitor finds an open helpline (SG-33, SG-62): on a phone, without JavaScript, without an account."""

import re

import pytest
from playwright.sync_api import expect

from pop.core import clock
from pop.support.demo import ensure_services


@pytest.fixture
def directory(live_site):
    ensure_services(clock.now())


def test_sg_33_help_is_one_tap_away_and_leads_to_a_number_that_is_open(visit, directory):
    page = visit(screen="phone", javascript=False)
    page.goto("/about/")
    page.get_by_role("link", name="Help", exact=True).click()
    page.get_by_label("Where are you?").select_option("ke")
    page.get_by_role("button", name="Show help").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Help: Kenya")
    card = page.get_by_role("listitem").filter(has_text="Childline Kenya 116")
    expect(card.get_by_text("Open now, day and night")).to_be_visible()
    expect(card.get_by_text("Not checked by us yet")).to_be_visible()
    expect(card.get_by_role("link", name=re.compile(r"Call\s+116"))).to_have_attribute("href", "tel:116")
    assert page.context.cookies() == []


def test_sg_33_a_topic_and_a_search_lead_there_too(visit, directory):
    page = visit(screen="small phone", javascript=False)
    page.goto("/help/us/")
    page.get_by_text("Show only some of these").click()
    page.get_by_label("About", exact=True).select_option("lgbtq")
    page.get_by_label("Open now", exact=True).check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("link", name="The Trevor Project")).to_be_visible()
    expect(page.get_by_role("link", name="Crisis Text Line")).to_have_count(0)
    page.goto("/help/")
    page.get_by_label("Or search").fill("cote d'ivoire violence")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Gender-based violence line 1308").click()
    expect(page.get_by_role("link", name=re.compile("1308")).first).to_have_attribute("href", "tel:1308")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("address", ["/help/", "/help/de/", "/help/search?topic=suicide"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_is_wider_than_a_small_phone(visit, directory, address, language):
    page = visit(screen="small phone", language=language)
    page.goto(address if language == "en" else f"/{language}{address}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
