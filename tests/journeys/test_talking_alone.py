"""SG-01, SG-02, SG-04 in browsers: staff offer one member a talk; she says no, and later yes; they talk, a supervisor
looks in, she goes back; the others in the circle see and get nothing of it."""

import json

import pytest
from playwright.sync_api import expect

from peer_circles import actions
from peer_circles.models import Aside, AsideMessage
from pop.audit.models import AuditEntry
from pop.core import clock
from tests.factories import circles
from tests.journeys.rooms import in_the_room, room, say, wait_for

OFFER = "joel would like to talk with you alone for a while."


@pytest.fixture
def evening(joel, zola, amina, bilal, settings):
    """A session that has just begun, its staff on shift, two members come in."""
    settings.POP_ROOMS_BEAT_SECONDS = 0.5
    circle = circles.circle(joel, amina, bilal, talk_between_sessions=False, country="NL")
    return circles.meeting(circle, (joel, zola), amina, bilal)


def heard_by(page):
    """Every word the server sends this page over its line."""
    frames: list[str] = []
    page.on("websocket", lambda line: line.on("framereceived", lambda frame: frames.append(str(frame))))
    return frames


def looks(page):
    """What somebody sees of a page, and whether anything on it is hidden or not."""
    return page.evaluate("document.querySelector('main').innerText")


def test_sg_02_a_talk_alone_from_the_offer_to_the_way_back(visit, live_site, evening, joel, zola, salma, amina, bilal):
    circle = evening.circle
    hers, his, staff, safety, lead = (
        visit(amina, screen="phone"), visit(bilal), visit(joel), visit(zola), visit(salma),
    )  # fmt: skip
    frames = heard_by(his)
    for page in (hers, his, staff, safety):
        room(page, circle)
    wait_for(staff, lambda: in_the_room(evening))
    actions.open_session(actor=joel.actor, session_id=evening.pk, now=clock.now())
    expect(his.get_by_text("The meeting is on.")).to_be_visible()
    say(hers, "Good evening, everybody.")
    his.locator("[role=log]", has_text="Good evening, everybody.").wait_for()
    his.get_by_text("amina: Good evening, everybody.").wait_for(state="attached")  # read aloud a moment later
    before = looks(his)

    no(staff, hers)
    alone(staff, hers)
    looked_into(lead, circle)
    assert Aside.objects.filter(state="open").count() == 1
    back(staff, hers, circle)

    assert looks(his) == before
    words = json.dumps(frames)
    assert "Good evening, everybody." in words, "the same looking hears what is said to all"
    assert not [word for word in ("aside", "alone", "kingfisher", str(Aside.objects.first().pk)) if word in words]
    evening.refresh_from_db()
    assert evening.state == "open"


def card(page):
    return page.get_by_role("region", name="Only for you")


def no(staff, hers):
    staff.get_by_text("Offer somebody a talk").click()
    staff.get_by_label("With whom").select_option("amina")
    staff.get_by_role("button", name="Offer a talk").last.click()
    expect(card(hers).get_by_text(OFFER)).to_be_visible()
    expect(card(hers).get_by_text("A safety lead can look in.")).to_be_visible()
    hers.get_by_role("button", name="Not now").click()
    expect(card(hers).get_by_text(OFFER)).to_be_hidden()
    expect(staff.get_by_text("You offered amina a talk.")).to_be_hidden()
    assert Aside.objects.get().state == "declined"
    assert Aside.objects.get().room_id is None


def alone(staff, hers):
    hers.get_by_role("link", name="I need help now").click()
    expect(hers.get_by_role("heading", name="People who help right now")).to_be_visible()
    hers.get_by_role("button", name="Tell them that I need help").click()
    expect(card(hers).get_by_text("We told the grown-ups who look after this circle")).to_be_visible()
    hers.get_by_role("link", name="Back to the circle").first.click()
    expect(hers.locator("main")).not_to_contain_text("Nobody knows yet")
    # Above what waits, and where it can be answered.
    call = staff.locator("#desk").get_by_role("link", name="amina needs help now.")
    expect(call).to_be_visible()
    assert call.bounding_box()["y"] < staff.get_by_role("heading", name="Waiting for you").bounding_box()["y"]
    staff.get_by_role("listitem").filter(has_text="amina needs help now.").get_by_role("button").first.click()
    expect(card(hers).get_by_text(OFFER)).to_be_visible()
    hers.get_by_role("button", name="Yes, I would like that").click()
    expect(hers.get_by_role("heading", name="Talking alone")).to_be_visible()
    staff.get_by_role("link", name="To the talk").click()
    expect(staff.get_by_role("heading", name="Talking alone")).to_be_visible()
    say(hers, "I saw a kingfisher, and cried.")
    staff.locator("[role=log]", has_text="and cried.").wait_for()
    say(staff, "Tell me about it.")
    hers.locator("[role=log]", has_text="Tell me about it.").wait_for()
    say(hers, "i want to hurt myself")
    expect(hers.get_by_text("Automatic message")).to_be_visible()
    staff.locator("[role=log]", has_text="hurt myself").wait_for()
    expect(staff.get_by_text("Automatic message")).to_be_hidden()
    assert AsideMessage.objects.count() == 3


def looked_into(lead, circle):
    aside = Aside.objects.get(state="open")
    lead.goto(f"/circles/{circle.pk}/asides/{aside.pk}/")
    expect(lead.get_by_text("kingfisher")).to_be_hidden()
    lead.get_by_role("button", name="Look in").click()
    expect(lead.get_by_text("kingfisher")).to_be_visible()
    assert AuditEntry.objects.filter(verb="circles.look_into_aside", subject_id=str(aside.pk)).count() == 1


def back(staff, hers, circle):
    hers.get_by_role("button", name="End this talk").click()
    expect(hers.get_by_text("This talk is over.").first).to_be_visible()
    expect(hers.get_by_text("Somebody to talk to, also tonight")).to_be_visible()
    expect(staff.get_by_text("This talk is over.").first).to_be_visible()
    hers.get_by_role("link", name="Back to the circle").first.click()
    expect(hers.locator("[role=log]", has_text="Good evening, everybody.")).to_be_visible()
    expect(card(hers)).to_be_hidden()
    assert str(circle.pk) in hers.url
