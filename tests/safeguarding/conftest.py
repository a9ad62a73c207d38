"""Fixtures of the promises that go across areas: an evening of a circle, who looks on, and people whose flags count."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client

from moderation import actions
from peer_circles.models import CircleSession
from pop.accounts.models import Notice
from tests.factories.moderation import NOON, put_up
from tests.factories.sessions import END, START
from tests.people import person

HOUR = timedelta(hours=1)


@pytest.fixture
def session(circle):
    """One evening of the circle that a test speaks of."""
    return CircleSession.objects.create(circle=circle, starts_at=START, ends_at=END)


@pytest.fixture
def clock_at(time_machine):
    return lambda moment: time_machine.move_to(moment, tick=False)


@pytest.fixture
def real_lines(live_site, settings, monkeypatch):
    """Signs of life are looked at ten times a second, and count for one."""
    settings.POP_ROOMS_BEAT_SECONDS = 0.1
    settings.POP_SESSION_STAFF_SECONDS = 1
    monkeypatch.setattr("peer_circles.actions.staff_there.WRITTEN_EVERY", timedelta(seconds=0.2))
    return live_site


@pytest.fixture
def cast(amina, bilal, lina, sam, joel, zola, nia, salma, otto):
    return {
        "amina": amina, "bilal": bilal, "lina": lina, "sam": sam, "joel": joel, "zola": zola, "nia": nia, "otto": otto,
    }  # fmt: skip


@pytest.fixture
def onlookers(cast, browser_of):
    """Somebody beside the author, and a stranger."""
    return {"bilal": (browser_of(cast["bilal"]), cast["bilal"]), "a stranger": (Client(), None)}


@pytest.fixture
def pages_are_kept(settings):
    """As on a real site: what a stranger was shown is kept for the next one."""
    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages-hidden"}
    settings.CACHES = {**settings.CACHES, "pages": kept}
    del caches.settings
    caches["pages"].clear()
    yield
    caches["pages"].clear()
    del caches.settings


@pytest.fixture
def board(monkeypatch):
    return put_up(monkeypatch)


@pytest.fixture
def trusted(board, amina, zola):
    """People who were right three times each."""

    def makes(*people):
        for who in people:
            for _number in range(3):
                removed = board.pin(amina)
                flag = actions.flag_content(
                    actor=who.actor, kind="note", subject_id=removed.id, reason="unkind", now=NOON - HOUR
                )
                actions.decide_item(
                    actor=zola.actor, item_id=flag.item_id, decision="remove", reason_code="unkind",
                    explanation="It was mean.", now=NOON - HOUR,
                )  # fmt: skip
        Notice.objects.all().delete()
        board.calls.clear()

    return makes


@pytest.fixture
def samir(db):
    return person("samir", "16-17")
