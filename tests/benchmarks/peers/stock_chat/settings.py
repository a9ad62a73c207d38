"""The chat of the Channels tutorial, with sessions and a table of messages, on a database of the same kind as POP."""

import os
from pathlib import Path

import dj_database_url

from pop.settings.base import DATABASES as POPS

DATA = Path(os.environ["POP_DATA_DIR"])
DATABASES = {"default": dj_database_url.parse(f"sqlite:///{DATA / 'stock.sqlite3'}", conn_max_age=600)}
DATABASES["default"]["OPTIONS"] = POPS["default"].get("OPTIONS", {})
if os.environ.get("DATABASE_URL"):
    DATABASES = POPS
REDIS_URL = os.environ.get("REDIS_URL", "")
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL], "prefix": "stock"},
        }
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

SECRET_KEY = "only-for-the-benchmark"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "tests.benchmarks.peers.stock_chat",
]
ASGI_APPLICATION = "tests.benchmarks.peers.stock_chat.asgi.application"
USE_TZ = True
