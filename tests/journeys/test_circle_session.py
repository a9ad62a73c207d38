"""A whole session of 90 minutes in browsers, with the clock moved on: two members and the two who look after them."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from moderation.models import QueueItem
from peer_circles.models import CheckIn, CircleSession
from pop.core import clock
from tests.factories import circles
from tests.journeys.rooms import in_the_room, room, say, wait_for

START = 20  # minutes after this test begins


@pytest.fixture
def at(time_machine):
    """Move the clock of the site to so many minutes after the start; it goes on from there."""
    began = clock.now()
    return lambda minutes: time_machine.move_to(began + timedelta(minutes=START + minutes))


def come_in(page, address, mood):
    page.goto(address)
    page.get_by_label(mood).check()
    page.get_by_label("I have read this and I agree.").check()
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_text("You are in.").first).to_be_visible()


def deed(page, name):
    page.get_by_role("button", name=name).click()


@dataclass
class Evening:
    """Everybody's page. The facilitator has two: the room with the desk beside it, and the meeting's own."""

    session: CircleSession
    hers: Page
    his: Page
    meeting: Page
    staff: Page
    safety: Page

    @property
    def address(self) -> str:
        return f"/circles/{self.session.circle_id}/sessions/{self.session.pk}/"

    def staff_is_at_work(self) -> None:
        """Nobody of the staff stays signed in who does nothing for half an hour (SEC-41)."""
        self.meeting.goto(self.address)
        for page in (self.staff, self.safety):
            room(page, self.session.circle)


def test_sg_09_a_session_from_the_calendar_to_the_debrief(visit, live_site, joel, zola, amina, bilal, at, settings):
    settings.POP_ROOMS_BEAT_SECONDS = 0.5
    circle = circles.circle(joel, amina, bilal, talk_between_sessions=False, country="NL")
    start = clock.now() + timedelta(minutes=START)
    session = CircleSession.objects.create(circle=circle, starts_at=start, ends_at=start + timedelta(minutes=90))
    pages = (visit(amina, screen="phone"), visit(bilal), visit(joel), visit(joel), visit(zola))
    evening = Evening(session, *pages)
    from_the_calendar(evening)
    in_the_waiting_room(evening, at)
    open_and_frozen(evening, at, settings)
    read_first(evening)
    by_turns(evening)
    help_at_once(evening)
    alone_for_a_while(evening)
    to_the_end(evening, at)
    going(evening, amina, bilal)
    following = CircleSession.objects.create(
        circle=circle, starts_at=start + timedelta(minutes=130), ends_at=start + timedelta(minutes=190)
    )
    no_next_shift(evening, following, at)
    looking_back(evening)
    next_shift(evening, following, joel)


def box(page):
    return page.get_by_role("textbox", name="Your message")


def from_the_calendar(evening):
    evening.hers.goto("/circles/")
    evening.hers.get_by_role("link", name="Evening talk").first.click()
    expect(box(evening.hers)).to_be_hidden()
    evening.hers.get_by_text("When we meet").click()
    evening.hers.get_by_role("link", name="To the meeting").click()
    expect(evening.hers.get_by_text("The waiting room opens at")).to_be_visible()


def in_the_waiting_room(evening, at):
    at(-9)
    evening.hers.goto(evening.address)
    evening.hers.get_by_label("4 – good").check()
    deed(evening.hers, "Come in")  # without the agreement nobody does
    expect(evening.hers.get_by_text("You are in.")).to_have_count(0)
    assert not CheckIn.objects.exists()
    come_in(evening.hers, evening.address, "4 – good")
    come_in(evening.his, evening.address, "5 – very good")
    expect(evening.his.get_by_text("2 people are here.")).to_be_visible()
    for page in (evening.hers, evening.his, evening.staff, evening.safety):
        room(page, evening.session.circle)
    for page in (evening.staff, evening.safety):  # at the desk beside the room
        deed(page, "Begin my shift")
        expect(page.get_by_role("button", name="Open the meeting")).to_be_visible()
    expect(evening.staff.locator('[data-part="people"] li')).to_have_count(2)
    expect(evening.hers.get_by_text("You are in. It begins when the facilitator opens it.")).to_be_visible()
    expect(box(evening.hers)).to_be_hidden()


def open_and_frozen(evening, at, settings):
    at(0)
    wait_for(evening.staff, lambda: in_the_room(evening.session))
    deed(evening.staff, "Open the meeting")
    expect(evening.hers.get_by_text("The meeting is on.")).to_be_visible()
    say(evening.hers, "Good evening, everybody.")
    evening.his.locator("[role=log]", has_text="Good evening, everybody.").wait_for()

    deed(evening.staff, "Pause: nobody writes")
    expect(box(evening.his)).to_be_hidden()
    deed(evening.staff, "Go on")
    expect(box(evening.his)).to_be_visible()

    evening.safety.goto("/")  # gone
    settings.POP_SESSION_STAFF_SECONDS = 12  # nobody waits for half a minute in a test
    expect(evening.his.get_by_text("The circle is paused. Nobody can write just now.")).to_be_visible(timeout=20_000)
    expect(box(evening.his)).to_be_hidden()
    expect(evening.his.get_by_text("Automatic message")).to_be_visible()
    settings.POP_SESSION_STAFF_SECONDS = 30
    room(evening.safety, evening.session.circle)
    expect(box(evening.his)).to_be_visible()


def talk_so(evening, mode):
    choice = evening.staff.get_by_label("How we talk")
    if not choice.is_visible():
        evening.staff.get_by_text("How we talk", exact=True).first.click()
    choice.select_option(mode)
    deed(evening.staff, "Change")


def read_first(evening):
    talk_so(evening, "pre_moderated")
    expect(evening.his.locator('[data-part="reads-first"]')).to_be_visible()
    say(evening.his, "My brother moved out.")
    evening.staff.locator(".held", has_text="My brother moved out.").wait_for()
    expect(evening.hers.get_by_text("My brother moved out.")).to_have_count(0)
    evening.staff.keyboard.press("Escape")
    evening.staff.locator("#desk-title").click()
    evening.staff.keyboard.press("0")
    evening.staff.keyboard.press("1")
    evening.hers.locator("[role=log]", has_text="My brother moved out.").wait_for()


def by_turns(evening):
    talk_so(evening, "open")
    talk_so(evening, "turns")
    evening.staff.get_by_label("Who speaks").select_option("amina")
    deed(evening.staff, "Give the turn")
    expect(evening.hers.locator('[data-part="speaker"]')).to_have_text("It is your turn.")
    expect(evening.his.get_by_role("timer")).to_contain_text("2:5")
    say(evening.hers, "I listen to music then.")
    evening.his.locator("[role=log]", has_text="I listen to music then.").wait_for()
    deed(evening.hers, "I have finished, or I pass")
    expect(evening.his.locator('[data-part="speaker"]')).to_have_text("Nobody speaks at the moment.")
    talk_so(evening, "open")


def help_at_once(evening):
    """Held, a card for her alone, and a flag at the desk: all three (SG-31)."""
    say(evening.hers, "i want to hurt myself")
    expect(evening.hers.get_by_text("Automatic message")).to_be_visible()
    expect(evening.staff.locator(".held--care", has_text="hurt myself")).to_be_visible()
    assert "hurt myself" not in evening.his.content()
    expect(evening.his.get_by_text("Automatic message")).to_have_count(0)


def alone_for_a_while(evening):
    """Not without her yes (SG-02, SG-04)."""
    staff, hers = evening.staff, evening.hers
    staff.get_by_text("Offer somebody a talk").click()
    staff.get_by_label("With whom").select_option("amina")
    staff.get_by_role("button", name="Offer a talk").last.click()
    hers.get_by_role("button", name="Yes, I would like that").click()
    expect(hers.get_by_role("heading", name="Talking alone")).to_be_visible()
    say(hers, "It is about school.")
    evening.meeting.goto(hers.url)  # the facilitator's other page: the room stays open
    evening.meeting.locator("[role=log]", has_text="It is about school.").wait_for()
    assert "about school" not in evening.his.content()
    deed(hers, "End this talk")
    expect(hers.get_by_text("This talk is over.").first).to_be_visible()
    room(hers, evening.session.circle)


def to_the_end(evening, at):
    for minutes in (15, 40, 62, 76):
        at(minutes)
        evening.staff_is_at_work()
    wait_for(evening.meeting, lambda: in_the_room(evening.session))
    expect(evening.hers.get_by_text("The closing round has begun.")).to_be_visible()
    say(evening.his, "Thank you all.")
    evening.hers.locator("[role=log]", has_text="Thank you all.").wait_for()
    at(90.5)
    expect(evening.hers.get_by_text("The meeting is over. How do you go?")).to_be_visible()
    expect(box(evening.hers)).to_be_hidden()


def going(evening, amina, bilal):
    evening.hers.get_by_role("link", name="Before you go").click()
    evening.hers.get_by_label("1 – very bad").check()
    evening.hers.get_by_label("One thing you take with you").fill("ask if I slept")
    evening.hers.get_by_role("button", name="Send").click()
    expect(evening.hers.get_by_text("ask if I slept")).to_be_visible()
    expect(evening.hers.get_by_text("Automatic message")).to_be_visible()
    assert CheckIn.objects.get(persona=amina.persona).needs_care, "a fall of three points"
    assert QueueItem.objects.get(kind="circle_check_in").lane == "care"
    assert not CheckIn.objects.get(persona=bilal.persona).needs_care


def no_next_shift(evening, following, at):
    """Whoever has not looked back does not begin another one."""
    for minutes in (98, 115, 121):  # signed in all the time; its waiting room opens
        at(minutes)
        for page in (evening.meeting, evening.safety):
            page.goto(f"/circles/{following.circle_id}/sessions/{following.pk}/")
    for page in (evening.meeting, evening.safety):
        deed(page, "Begin my shift")
        expect(page.get_by_text("Before your next shift, please look back at your last one.").first).to_be_visible()
    assert not following.shifts.exists()


def next_shift(evening, following, joel):
    evening.meeting.goto(f"/circles/{following.circle_id}/sessions/{following.pk}/")
    deed(evening.meeting, "Begin my shift")
    expect(evening.meeting.get_by_role("button", name="Hand over my shift")).to_be_visible()
    assert following.shifts.get().persona_id == joel.persona.pk


def looking_back(evening):
    for page in (evening.meeting, evening.safety):
        page.goto(f"{evening.address}debrief/")
        page.get_by_label("How did it go?").fill("Warm.")
        page.get_by_label("4 – good").check()
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_text("Thank you for looking back")).to_be_visible()
    evening.session.refresh_from_db()
    assert evening.session.state == "debriefed"
