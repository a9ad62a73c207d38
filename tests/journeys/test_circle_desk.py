"""The facilitator's desk in browsers: by keyboard alone, on a phone, without JavaScript; and what members see."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from moderation.models import Decision
from peer_circles import actions
from peer_circles.models import CheckIn, CircleSession, Message, Shift
from pop.core import clock
from tests.factories import circles
from tests.journeys.rooms import room

NOTE = "Talks about death or losing somebody"


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal, pre_moderated=True)


def waits(somebody, circle, *texts):
    for text in texts:
        actions.post_message(
            actor=somebody.actor, circle_id=circle.pk, client_id=uuid4(), text=text, now=clock.now()
        )  # fmt: skip


def held(page, text):
    return page.locator(".held", has_text=text)


def show_it(page, text):
    return held(page, text).locator('[value="approve"]')


def log(page, text):
    return page.locator("[role=log]", has_text=text)


def states():
    return {message.text: message.state for message in Message.objects.all()}


def test_sg_35_by_keyboard_alone_and_a_member_opens_what_is_folded(visit, live_site, circle, joel, amina, bilal):
    waits(amina, circle, "one to show", "one to fold", "one to keep", "one to leave out")
    staff, his, hers = visit(joel), visit(bilal, screen="phone"), visit(amina)
    for page in (staff, his, hers):
        room(page, circle)
    keys = staff.keyboard
    keys.press("0")
    expect(show_it(staff, "one to show")).to_be_focused()
    expect(show_it(staff, "one to show")).to_have_accessible_name("Show it amina")
    expect(show_it(staff, "one to show")).to_have_accessible_description("one to show")
    keys.press("1")
    log(his, "one to show").wait_for()

    expect(show_it(staff, "one to fold")).to_be_focused()
    keys.press("2")
    expect(held(staff, "one to fold").get_by_label("What does it talk about?")).to_be_focused()
    keys.type("Talks about death")
    keys.press("Tab")
    keys.press("Enter")
    log(his, NOTE).wait_for()
    assert "one to fold" not in his.content()

    expect(show_it(staff, "one to keep")).to_be_focused()
    keys.press("3")
    keys.type("1 and 4: ask zola")
    keys.press("Tab")
    keys.press("Enter")
    expect(hers.get_by_text("Takes a little longer")).to_be_visible()
    expect(show_it(staff, "one to leave out")).to_be_focused()
    expect(held(staff, "one to keep")).to_contain_text("1 and 4: ask zola")
    keys.press("4")
    keys.type("Private")
    keys.press("Tab")
    keys.type("Please leave the name out.")
    keys.press("Tab")
    keys.press("Enter")
    expect(hers.get_by_text("Not shown", exact=True)).to_be_visible()
    expect(show_it(staff, "one to keep")).to_be_focused()
    assert states() == {
        "one to show": "published", "one to fold": "published", "one to keep": "held", "one to leave out": "removed",
    }  # fmt: skip
    assert "ask zola" not in hers.content()

    his.get_by_role("link", name="Show it").press("Enter")
    expect(log(his, "one to fold")).to_be_visible()
    his.get_by_role("button", name="Fold it away").press("Enter")
    assert "one to fold" not in his.content()
    expect(his.get_by_role("link", name="Show it")).to_be_focused()
    expect(log(hers, "one to fold")).to_be_visible()  # her own words are never hidden from her


def test_keys_are_off_while_somebody_writes_and_when_they_are_switched_off(visit, live_site, circle, joel, amina):
    waits(amina, circle, "it waits")
    staff = visit(joel)
    room(staff, circle)
    staff.get_by_role("textbox", name="Your message").focus()
    staff.keyboard.type("0 and 1")
    expect(staff.get_by_role("textbox", name="Your message")).to_have_value("0 and 1")
    staff.get_by_text("Keys", exact=True).click()
    staff.get_by_label("These keys work").uncheck()
    show_it(staff, "it waits").focus()
    staff.keyboard.press("1")
    staff.keyboard.press("0")
    assert not Decision.objects.exists()
    staff.get_by_label("These keys work").check()
    staff.keyboard.press("0")
    staff.keyboard.press("1")
    log(staff, "it waits").wait_for()


def test_with_one_thumb_on_a_phone(visit, live_site, circle, joel, amina):
    waits(amina, circle, "it waits")
    staff = visit(joel, screen="phone")
    room(staff, circle)
    staff.get_by_role("link", name="To your desk").tap()
    box = show_it(staff, "it waits").bounding_box()
    assert box["height"] >= 44
    assert box["width"] >= 250, "as wide as the card: within reach of either thumb"
    held(staff, "it waits").get_by_text("Show it folded, with a content note").tap()
    held(staff, "it waits").get_by_label("What does it talk about?").select_option("loss")
    held(staff, "it waits").get_by_role("button", name="Show it folded").tap()
    log(staff, NOTE).wait_for()
    assert Message.objects.get().content_note == "loss"


def test_sg_35_without_javascript(visit, live_site, circle, joel, amina, bilal):
    waits(amina, circle, "it waits")
    staff, his = visit(joel, javascript=False), visit(bilal, javascript=False)
    staff.goto(f"/circles/{circle.pk}/")
    item = held(staff, "it waits")
    item.get_by_text("Show it folded, with a content note").click()
    item.get_by_label("What does it talk about?").select_option("loss")
    item.get_by_role("button", name="Show it folded").click()
    expect(log(staff, NOTE)).to_be_visible()
    his.goto(f"/circles/{circle.pk}/")
    assert "it waits" not in his.content()
    his.get_by_role("link", name="Show it").click()
    expect(his.get_by_text("it waits")).to_be_visible()
    expect(his.get_by_role("link", name="Find help near you")).to_be_visible()
    his.get_by_role("link", name="Back to the circle").first.click()
    expect(log(his, NOTE)).to_be_visible()


def test_who_is_here_and_one_press_to_pause(visit, live_site, joel, zola, amina, bilal):
    circle = circles.circle(joel, amina, bilal, talk_between_sessions=False)
    now = clock.now()
    session = CircleSession.objects.create(
        circle=circle, starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(minutes=55)
    )
    for staff, duty in ((joel, "facilitator"), (zola, "safety")):
        Shift.objects.create(
            session=session, persona=staff.persona, duty=duty, began_at=now, seen_at=now + timedelta(minutes=30)
        )
    for somebody, mood, word in ((amina, 4, "hopeful"), (bilal, 1, "grey")):
        CheckIn.objects.create(
            session=session, persona=somebody.persona, agreed_version=1, mood=mood, word=word, came_at=now
        )
    actions.open_session(actor=joel.actor, session_id=session.pk, now=now)
    staff, hers = visit(joel), visit(amina, screen="phone")
    for page in (staff, hers):
        room(page, circle)
    people = staff.locator('[data-part="people"] li')
    expect(people.nth(0)).to_contain_text("bilal")
    expect(people.nth(0)).to_contain_text("grey")
    expect(people.nth(0)).to_contain_text("not connected")
    expect(people.nth(1)).to_contain_text("amina")
    expect(people.nth(1).get_by_text("not connected")).to_be_hidden()
    expect(people.nth(1).get_by_text("has not spoken yet")).to_be_visible()
    hers.get_by_role("textbox", name="Your message").fill("good evening")
    hers.get_by_role("button", name="Send").click()
    expect(people.nth(1).get_by_text("has not spoken yet")).to_be_hidden()
    assert "grey" not in hers.content()

    staff.get_by_role("button", name="Pause: nobody writes").press("Enter")
    expect(hers.get_by_role("textbox", name="Your message")).to_be_hidden()
    expect(hers.get_by_text("Automatic message")).to_be_visible()
    expect(staff.get_by_role("button", name="Go on")).to_be_focused()
    staff.keyboard.press("Enter")
    expect(hers.get_by_role("textbox", name="Your message")).to_be_visible()
