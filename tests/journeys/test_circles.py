"""Two members and a facilitator, each in a browser of their own."""

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from peer_circles.models import Message
from tests.factories import circles
from tests.live import PATIENCE

WORDS = "It was a long week, but today was good."


def room(page, circle):
    page.goto(f"/circles/{circle.pk}/")
    page.get_by_text("You are connected.").wait_for()


def say(page, text):
    page.get_by_role("textbox", name="Your message").fill(text)
    page.get_by_role("button", name="Send").click()


def test_sg_10_a_held_message_appears_for_everybody_once_it_is_approved(visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal, pre_moderated=True)
    hers, his, staff = visit(amina, screen="phone"), visit(bilal), visit(joel)
    for page in (hers, his, staff):
        room(page, circle)
    say(hers, WORDS)
    hers.get_by_text("Waiting for a facilitator").wait_for()
    staff.locator(".held", has_text=WORDS).wait_for()
    assert WORDS not in his.content()

    say(staff, "Thank you all for coming.")
    his.locator("[role=log]", has_text="Thank you all for coming.").wait_for()
    staff.locator(".held", has_text=WORDS).get_by_role("button", name="Show it").click()
    for page in (hers, his, staff):
        page.locator("[role=log]", has_text=WORDS).wait_for()
        expect(page.locator("[role=log] .say__text")).to_have_text(["Thank you all for coming.", WORDS])
    expect(hers.locator(".say--waiting, .say--pending")).to_have_count(0)
    his.reload()
    expect(his.locator("[role=log] .say__text")).to_have_text(["Thank you all for coming.", WORDS])


def test_sec_04_what_was_said_while_the_line_was_down_comes_after_it_and_nothing_is_sent_twice(
    visit, live_site, joel, amina, bilal
):
    circle = circles.circle(joel, amina, bilal)
    hers, his = visit(amina), visit(bilal)
    # The browser's own sockets, so that the test can cut them as a tunnel does.
    hers.add_init_script(
        "window.lines = []; const Real = WebSocket;"
        "window.WebSocket = class extends Real { constructor(...a) { super(...a); window.lines.push(this); } };"
    )
    room(hers, circle)
    room(his, circle)
    hers.evaluate("window.lines.at(-1).close()")
    say(hers, "written while the line was down")
    say(his, "said meanwhile")
    hers.locator("[role=log]", has_text="said meanwhile").wait_for(timeout=PATIENCE * 1000)
    hers.locator("[role=log]", has_text="written while the line was down").wait_for(timeout=PATIENCE * 1000)
    his.locator("[role=log]", has_text="written while the line was down").wait_for()
    expect(hers.locator(".say--pending")).to_have_count(0)
    said = hers.locator("[role=log] .say__text")
    expect(said).to_have_count(2)
    assert set(said.all_inner_texts()) == {"said meanwhile", "written while the line was down"}
    assert Message.objects.count() == 2


def test_a_refused_message_keeps_its_words_on_the_screen(visit, live_site, joel, amina):
    circle = circles.circle(joel, amina)
    page = visit(amina, screen="phone")
    room(page, circle)
    say(page, "\u202e")  # nothing is left of it when what could turn text around is taken out
    failed = page.locator(".say--failed")
    expect(failed).to_contain_text("Not sent")
    expect(failed).to_contain_text("Write something first.")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("textbox", name="Your message")).to_have_value("\u202e")
    expect(failed).to_have_count(0)
    assert not Message.objects.exists()


def test_sec_28_signing_out_elsewhere_ends_the_room_and_loses_no_words(visit, live_site, joel, amina):
    circle = circles.circle(joel, amina)
    page = visit(amina)
    room(page, circle)
    page.get_by_role("textbox", name="Your message").fill("half a thought")
    Session.objects.all().delete()
    page.get_by_text("You are signed out.").wait_for()
    expect(page.get_by_role("textbox", name="Your message")).to_have_value("half a thought")


def test_the_room_works_without_javascript(visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal, pre_moderated=True)
    page, staff = visit(amina, javascript=False), visit(joel, javascript=False)
    page.goto(f"/circles/{circle.pk}/")
    say(page, WORDS)
    page.get_by_text("Waiting for a facilitator").wait_for()
    staff.goto(f"/circles/{circle.pk}/")
    staff.locator(".held", has_text=WORDS).get_by_role("button", name="Show it").click()
    expect(staff.locator("[role=log] .say__text")).to_have_text([WORDS])
    page.goto(f"/circles/{circle.pk}/")
    expect(page.locator("[role=log] .say__text")).to_have_text([WORDS])
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("taken back by its author")).to_have_count(1)
