"""Counting for many at once is counting for each, in their order."""

import pytest

from pop.core.errors import TooFast
from pop.core.limits import Limit, count, count_many

pytestmark = pytest.mark.django_db


def test_whoever_asked_last_was_one_too_many(time_machine):
    time_machine.move_to(1_000_000_000.0)
    limit = Limit("tests.many", times=3, seconds=10)
    count(limit, "amina")
    answers = count_many(limit, ["amina", "bilal", "amina", "amina", "bilal"])
    assert [answer and answer.retry_after for answer in answers] == [None, None, None, 10, None]
    with pytest.raises(TooFast):
        count(limit, "amina")
    count(limit, "bilal")
    assert [answer is None for answer in count_many(limit, ["bilal", "carla"])] == [False, True]
    assert count_many(limit, []) == []


def test_a_new_window_begins_with_nothing(time_machine):
    time_machine.move_to(1_000_000_000.0)
    limit = Limit("tests.many", times=1, seconds=10)
    assert [answer is None for answer in count_many(limit, ["amina", "amina"])] == [True, False]
    time_machine.move_to(1_000_000_010.0)
    assert count_many(limit, ["amina"]) == [None]
