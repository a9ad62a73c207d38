import pytest

from tests.factories import moderation


@pytest.fixture
def board(monkeypatch):
    return moderation.put_up(monkeypatch)


@pytest.fixture
def workshop(monkeypatch):
    return moderation.put_up(monkeypatch, moderation.Workshop())
