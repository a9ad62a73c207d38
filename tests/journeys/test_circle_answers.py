"""Answers with words and without, and a question without a name, in real browsers."""

from playwright.sync_api import expect

from tests.factories import circles
from tests.journeys.rooms import room, say


def test_an_answer_and_support_reach_the_others(visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    hers, his = visit(amina, screen="phone"), visit(bilal)
    for page in (hers, his):
        room(page, circle)
    say(his, "Exams start on Monday.")
    hers.locator("[role=log]", has_text="Exams start").wait_for()
    hers.get_by_role("link", name="Answer").click()
    expect(hers.locator('[data-part="answered"]')).to_contain_text("You answer bilal: Exams start on Monday.")
    say(hers, "You can do it.")
    expect(his.locator(".say__quote").last).to_have_text("bilal: Exams start on Monday.")
    hers.locator(".say", has_text="Exams start").get_by_text("More", exact=True).first.click()
    hers.get_by_role("button", name="I am with you").click()
    expect(his.locator(".say__support").first).to_have_text("I am with you")
    expect(hers.get_by_role("button", name="I am with you")).to_have_attribute("aria-pressed", "true")
    his.locator(".say--mine").get_by_role("button", name="Take back").click()
    expect(hers.locator(".say__quote").last).to_have_text("Answers a message that is not shown any more.")


def test_a_question_without_a_name(visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    hers, his, staff = visit(amina), visit(bilal), visit(joel)
    for page in (hers, his, staff):
        room(page, circle)
    hers.get_by_label("Ask without my name").check()
    say(hers, "Does it get easier?")
    held = staff.locator(".held", has_text="Does it get easier?")
    expect(held).to_contain_text("amina")
    expect(held).to_contain_text("Without a name for the others")
    held.get_by_role("button", name="Show it").click()
    expect(his.locator("[role=log] .say__name")).to_have_text(["Somebody, without a name"])
    expect(staff.locator("[role=log] [data-unnamed]")).to_have_text("only staff see: amina")
    expect(hers.locator("[role=log] [data-unnamed]")).to_have_text("You, without your name")
    assert "amina" not in his.content()
