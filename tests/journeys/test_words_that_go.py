"""Words that go while somebody has them on the screen, in real browsers: what stands there afterwards is true, and who
read them can still tell a person about them."""

import pytest
from playwright.sync_api import expect

from moderation import actions as moderation
from moderation.models import Flag
from moderation.selectors import open_item_for
from peer_circles import actions
from pop.core import clock
from tests.factories import asides, circles
from tests.factories.talk import post
from tests.journeys.rooms import room

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)  # the rules are rows of migrations

MEAN = "Tell nobody, but meet me behind the school"
LOOKED_AT = "A person looks at this message once more."


def test_sg_01_posted_read_and_taken_back_at_once_it_can_still_be_told_about(visit, live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    hers, his = visit(amina, screen="phone"), visit(bilal)
    room(hers, circle)
    room(his, circle)
    said = post(bilal, circle, MEAN)
    more = hers.locator(f'[data-id="{said.pk}"] .say__more summary')
    more.focus()
    actions.retract_message(actor=bilal.actor, message_id=said.pk, now=clock.now())
    expect(hers.get_by_text("This message was taken back by its author.")).to_be_visible()
    expect(hers.get_by_text(MEAN)).to_have_count(0)
    assert hers.evaluate("document.activeElement.dataset.id") == str(said.pk)  # where she was
    hers.keyboard.press("Tab")
    tell = hers.locator(f'[data-id="{said.pk}"]').get_by_role("link", name="Something is wrong with this")
    expect(tell).to_be_focused()
    assert tell.bounding_box()["height"] >= 44
    expect(his.get_by_role("link", name="Something is wrong with this")).to_have_count(0)
    hers.keyboard.press("Enter")
    hers.get_by_label("It asks to meet or talk somewhere else").check()
    hers.get_by_role("button", name="Send").click()
    expect(hers.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Flag.objects.get().item.evidence[-1]["text"] == MEAN


def test_sec_76_in_a_talk_of_two_the_first_person_takes_it_off_her_screen_at_once(visit, live_site, joel, amina, zola):
    talk = asides.opened(circles.circle(joel, amina), joel, amina)
    said = asides.said(talk, joel, "I saw a halcyon today")
    hers, his = visit(amina, screen="phone"), visit(joel)
    for page in (hers, his):
        page.goto(f"/circles/{talk.circle_id}/asides/{talk.pk}/")
        expect(page.get_by_text("halcyon")).to_be_visible()
        expect(page.get_by_text("You are connected.")).to_be_attached()
    moderation.flag_content(
        actor=amina.actor, kind="circle_aside_message", subject_id=said.pk, reason="unsafe", now=clock.now()
    )
    item = open_item_for("circle_aside_message", said.pk)
    moderation.open_for_review(actor=zola.actor, item_id=item.pk, words=True, now=clock.now())
    asked = {"decision": "remove", "reason_code": "unkind", "explanation": "Nobody of the staff talks like that."}
    moderation.decide_item(actor=zola.actor, item_id=item.pk, now=clock.now(), **asked)
    expect(hers.get_by_text(LOOKED_AT)).to_be_visible()
    expect(hers.get_by_text("halcyon")).to_have_count(0)
    expect(hers.get_by_role("link", name="Something is wrong with this")).to_be_visible()
    expect(his.get_by_role("log").get_by_text(LOOKED_AT)).to_be_visible()
    expect(his.get_by_role("list", name="Your messages that are not shown").get_by_text("halcyon")).to_be_visible()
