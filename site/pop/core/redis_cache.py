"""The cache in Redis, for a Redis that may be away or hang: one breaker for the whole process (SEC-06)."""

from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import ConnectionError as NoConnection
from redis import Redis
from redis import TimeoutError as NoAnswer

from pop.core.breaker import Breaker


def _answers() -> None:
    options: dict[str, Any] = settings.CACHES["default"]["OPTIONS"]  # type: ignore[assignment]
    with Redis.from_url(settings.REDIS_URL, **options) as redis:
        redis.execute_command("PING")


breaker = Breaker("Redis", _answers, lost=(NoConnection, NoAnswer, OSError))


class _Redis(Redis):
    def execute_command(self, *args: Any, **options: Any) -> Any:
        """Raises Away where Redis does: its callers go on without."""
        return breaker.ask(lambda: super(_Redis, self).execute_command(*args, **options))


class _Client(RedisCacheClient):
    """Keeps its clients: Django makes one for each thing it asks, and one learns all of Redis' commands anew, which
    takes longer than asking."""

    _get_connection_pool: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._client = _Redis
        self._kept: dict[Any, _Redis] = {}  # by pool of connections, of which each server has one

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        pool = self._get_connection_pool(write)
        if pool not in self._kept:
            self._kept[pool] = _Redis(connection_pool=pool)
        return self._kept[pool]


class Cache(RedisCache):
    """Named in settings. Whatever it is asked may raise Away."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _Client
