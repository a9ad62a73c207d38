"""What is away is asked once, and not again before it has answered (SEC-06)."""

import os
import signal
import threading

import pytest
from django.core.cache import caches
from redis import Redis

from pop.core import breaker, redis_cache
from pop.core.breaker import Away, Breaker
from pop.core.errors import TooFast
from pop.core.limits import Limit, count, count_many
from tests.daemons import own_redis

PATIENCE = 30


class Neighbour:
    """Somebody who may not answer."""

    def __init__(self):
        self.is_there = True
        self.asked = 0
        self.looked_for = threading.Event()
        self.breaker = Breaker("the neighbour", self.answers)

    def answers(self):
        self.looked_for.set()
        self.asks()

    def asks(self):
        self.asked += 1
        if not self.is_there:
            raise ConnectionRefusedError
        return "here"


@pytest.fixture
def neighbour(monkeypatch):
    monkeypatch.setattr(breaker, "EVERY_SECONDS", 0.01)
    return Neighbour()


def until(what):
    pause = threading.Event()
    for _ in range(PATIENCE * 100):
        if what():
            return
        pause.wait(0.01)
    raise AssertionError("it did not come about")


def test_sec_06_whoever_is_away_is_asked_once_and_nobody_after_that_waits(monkeypatch):
    monkeypatch.setattr(breaker, "EVERY_SECONDS", 3600)
    neighbour = Neighbour()
    assert neighbour.breaker.ask(neighbour.asks) == "here"
    neighbour.is_there = False
    for _ in range(5):
        with pytest.raises(Away):
            neighbour.breaker.ask(neighbour.asks)
    assert neighbour.asked == 2


def test_sec_06_its_return_is_found_without_anybody_s_question(neighbour):
    neighbour.is_there = False
    with pytest.raises(Away):
        neighbour.breaker.ask(neighbour.asks)
    assert neighbour.looked_for.wait(PATIENCE)
    with pytest.raises(Away):  # looked for, and not found
        neighbour.breaker.ask(lambda: "never asked")
    neighbour.is_there = True
    until(lambda: not neighbour.breaker._away)
    assert neighbour.breaker.ask(neighbour.asks) == "here"


def test_what_is_wrong_with_a_question_is_no_absence(neighbour):
    def nonsense():
        raise ValueError("what?")

    with pytest.raises(ValueError, match="what"):
        neighbour.breaker.ask(nonsense)
    assert neighbour.breaker.ask(neighbour.asks) == "here"


def test_sec_06_limits_hold_in_this_process_while_redis_hangs_and_are_shared_again_afterwards(settings, monkeypatch):
    monkeypatch.setattr(breaker, "EVERY_SECONDS", 0.05)
    limit = Limit("tests.hanging", times=2, seconds=86_400)
    with own_redis() as redis:
        options = {"socket_connect_timeout": 1, "socket_timeout": 1}
        settings.REDIS_URL = redis.url
        settings.CACHES = {
            "default": {"BACKEND": "pop.core.redis_cache.Cache", "LOCATION": redis.url, "OPTIONS": options}
        }
        count(limit, "amina")
        os.kill(redis.pid, signal.SIGSTOP)  # it takes connections, and answers nothing
        assert count_many(limit, ["bilal", "bilal"]) == [None, None]
        with pytest.raises(Away):
            caches["default"].get("anything")
        with pytest.raises(TooFast):
            count(limit, "bilal")
        os.kill(redis.pid, signal.SIGCONT)
        until(lambda: not redis_cache.breaker._away)
        count(limit, "amina")
        with pytest.raises(TooFast):  # the first was counted before
            count(limit, "amina")
        with Redis.from_url(redis.url) as plain:
            assert plain.keys("*amina*")
