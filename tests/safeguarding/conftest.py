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
