"""A Redis that takes connections and never answers: a conversation is slowed down once, and goes on (SEC-06)."""

import os
import signal
import time

import pytest

from tests.daemons import own_redis
from tests.factories import circles
from tests.live import BY_THE_BEAT, texts
from tests.served import ServedSite, served

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WORDS = [f"{letter} and so on" for letter in "abcdefghijkl"]


def test_sec_06_a_redis_that_hangs_slows_a_conversation_once_and_everybody_hears_what_is_committed(joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    with own_redis() as redis:
        one, other = ServedSite(redis_url=redis.url), ServedSite(redis_url=redis.url)
        with served(one, other), one.connect(amina) as hers, other.connect(bilal) as his:
            hers.join(circle.room_id)
            his.join(circle.room_id)
            assert hers.post(circle.room_id, "before")["status"] == "published"
            assert texts(his, 1) == ["before"]

            os.kill(redis.pid, signal.SIGSTOP)
            began = time.monotonic()
            assert [hers.post(circle.room_id, word)["status"] for word in WORDS] == ["published"] * len(WORDS)
            # Each would have waited for a second. Wide: other work may run on this machine.
            assert time.monotonic() - began < len(WORDS) / 2
            assert texts(his, len(WORDS)) == WORDS
            assert his.post(circle.room_id, "I heard you")["status"] == "published"
            assert texts(hers, 1) == ["I heard you"]  # her own came before their acks

            os.kill(redis.pid, signal.SIGCONT)
            deadline = time.monotonic() + 30
            while True:  # a wake-up finds its way again, without a restart
                began = time.monotonic()
                one_more = hers.post(circle.room_id, "quick again")
                if one_more["type"] == "error":  # a good deal was said in these seconds
                    time.sleep(one_more["retry_after"])
                    continue
                his.expect("event", BY_THE_BEAT, seq=one_more["seq"])
                if time.monotonic() - began < 1:
                    break
                assert time.monotonic() < deadline
