"""Messages wait too long to be read: the talk goes slowly by a rule, everybody sees that nobody chose it, staff see the
figures, and it goes on by itself once they are read in time again. In real browsers, nobody reloads anything."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from peer_circles import actions
from peer_circles.models import Circle, Message
from pop.audit.models import AuditEntry
from pop.core import clock
from tests.factories import circles
from tests.factories.talk import post
from tests.journeys.rooms import in_the_room, room, wait_for

SLOW = "We go slowly at the moment."
RULE = "A rule did this, not a person: messages had to wait too long."


@pytest.fixture
def evening(joel, zola, amina, bilal, settings, monkeypatch):
    """A meeting in which a person reads everything first; beats are quick, and the rule stays for seconds."""
    settings.POP_ROOMS_BEAT_SECONDS = 0.5
    monkeypatch.setattr("peer_circles.waiting.SLOW_AT_LEAST", timedelta(seconds=4))
    circle = circles.circle(joel, amina, bilal, talk_between_sessions=False, pre_moderated=True)
    return circles.meeting(circle, (joel, zola), amina, bilal)


def test_staff_and_members_see_the_rule_come_and_go(visit, live_site, evening, joel, zola, amina, bilal):
    circle = evening.circle
    hers, staff, safety = visit(amina, screen="small phone"), visit(joel), visit(zola, screen="phone")
    for page in (hers, staff, safety):
        room(page, circle)
    wait_for(staff, lambda: in_the_room(evening))
    actions.open_session(actor=joel.actor, session_id=evening.pk, now=clock.now())
    expect(hers.get_by_text("The meeting is on.")).to_be_visible()
    desk = staff.get_by_role("region", name="Your desk")
    expect(desk.get_by_text(RULE)).to_be_hidden()

    waiting = [post(bilal, circle, f"Hello, number {number}") for number in range(5)]
    Message.objects.update(created_at=clock.now() - timedelta(seconds=70))
    for page in (hers, staff):
        expect(page.get_by_text(SLOW).first).to_be_visible()
        expect(page.get_by_text(RULE).first).to_be_visible()
        # Made before it went slowly, the page says the right number all the same.
        expect(page.get_by_text("After each message, wait 20 seconds before the next one.")).to_be_visible()
    expect(desk.get_by_text("The talk goes slowly now.")).to_be_visible()
    expect(desk.get_by_text("Messages wait about")).to_be_visible()
    expect(hers.get_by_text("Messages wait about")).to_have_count(0)
    assert Circle.objects.get(pk=circle.pk).mode == "slow"
    entry = AuditEntry.objects.get(verb="circles.slow_down_by_rule")
    assert (entry.actor_id, entry.facts["messages"]) == (None, 5)

    for _message in waiting:  # one press for each, as they come up
        left = desk.get_by_role("button", name="Show it bilal").count()
        desk.get_by_role("button", name="Show it bilal").first.click()
        expect(desk.get_by_role("button", name="Show it bilal")).to_have_count(left - 1)
    for page in (hers, staff):
        expect(page.get_by_text(SLOW).first).to_be_hidden()
    expect(desk.get_by_text(RULE)).to_be_hidden()
    circle.refresh_from_db()
    assert (circle.mode, circle.slowed_by_rule) == ("pre_moderated", False)
    assert AuditEntry.objects.filter(verb="circles.go_on_by_rule", actor=None).count() == 1
