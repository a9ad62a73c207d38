"""How often somebody may do something. Counts live in the cache; addresses never do (SEC-52, SEC-71).

A limit is asked inside the action or door it protects. Calls for help are never limited (SG, "never refuse").
"""

import hashlib
import hmac
import ipaddress
import secrets
import time
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import cache

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
    cache.add(key, 0, timeout=limit.seconds)
    try:
        used = cache.incr(key)
    except ValueError:  # the window closed between the two lines
        return
    if used > limit.times:
        raise TooFast(retry_after=limit.seconds - passed)


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
