from datetime import timedelta

import pytest

from peer_circles.models import CircleSession
from tests.factories.sessions import END, START


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
