"""How often somebody may do something. Counts live in the cache; addresses never do (SEC-52, SEC-71).

A limit is asked inside the action or door it protects. Calls for help are never limited (SG, "never refuse").
"""

import hashlib
import hmac
import ipaddress
import secrets
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

from pop.core.breaker import Away
from pop.core.errors import TooFast

_DAY = 86_400


@dataclass(frozen=True)
class Limit:
    """At most `times` in `seconds`, counted in fixed windows."""

    name: str
    times: int
    seconds: int


def count(limit: Limit, who: str) -> None:
    """Count one more. Raises TooFast, with the seconds left, when that is one too many."""
    window, passed = divmod(int(time.time()), limit.seconds)
    key = f"limit:{limit.name}:{window}:{who}"
    if _count_together({key: 1}, limit.seconds)[key] > limit.times:
        raise TooFast(retry_after=limit.seconds - passed)


def count_many(limit: Limit, whos: Sequence[str]) -> list[TooFast | None]:
    """As `count` for each of these, in this order, in one turn to the cache: what `count` would have raised."""
    window, passed = divmod(int(time.time()), limit.seconds)
    keys = [f"limit:{limit.name}:{window}:{who}" for who in whos]
    used = _count_together(Counter(keys), limit.seconds)
    refused: list[TooFast | None] = []
    for key in reversed(keys):  # whoever asked last was one too many first
        refused.append(TooFast(retry_after=limit.seconds - passed) if used[key] > limit.times else None)
        used[key] -= 1
    return refused[::-1]


def _count_together(times: Mapping[str, int], seconds: int) -> dict[str, int]:
    """Count each key so often, and give how far it is. While Redis is away each process counts for itself: a limit
    protects people, but that its counter is away must not silence anybody (SEC-06)."""
    shared = caches["default"]
    if isinstance(shared, RedisCache):
        with suppress(Away):
            return _counted_in(shared, times, seconds)
        shared = _of_this_process
    return {key: _count_more(shared, key, delta, seconds) for key, delta in times.items()}


_of_this_process = LocMemCache("limits", {"OPTIONS": {"MAX_ENTRIES": 100_000}})


def _counted_in(shared: RedisCache, times: Mapping[str, int], seconds: int) -> dict[str, int]:
    # Django has no increment of many; it keeps whole numbers as they are, so Redis can do it.
    redis = shared._cache.get_client(write=True)
    names = [shared.make_key(key) for key in times]
    return dict(zip(times, redis.eval(_COUNT, len(names), *names, seconds, *times.values()), strict=True))


# In Redis itself: one turn to it, however many are counted.
_COUNT = """
local used = {}
for place, name in ipairs(KEYS) do
    used[place] = redis.call("INCRBY", name, ARGV[place + 1])
    redis.call("EXPIRE", name, ARGV[1])
end
return used
"""


def _count_more(cache: BaseCache, key: str, delta: int, seconds: int) -> int:
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key, delta)
    except ValueError:  # the window closed between the two lines
        return 0


def network_of(address: str) -> str:
    """A name for somebody's network that is not their address: a keyed hash of the /32 (v4) or /64 (v6).

    The key lives in this process's memory and changes every day, so the name cannot be traced back later.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    network = ipaddress.ip_network((ip, 64 if ip.version == 6 else 32), strict=False)
    return hmac.new(_todays_key(), str(network).encode(), hashlib.sha256).hexdigest()[:24]


@lru_cache(maxsize=1)
def _key_of(day: int) -> bytes:
    return secrets.token_bytes(32)


def _todays_key() -> bytes:
    return _key_of(int(time.time()) // _DAY)
