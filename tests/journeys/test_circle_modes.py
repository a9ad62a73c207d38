"""How people talk in a circle, changed by its facilitator while everybody is in the room."""

from playwright.sync_api import expect

from tests.factories import circles
from tests.journeys.rooms import room, say


def change(staff, mode):
    if not staff.get_by_label("How we talk").is_visible():
        staff.get_by_text("How we talk", exact=True).first.click()
    staff.get_by_label("How we talk").select_option(mode)
    staff.get_by_role("button", name="Change", exact=True).click()


def test_turns_are_given_seen_and_passed_and_others_keep_their_words(visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    hers, his, staff = visit(amina, screen="phone"), visit(bilal), visit(joel)
    for page in (hers, his, staff):
        room(page, circle)
    staff.get_by_role("textbox", name="Your message").fill("half a thought")
    change(staff, "turns")
    for page in (hers, his):
        expect(page.get_by_text("Nobody speaks at the moment.")).to_be_visible()
    staff.get_by_label("Who speaks").select_option("amina")
    staff.get_by_role("button", name="Give the turn").click()
    expect(hers.locator('[data-part="speaker"]')).to_have_text("It is your turn.")
    expect(his.locator('[data-part="speaker"]')).to_have_text("Now: amina.")
    expect(his.get_by_role("timer")).to_contain_text("2:5")
    say(his, "me too")
    expect(his.locator('[data-part="status"]')).to_contain_text("It is not your turn")
    expect(his.get_by_role("textbox", name="Your message")).to_have_value("me too")
    say(hers, "It was a good day.")
    his.locator("[role=log]", has_text="It was a good day.").wait_for()
    hers.get_by_role("button", name="I have finished, or I pass").click()
    expect(his.locator('[data-part="speaker"]')).to_have_text("Nobody speaks at the moment.")
    expect(staff.get_by_role("textbox", name="Your message")).to_have_value("half a thought")


def test_slowly_a_message_that_comes_too_soon_keeps_its_words_and_says_when_it_goes(
    visit, live_site, joel, amina, bilal
):
    circle = circles.circle(joel, amina, bilal)
    hers, staff = visit(amina), visit(joel)
    for page in (hers, staff):
        room(page, circle)
    change(staff, "slow")
    expect(hers.get_by_text("We go slowly at the moment.").first).to_be_visible()
    say(hers, "one")
    hers.locator("[role=log]", has_text="one").wait_for()
    say(hers, "two")
    expect(hers.locator(".say--pending")).to_contain_text("two")
    expect(hers.locator(".say--pending [data-state]")).to_contain_text(
        "We go slowly at the moment. This one goes out in"
    )
