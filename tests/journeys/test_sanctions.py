"""A mute that teaches, in browsers: a facilitator mutes beside the room; the person reads why and what to do
differently, keeps what they typed, can ask for help, and writes again when the time is over."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from moderation.models import Sanction
from pop.core import clock
from tests.factories import circles
from tests.factories.sanctions import about_message
from tests.factories.talk import post
from tests.journeys.rooms import room

WORDS = "Bilal is so stupid"
WHY = "That was about bilal, and it hurts."


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


def box(page):
    return page.locator('[data-part="form"] textarea')


def card(page):
    return page.locator('[data-part="sanction"] .sanction')


def say(page, text):
    box(page).fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def test_sg_49_muted_in_a_live_room_and_back_when_the_time_is_over(visit, live_site, circle, joel, amina, bilal):
    hers, his, staff = visit(amina, screen="phone"), visit(bilal), visit(joel)
    for page in (hers, his, staff):
        room(page, circle)
    say(hers, WORDS)
    said = staff.locator('[data-part="says"] li', has_text=WORDS)
    said.wait_for()
    said.get_by_text("More", exact=True).click()
    box(hers).fill("and half a thought")

    said.get_by_role("link", name="Mute, or remind of a rule").click()
    form = staff.locator('[data-part="step"]')
    expect(form).to_be_focused()
    expect(form.locator("[data-step-words]")).to_have_text(WORDS)
    expect(form.locator('[name="step"]')).to_have_value("reminder")  # suggested; a person chooses
    form.locator('[name="step"]').select_option("mute")
    form.get_by_role("button", name="Take this step").click()
    expect(form.get_by_role("alert")).to_contain_text("Please choose how long")
    form.locator('[name="length"]').select_option("10m")
    form.locator('[name="reason_code"]').select_option("unkind")
    form.locator('[name="explanation"]').fill(WHY)
    form.get_by_role("button", name="Take this step").click()
    expect(form).to_be_hidden()
    expect(said.get_by_role("link", name="Mute, or remind of a rule")).to_be_focused()

    expect(card(hers)).to_contain_text(WORDS)
    for words in ("No bullying", WHY, "Say what you feel", "Time left: 10 minutes"):
        expect(card(hers)).to_contain_text(words)
    expect(box(hers)).to_be_hidden()
    expect(card(his)).to_have_count(0)
    say(his, "I am still here")
    hers.locator('[data-part="says"] li', has_text="I am still here").wait_for()  # reading stays open

    # Near the end the seconds are counted, by the server's clock.
    Sanction.objects.update(since=clock.now() - timedelta(minutes=9), until=clock.now() + timedelta(seconds=8))
    expect(box(hers)).to_be_visible(timeout=20_000)
    expect(card(hers)).to_have_count(0)
    expect(box(hers)).to_have_value("and half a thought")
    say(hers, "Sorry, bilal. That was mean.")
    his.locator('[data-part="says"] li', has_text="Sorry, bilal").wait_for()


def test_sg_49_without_javascript_and_what_happened_with_my_account(visit, live_site, circle, joel, amina):
    message = post(amina, circle, WORDS)
    page = visit(amina, javascript=False)
    about_message(joel, message, "mute", "1h", explanation=WHY)
    page.goto(f"/circles/{circle.pk}/")
    expect(card(page)).to_contain_text("Time left:")
    expect(box(page)).to_be_hidden()
    card(page).get_by_role("link", name="I need help now").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()  # help is there whatever happened
    page.goto("/account/")
    page.get_by_role("link", name="What happened with my account").click()
    page.get_by_role("link", name="You can read, but not write").click()
    for words in (WORDS, WHY, "A person read it and decided"):
        expect(page.locator("main")).to_contain_text(words)
    Sanction.objects.update(since=clock.now() - timedelta(hours=2), until=clock.now() - timedelta(seconds=1))
    page.goto(f"/circles/{circle.pk}/")
    expect(card(page)).to_have_count(0)
    say(page, "Sorry, bilal.")
    expect(page.locator('[data-part="says"]')).to_contain_text("Sorry, bilal.")
