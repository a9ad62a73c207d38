"""How much waits, as counts and as a picture."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from moderation import actions
from moderation.selectors.waiting_tallies import tallies_for
from moderation.selectors.workload import workload_of
from pop.accounts.contracts import ANONYMOUS
from tests.factories.moderation import CARE, CLEAR, HELD, NOON, put_up


@pytest.fixture
def board(monkeypatch):
    return put_up(monkeypatch)


def wait(board, author, verdict, since, cause="held"):
    note = board.pin(author)
    return actions.open_item(kind="note", subject_id=note.id, cause=cause, verdict=verdict, now=since)


@pytest.fixture
def waiting(board, amina):
    """At noon: three severe (late, late, soon), two high (soon, calm), two normal (calm, late)."""
    for minutes in (16, 300, 8):
        wait(board, amina, CARE, NOON - timedelta(minutes=minutes))
    for minutes in (121, 119):
        wait(board, amina, HELD, NOON - timedelta(minutes=minutes))
    for hours in (23, 49):
        wait(board, amina, CLEAR, NOON - timedelta(hours=hours), cause="submitted")


def numbers(chart):
    return [bar.values for bar in chart.bars]


def test_counts_follow_the_clocks_of_each_severity(waiting, zola):
    load = workload_of(tallies_for(zola.actor, NOON))
    assert numbers(load.by_time) == [(2, 1, 0), (0, 1, 1), (1, 0, 1)]
    assert numbers(load.by_lane) == [(3, 0, 0), (0, 2, 0), (0, 0, 2)]
    assert load.total == 7
    assert load.counts == {"all": 7, "overdue": 3, "severe": 3, "high": 2, "normal": 2}


def test_the_clocks_are_those_of_the_settings(waiting, zola, settings):
    settings.POP_MODERATION_MINUTES = {"severe": 45, "high": 120, "normal": 24 * 60}
    labels = [str(bar.label) for bar in workload_of(tallies_for(zola.actor, NOON)).by_time.bars]
    assert labels == [
        "Severe: look within 45 minutes",
        "High: look within 2 hours",
        "Normal: look within 24 hours",
    ]


def test_a_decided_item_does_not_count(board, amina, zola):
    item = wait(board, amina, HELD, NOON)
    actions.decide_item(actor=zola.actor, item_id=item.pk, decision="approve", now=NOON)
    assert workload_of(tallies_for(zola.actor, NOON)).total == 0


def test_sec_24_nobody_counts_what_they_may_not_see(waiting, board, amina, joel, salma, zola):
    item = wait(board, amina, CARE, NOON)
    actions.decide_item(actor=zola.actor, item_id=item.pk, decision="escalate", note="Please.", now=NOON)
    assert workload_of(tallies_for(zola.actor, NOON)).total == 7
    assert workload_of(tallies_for(salma.actor, NOON)).total == 8
    for actor in (joel.actor, amina.actor, ANONYMOUS, zola.actor_without_second_factor):
        assert workload_of(tallies_for(actor, NOON)).total == 0


def test_it_takes_one_query_at_any_length(waiting, zola, django_assert_num_queries):
    actor = zola.actor
    with django_assert_num_queries(1):
        workload_of(tallies_for(actor, NOON))


def test_the_page_draws_it_and_says_the_same_in_a_table(waiting, zola, browser_of):
    html = browser_of(zola).get(reverse("moderation:queue")).content.decode()
    drawing = html[html.index('aria-labelledby="by-lane-title"') :]
    assert re.findall(r'class="chart__number"[^>]*>(\d+)<', drawing.split("</svg>")[0]) == ["3", "2", "2"]
    assert re.findall(r"<td>(\d+)</td>", drawing.split("</figure>")[0]) == list("300020002")
    assert "style=" not in html


def test_in_arabic_it_begins_at_the_right(waiting, zola, browser_of):
    with translation.override("ar"):
        html = browser_of(zola).get(reverse("moderation:queue")).content.decode()
    assert 'class="chart__label" x="320"' in html


def test_an_empty_queue_has_no_picture(zola, browser_of):
    assert "<figure" not in browser_of(zola).get(reverse("moderation:queue")).content.decode()
