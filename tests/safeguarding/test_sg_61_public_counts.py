"""SG-61: numbers about few people stand on no public page. What is published goes through pop.insights; everywhere else
a stranger sees the same, however many people there are."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from peer_circles import actions
from pop.core import clock
from tests.audit.doors import documents
from tests.factories import circles
from tests.safeguarding.surfaces import NOBODY
from tests.site_map import ADDRESSES

ABOUT_A_CIRCLE = "{ circles { edges { node { id name capacity mode } } } }"


@pytest.fixture
def circle(joel, amina):
    return circles.circle(joel, amina)


def seen_by_a_stranger(circle):
    browser = Client()
    inside = [reverse(f"circles:{name}", args=[circle.pk]) for name in ("circle", "circle_feed")]
    pages = [reverse("circles:list"), *inside, "/"]
    told = [browser.get(page).content.decode() for page in pages]
    told.append(browser.post("/graphql/", {"query": ABOUT_A_CIRCLE}, content_type="application/json").content.decode())
    return [re.sub(r"DTSTAMP:\w+", "", text) for text in told]


def test_sg_61_a_stranger_cannot_count_who_is_in_a_circle_or_what_was_said(circle, bilal, amina):
    before = seen_by_a_stranger(circle)
    circles.join(circle, bilal)
    actions.post_message(
        actor=amina.actor, circle_id=circle.pk, client_id=uuid4(), text="Good evening", now=clock.now()
    )
    assert seen_by_a_stranger(circle) == before


FOR_THOSE_INSIDE = {"circleSession", "circleDesk"}  # a stranger is told that there is none (SEC-24)


def test_sg_61_no_field_of_the_api_counts_rows_for_everybody(db):
    """No `totalCount` and the like: a connection says whether there is more, never how many."""
    counts = re.compile(r"\b(totalCount|total|memberCount|members|count|heads)\b")
    asked = dict(documents(Everything()))
    assert "pageInfo" in asked["projects"]
    assert {name for name, document in asked.items() if counts.search(document)} == FOR_THOSE_INSIDE
    for name in FOR_THOSE_INSIDE:
        answer = Client().post("/graphql/", {"query": asked[name]}, content_type="application/json").json()
        assert answer["errors"][0]["extensions"]["code"] == "not_found"


class Everything(dict):
    def __missing__(self, _asked):
        return NOBODY

    def __contains__(self, _asked):
        return False


def test_sg_61_published_numbers_are_on_their_own_pages_alone():
    assert {address.pattern for address in ADDRESSES if address.pattern.startswith("insights:")} == {
        "insights:transparency", "insights:release",
    }  # fmt: skip
