"""A drop-in circle on the screen of somebody who has it open while it opens and closes."""

from datetime import UTC, datetime, time, timedelta

from playwright.sync_api import expect

from peer_circles import actions
from tests.factories import circles
from tests.journeys.rooms import say

EARLY = datetime(2026, 3, 10, 15, 55, tzinfo=UTC)  # a Tuesday


def test_the_page_follows_the_hours_and_nothing_typed_is_lost(visit, live_site, settings, time_machine, joel, amina):
    settings.POP_ROOMS_BEAT_SECONDS = 0.2
    time_machine.move_to(EARLY, tick=True)
    circle = circles.circle(joel, amina, format="drop_in")
    actions.add_opening_hours(
        actor=joel.actor, circle_id=circle.pk, weekday=1, opens=time(16), closes=time(16, 15), now=EARLY
    )
    circles.watched(circle, EARLY + timedelta(days=1))
    page = visit(amina, screen="phone")
    page.goto(f"/circles/{circle.pk}/")
    page.get_by_text("You are connected.").wait_for()
    field = page.get_by_role("textbox", name="Your message", include_hidden=True)
    expect(page.get_by_text("Opens Tuesday, March 10, 16:00")).to_be_visible()
    expect(field).to_be_hidden()
    time_machine.move_to(EARLY + timedelta(minutes=6), tick=True)
    expect(page.get_by_text("Open now until 16:15 (UTC).").first).to_be_visible()
    expect(page.get_by_text("Opens Tuesday, March 10, 16:00")).to_have_count(0)
    say(page, "Hello")
    field.fill("I was going to say")
    time_machine.move_to(EARLY + timedelta(minutes=20), tick=True)
    expect(page.get_by_text("It opens on Tuesday, March 17 at 16:00 (UTC).").first).to_be_visible()
    expect(field).to_be_hidden()
    expect(page.get_by_text("You can read here, but not write.")).to_be_visible()
    expect(field).to_have_value("I was going to say")
    expect(page.locator("[role=log] .say__text")).to_have_text(["Hello"])
