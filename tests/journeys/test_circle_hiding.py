"""Hiding somebody in the room one is in: it holds at once, and they see no difference."""

from playwright.sync_api import expect

from tests.factories import circles
from tests.journeys.rooms import room, say


def test_sg_05_whom_one_blocks_is_gone_here_and_sees_no_difference(visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    hers, his = visit(amina, screen="phone"), visit(bilal)
    for page in (hers, his):
        room(page, circle)
    say(his, "You always say that.")
    hers.get_by_text("More", exact=True).click()
    hers.get_by_role("link", name="Hide this person").click()
    hers.get_by_label("Show me nothing of what they write.").check()
    hers.get_by_role("button", name="Hide them").click()
    hers.get_by_text("You are connected.").wait_for()
    expect(hers.get_by_text("You always say that.")).to_have_count(0)
    say(his, "And again.")
    say(hers, "Good evening")
    expect(his.locator("[role=log] .say__text")).to_have_text(["You always say that.", "And again.", "Good evening"])
    expect(hers.locator("[role=log] .say__text:visible")).to_have_text(["Good evening"])
    expect(hers.locator("pop-circle-room")).not_to_contain_text("And again.")  # not hidden: never sent
