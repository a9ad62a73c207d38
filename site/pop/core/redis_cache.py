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
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._client = _Redis


class Cache(RedisCache):
    """Named in settings. Whatever it is asked may raise Away."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _Client
