"""The cache in Redis keeps its client, and is Django's in everything else."""

from django.core.cache.backends.redis import RedisCache

from pop.core.redis_cache import Cache
from tests.daemons import own_redis


def test_one_client_for_everything_and_it_outlives_its_server():
    with own_redis() as redis:
        kept, plain = Cache(redis.url, {}), RedisCache(redis.url, {})
        clients = {id(kept._cache.get_client(write=number % 2 == 0)) for number in range(4)}
        assert len(clients) == 1
        kept.set("name", ["value"], timeout=60)
        assert plain.get("name") == ["value"]
        assert (kept.incr("count") if kept.add("count", 1) else None) == 2
        assert plain.get_many(["name", "count", "none"]) == {"name": ["value"], "count": 2}
        redis.kill()
        redis.start()
        assert kept.get("name") is None
        kept.set("name", "again")
        assert plain.get("name") == "again"
