"""The pages of circles, as somebody without JavaScript uses them."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from moderation.selectors import open_item_for
from peer_circles.models import Membership, Message
from tests.factories import circles
from tests.factories.talk import HARD, PHONE, post


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal, pre_moderated=True)


def page(browser, circle, **query):
    return browser.get(reverse("circles:circle", args=[circle.pk]), query)


def say(browser, circle, text, client_id=None):
    return browser.post(
        reverse("circles:say", args=[circle.pk]), {"text": text, "client_id": client_id or uuid4()}, follow=True
    )


def test_sg_06_a_visitor_sees_what_a_circle_is_for_and_nobody_in_it(circle, joel, amina):
    post(joel, circle, "Welcome everybody")
    answer = Client().get("/circles/")
    assert answer.status_code == 200
    assert "Evening talk" in answer.content.decode()
    outside = page(Client(), circle).content.decode()
    assert "How was your day?" in outside
    assert circles.AGREEMENT in outside
    for word in ("amina", "joel", "Welcome everybody"):
        assert word not in outside


def test_the_list_says_which_one_may_join_and_costs_the_same_for_many(
    circle, joel, sam, browser_of, django_assert_max_num_queries
):
    browser = browser_of(sam)
    assert "You can join" not in browser.get("/circles/").content.decode()
    circles.circle(joel, name="Grown-up talk", age_band="18-24")
    for number in range(10):
        circles.circle(joel, name=f"Another {number}")
    with django_assert_max_num_queries(12):
        answer = browser.get("/circles/").content.decode()
    assert answer.count("You can join") == 1


def test_joining_needs_the_tick_and_opens_the_room(circle, browser_of):
    from tests.people import person

    newcomer = person("dana", "16-17")
    browser = browser_of(newcomer)
    join = reverse("circles:join", args=[circle.pk])
    refused = browser.post(join, {"version": 1})
    assert refused.status_code == 400
    assert "tick the box" in refused.content.decode()
    assert not Membership.objects.filter(persona=newcomer.persona).exists()
    assert browser.post(join, {"version": 9, "agree": "on"}).status_code == 400
    inside = browser.post(join, {"version": 1, "agree": "on"}, follow=True)
    assert "pop-circle-room" in inside.content.decode()


def test_sg_10_a_held_message_is_on_no_page_but_its_authors_and_the_staffs(circle, amina, bilal, joel, browser_of):
    answer = say(browser_of(amina), circle, "my very own words")
    assert "my very own words" in answer.content.decode()
    assert "Waiting for a facilitator" in answer.content.decode()
    assert "my very own words" not in page(browser_of(bilal), circle).content.decode()
    staff = browser_of(joel)
    assert "my very own words" in page(staff, circle).content.decode()
    message = Message.objects.get()
    decide = reverse("circles:decide", args=[circle.pk, message.pk])
    assert browser_of(bilal).post(decide, {"decision": "approve"}, follow=True).status_code == 200
    assert "my very own words" not in page(browser_of(bilal), circle).content.decode()
    staff.post(decide, {"decision": "approve"})
    assert "my very own words" in page(browser_of(bilal), circle).content.decode()


def test_removing_asks_for_the_rule_and_the_words_for_the_author(circle, amina, joel, browser_of):
    held = post(amina, circle, PHONE)
    browser = browser_of(joel)
    decide = reverse("circles:decide", args=[circle.pk, held.pk])
    refused = browser.post(decide, {"decision": "remove"}, headers={"accept": "application/json"})
    assert refused.status_code == 400
    assert "rule" in refused.json()["message"]
    assert open_item_for("circle_message", held.pk) is not None
    fields = {"decision": "remove", "reason_code": "contact", "explanation": "No numbers here, please."}
    assert browser.post(decide, fields, headers={"accept": "application/json"}).json() == {}
    assert "Not shown" in page(browser_of(amina), circle).content.decode()


def test_bad_input_keeps_the_words_and_says_where(circle, amina, browser_of):
    browser = browser_of(amina)
    answer = say(browser, circle, "x" * 2001)
    assert answer.status_code == 400
    assert "2,000 characters at most" in answer.content.decode()
    assert "x" * 2001 in answer.content.decode()
    lost = browser.post(reverse("circles:say", args=[circle.pk]), {"text": "keep me", "client_id": "nonsense"})
    assert lost.status_code == 400
    assert "keep me" in lost.content.decode()
    assert not Message.objects.exists()
    for before in ("-1", "x", "9" * 40, "٣"):
        assert page(browser, circle, before=before).status_code == 200


def test_another_language_is_one_link_away_from_a_form_sent_wrong(circle, amina, browser_of):
    """The address the form goes to takes no visits: the links lead to where the form stands."""
    browser = browser_of(amina)
    page = browser.post(f"/circles/{circle.pk}/say/", {"text": "", "client_id": str(uuid4())})
    assert page.status_code == 400
    assert f'href="/ar/circles/{circle.pk}/"' in page.text
    assert browser.get(f"/ar/circles/{circle.pk}/").status_code == 200


def test_sec_15_sending_the_page_twice_says_it_once(circle, amina, browser_of):
    browser, client_id = browser_of(amina), uuid4()
    say(browser, circle, "once", client_id)
    say(browser, circle, "once", client_id)
    assert Message.objects.count() == 1


def test_the_history_is_read_page_by_page(joel, amina, browser_of, monkeypatch):
    monkeypatch.setattr("peer_circles.selectors.messages.PAGE", 3)
    circle = circles.circle(joel, amina)
    for number in range(7):
        post(amina, circle, f"message no {number}")
    browser = browser_of(amina)
    newest = page(browser, circle).content.decode()
    assert [n for n in range(7) if f"message no {n}" in newest] == [4, 5, 6]
    older = page(browser, circle, before=5).content.decode()
    assert [n for n in range(7) if f"message no {n}" in older] == [1, 2, 3]
    oldest = page(browser, circle, before=2).content.decode()
    assert [n for n in range(7) if f"message no {n}" in oldest] == [0]


def test_sec_24_nobody_else_gets_anything_from_the_inside(circle, amina, sam, joel, browser_of):
    message = post(amina, circle, "inside words")
    unknown = uuid4()
    for browser in (Client(), browser_of(sam), browser_of(joel, second_factor=False)):
        assert "inside words" not in page(browser, circle).content.decode()
        answers = []
        for target in (circle.pk, unknown):
            answer = browser.post(reverse("circles:say", args=[target]), {"text": "let me in", "client_id": uuid4()})
            answers.append((answer.status_code, answer.content.replace(str(target).encode(), b"")))
        assert answers[0][0] == answers[1][0] == 404
        for target in (message.pk, unknown):
            take_back = reverse("circles:take_back", args=[circle.pk, target])
            assert browser.post(take_back).status_code == 404
    assert Message.objects.get().state == "held"
    assert browser_of(sam).get(reverse("circles:circle", args=[unknown])).status_code == 404


def test_sg_31_the_page_shows_help_beside_the_waiting_words(circle, amina, browser_of):
    answer = say(browser_of(amina), circle, HARD).content.decode()
    assert "Automatic message" in answer
    assert 'href="/help/"' in answer
    assert "Waiting for a facilitator" in answer


def test_leaving_closes_the_room(circle, amina, browser_of):
    browser = browser_of(amina)
    browser.post(reverse("circles:leave", args=[circle.pk]))
    assert "pop-circle-room" not in page(browser, circle).content.decode()


def test_the_room_may_open_a_socket_to_this_very_host_and_no_other(circle, browser_of, amina):
    """Older Safaris do not take 'self' for that."""
    policy = page(browser_of(amina), circle)["Content-Security-Policy"].split("; ")
    assert "connect-src 'self' ws://testserver" in policy
    outside = page(Client(), circle)["Content-Security-Policy"].split("; ")
    assert "connect-src 'self'" in outside
