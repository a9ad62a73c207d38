"""Two members and a facilitator, each in a browser of their own."""

from uuid import uuid4

from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import expect

from peer_circles.actions import post_message
from peer_circles.models import Message
from pop.core import clock
from tests.factories import circles
from tests.journeys.rooms import room, say
from tests.live import PATIENCE

WORDS = "It was a long week, but today was good."


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


# A network as in a tunnel: what is open breaks, and what is tried meets nothing.
TUNNEL = """
const Real = WebSocket, lines = [];
let tunnel = false;
function nothing() {
  const line = Object.assign(new EventTarget(), { readyState: 3, close() {}, send() {} });
  setTimeout(() => line.dispatchEvent(Object.assign(new Event("close"), { code: 1006 })), 50);
  return line;
}
window.WebSocket = Object.assign(function (url) {
  if (tunnel) return nothing();
  lines.push(new Real(url));
  return lines[lines.length - 1];
}, { OPEN: 1 });
window.enter = () => { tunnel = true; for (const line of lines) line.close(); };
window.leave = () => { tunnel = false; };
"""


def spoken(page):
    """What a screen reader was given to read."""
    return page.locator('[data-part="announce"] p')


def test_sec_04_a_long_time_without_a_line_loses_nothing_and_keeps_the_order(visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    hers, his = visit(amina, screen="phone"), visit(bilal)
    hers.add_init_script(TUNNEL)
    room(hers, circle)
    room(his, circle)
    hers.evaluate("enter()")
    for text in ("one", "two", "three"):
        say(hers, text)
    say(his, "said meanwhile")
    hers.get_by_text("No connection. What you write stays here").wait_for()
    expect(hers.locator(".say--pending .say__text")).to_have_text(["one", "two", "three"])
    hers.get_by_role("textbox", name="Your message").fill("half a thought")
    hers.evaluate("leave()")
    hers.get_by_role("button", name="Connect again").click()
    hers.get_by_text("You are connected.").wait_for()
    for page in (hers, his):
        expect(page.locator("[role=log] .say__text")).to_have_text(["said meanwhile", "one", "two", "three"])
    expect(hers.locator(".say--pending")).to_have_count(0)
    expect(hers.get_by_role("textbox", name="Your message")).to_have_value("half a thought")
    expect(spoken(hers)).to_have_text(["bilal: said meanwhile"])
    assert Message.objects.count() == 4
    kept = "[Object.keys(localStorage).length, Object.keys(sessionStorage).length]"
    assert hers.evaluate(kept) == [0, 0]


def test_the_server_restarts_and_nobody_has_to_do_anything(visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    hers, his = visit(amina), visit(bilal)
    for page in (hers, his):
        room(page, circle)
    live_site.stop()
    hers.get_by_role("textbox", name="Your message").fill("written while nobody was there")
    hers.get_by_role("textbox", name="Your message").press("Enter")
    expect(hers.locator(".say--pending [data-state]")).to_have_text(
        "Not sent yet. We send it when the connection is back."
    )
    live_site.start()
    for page in (hers, his):
        expect(page.locator("[role=log] .say__text")).to_have_text(
            ["written while nobody was there"], timeout=PATIENCE * 3000
        )
    assert Message.objects.count() == 1


def test_two_hundred_messages_at_once_are_shown_in_order_and_read_aloud_as_a_number(
    visit, live_site, joel, amina, bilal
):
    circle = circles.circle(joel, amina, bilal)
    hers = visit(amina, screen="phone")
    hers.add_init_script(TUNNEL)
    room(hers, circle)
    hers.evaluate("enter()")
    hers.get_by_text("No connection.").wait_for()
    texts = [f"Number {number} of an evening" for number in range(200)]
    for number, text in enumerate(texts):
        if number % 25 == 0:
            cache.clear()  # nobody says so much so fast; many people together do
        post_message(actor=bilal.actor, circle_id=circle.pk, client_id=uuid4(), text=text, now=clock.now())
    Message.objects.filter(state="held").update(state="published")
    hers.evaluate("leave()")
    hers.get_by_role("button", name="Connect again").click()
    expect(hers.locator("[role=log] .say__text")).to_have_text(texts, timeout=PATIENCE * 2000)
    expect(spoken(hers)).to_have_text(["New messages: 200"])
    # At the end, where one was; then somebody reads further up and is left there.
    expect(hers.get_by_role("button", name="New messages below")).to_be_hidden()
    hers.locator("[role=log]").evaluate("log => log.scrollIntoView({ block: 'end' })")
    expect(hers.get_by_text(texts[-1])).to_be_in_viewport()
    hers.locator("[role=log]").evaluate("log => { log.scrollTop = 0; }")
    expect(hers.get_by_text(texts[0])).to_be_in_viewport()
    cache.clear()
    say(visit_room(visit, bilal, circle), "one more")
    hers.get_by_role("button", name="New messages below").click()
    expect(hers.locator("[role=log]").get_by_text("one more")).to_be_in_viewport()


def visit_room(visit, somebody, circle):
    page = visit(somebody)
    room(page, circle)
    return page


def test_a_facilitator_decides_by_keyboard_alone(visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal, pre_moderated=True)
    hers, staff = visit(amina), visit(joel)
    for page in (hers, staff):
        room(page, circle)
    for text in ("first of three", "second of three", "third of three"):
        say(hers, text)
        staff.locator(".held", has_text=text).wait_for()
    expect(spoken(hers).first).to_have_text("A facilitator reads your message first.")
    expect(spoken(staff).last).to_have_text("Waiting for you: 3")
    show = staff.get_by_role("button", name="Show it amina", exact=True)
    expect(show).to_have_count(3)
    show.first.focus()
    for left in (2, 1):
        staff.keyboard.press("Enter")
        expect(show).to_have_count(left)
        expect(show.first).to_be_focused()
    summary = staff.locator('.held [data-key="4"] summary')
    summary.focus()
    staff.keyboard.press("Enter")
    expect(staff.locator('.held [name="explanation"]')).to_be_visible()
    staff.keyboard.press("Tab")
    staff.keyboard.press("Escape")
    expect(staff.locator('.held [name="explanation"]')).to_be_hidden()
    expect(summary).to_be_focused()
    show.first.focus()
    staff.keyboard.press("Enter")
    expect(staff.get_by_text("Nothing waits at the moment.")).to_be_focused()
    expect(hers.locator("[role=log] .say__text")).to_have_text(["first of three", "second of three", "third of three"])
    expect(spoken(hers).last).to_have_text("The others can see your message now.")


def test_how_much_is_read_aloud_is_chosen_in_the_page(visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    hers, his = visit(amina), visit(bilal)
    for page in (hers, his):
        room(page, circle)
    hers.get_by_label("A screen reader reads new messages:").select_option("only how many")
    say(his, "Good evening")
    expect(spoken(hers)).to_have_text(["New messages: 1"])
    say(hers, "Good evening to you")
    expect(spoken(his)).to_have_text(["amina: Good evening to you"])
    expect(spoken(hers)).to_have_text(["New messages: 1"])
