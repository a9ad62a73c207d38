"""What the live console asks of the pages: parts of them, as many lines as it shows, what a choice needs, and who wrote
what before."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from moderation import actions
from moderation.models import Choice, Decision, QueueItem
from moderation.selectors.author_history import MOST, author_history
from moderation.views.undoing import NEEDS, at_once, needs_as_data
from pop.core.errors import Invalid
from tests.factories.moderation import CARE, HELD, NOON

QUEUE = reverse("moderation:queue")
PART = {"HTTP_X_PART": "yes"}


def wait(board, author, verdict=HELD, **note):
    return actions.open_item(
        kind="note", subject_id=board.pin(author, **note).id, cause="held", verdict=verdict, now=NOON
    )


def page_of(item):
    return reverse("moderation:item", args=[item.pk])


def test_a_part_is_the_page_without_head_and_foot_through_the_same_door(board, amina, zola, browser_of):
    item = wait(board, amina, title="Bus stop")
    browser = browser_of(zola)
    for address in (QUEUE, page_of(item)):
        page, part = browser.get(address).content.decode(), browser.get(address, **PART).content.decode()
        assert "<footer" in page
        assert "<footer" not in part
        assert "<pop-queue-console" in part
        assert len(part) < len(page)
    assert browser_of(amina).get(QUEUE, **PART).status_code == 404
    assert Client().get(QUEUE, **PART).status_code == 302


def test_as_many_lines_as_are_shown_and_500_at_most(board, amina, zola, browser_of):
    for _number in range(30):
        wait(board, amina)
    browser = browser_of(zola)
    for rows, number in (("25", 25), ("50", 30), ("", 25), ("1", 25), ("99999", 25), ("x", 25), ("９９", 25)):
        assert len(browser.get(QUEUE, {"rows": rows}).context["page"].rows) == number


def appealed(board, amina, zola):
    """What waits after somebody asked for another look."""
    given = {"decision": "remove", "reason_code": "spam", "explanation": "An advert.", "now": NOON}
    removal = actions.decide_item(actor=zola.actor, item_id=wait(board, amina).pk, **given)
    asked = {"decision_id": removal.pk, "words": "It is a poem.", "now": NOON}
    return actions.appeal_decision(actor=amina.actor, **asked).item


@pytest.mark.parametrize("choice", Choice)
def test_every_choice_says_what_it_needs(workshop, amina, zola, salma, choice):
    """The browser holds a decision for some seconds: it must know at once what the action would miss."""
    of_appeals = choice in {Choice.UPHOLD, Choice.OVERTURN}
    item = appealed(workshop, amina, zola) if of_appeals else wait(workshop, amina)
    missing: set[str] = set()
    try:
        actions.decide_item(actor=salma.actor, item_id=item.pk, decision=choice.value, now=NOON)
    except Invalid as refused:
        missing = set(refused.fields)
    assert missing == set(NEEDS.get(choice, ()))
    assert json.loads(needs_as_data()) == {choice.value: list(fields) for choice, fields in NEEDS.items()}


def test_what_is_severe_is_never_delayed(board, amina, zola, browser_of):
    severe, high = wait(board, amina, CARE), wait(board, amina)
    assert at_once(severe) == ["remove", "change", "escalate"]
    assert at_once(high) == []
    browser = browser_of(zola)
    assert 'data-at-once="remove change escalate"' in browser.get(page_of(severe)).content.decode()
    assert 'data-at-once=""' in browser.get(page_of(high)).content.decode()


def test_a_job_besides_the_one_that_can_still_be_taken_back_and_no_third(board, amina, zola):
    jobs = [wait(board, amina, title=f"note {number}") for number in range(4)]
    take = lambda **how: actions.take_next(actor=zola.actor, now=NOON, **how)  # noqa: E731
    first = take()
    assert take() == first
    second = take(besides=first.pk)
    assert second != first
    assert take(besides=first.pk) == second
    assert take(besides=second.pk) == first
    assert take(besides=jobs[3].pk) in {first, second}
    assert QueueItem.objects.filter(holder=zola.login).count() == 2


def test_the_console_is_not_told_twice_that_it_is_decided(board, amina, zola, browser_of):
    item, browser = wait(board, amina), browser_of(zola)
    browser.post(page_of(item), {"decision": "approve", "do": "decide"}, **PART)
    assert Decision.objects.get().decision == "approve"
    assert "It is decided" not in browser.get(QUEUE).content.decode()


def test_keys_are_off_until_they_are_on_again_or_the_session_ends(zola, browser_of):
    browser, keys = browser_of(zola), reverse("moderation:keys")
    assert 'data-keys="on"' in browser.get(QUEUE).content.decode()
    browser.post(keys, {})
    assert 'data-keys="off"' in browser.get(QUEUE).content.decode()
    assert 'data-keys="on"' in browser_of(zola).get(QUEUE).content.decode()
    browser.post(keys, {"on": "yes"})
    assert 'data-keys="on"' in browser.get(QUEUE).content.decode()


def test_the_authors_recent_history_is_sorts_and_outcomes_the_newest_first(board, amina, bilal, zola):
    for number in range(MOST + 1):
        wait(board, amina, title=f"old {number}")
    decided = wait(board, amina, title="decided", text="words nobody needs to read again")
    actions.decide_item(
        actor=zola.actor, item_id=decided.pk, decision="remove", reason_code="private", explanation="A name.", now=NOON
    )
    wait(board, bilal)
    item = wait(board, amina)
    history = author_history(zola.actor, item)
    assert len(history) == MOST
    assert item.pk not in {past.id for past in history}
    assert {past.outcome for past in history} <= {"", "Remove"}
    assert all(QueueItem.objects.get(pk=past.id).author == amina.persona for past in history)


def test_sg_52_what_was_escalated_is_in_the_history_for_leads_alone(board, amina, zola, salma, browser_of):
    hidden, item = wait(board, amina), wait(board, amina)
    actions.decide_item(actor=zola.actor, item_id=hidden.pk, decision="escalate", now=NOON)
    assert author_history(zola.actor, item) == []
    assert [past.id for past in author_history(salma.actor, item)] == [hidden.pk]
    assert str(hidden.pk) not in browser_of(zola).get(page_of(item)).content.decode()


def test_the_history_costs_one_query(board, amina, zola, django_assert_num_queries):
    items = [wait(board, amina) for _number in range(12)]
    actor = zola.actor
    with django_assert_num_queries(1):
        author_history(actor, items[0])


@pytest.mark.parametrize("address", [QUEUE, "item"])
def test_every_key_has_something_to_press(board, amina, zola, browser_of, address):
    item = wait(board, amina)
    actions.take_next(actor=zola.actor, now=NOON)
    html = browser_of(zola).get(page_of(item) if address == "item" else QUEUE).content.decode()
    keys = {"s", "z", "?"} if address == "item" else {"n", "j", "k", "z", "/", "?"}
    for key in keys:
        assert f'data-key="{key}"' in html, key
