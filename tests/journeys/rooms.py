"""A circle's room in a browser: going in, saying something, waiting for what only the server knows."""

from datetime import timedelta

from pop.core import clock

LINES = 8_000  # milliseconds until a beat of the rooms has seen somebody


def room(page, circle):
    page.goto(f"/circles/{circle.pk}/")
    page.get_by_text("You are connected.").wait_for()


def say(page, text):
    page.get_by_role("textbox", name="Your message").fill(text)
    page.get_by_role("button", name="Send").click()


def in_the_room(session, count=2):
    """Until the lines of so many of the staff have been seen."""
    return session.shifts.filter(ended_at=None, seen_at__gt=clock.now() - timedelta(seconds=20)).count() >= count


def wait_for(page, what):
    for _ in range(LINES // 100):
        if what():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come about")
