"""For the test suite: fast hashing, files and database apart from the demo's. DATABASE_URL and REDIS_URL are obeyed."""

import os
from pathlib import Path

from pop.settings.base import *  # noqa: F403
from pop.settings.base import CACHES, DATA, DATABASES, REDIS_URL

# Workers of one test run share nothing: pytest-django gives each a database, these lines the rest.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
if REDIS_URL:
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rsplit('/', 1)[0]}/{int(_WORKER.removeprefix('gw')) % 16}"
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL], "prefix": _WORKER},
        }
    }

# Nothing is kept from one test to the next, and queries are counted as they are. Those who test keeping, keep.
CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

SECRET_KEY = "only-for-tests-" * 5
POP_AUDIT_KEY = "only-for-tests-too-" * 5
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
WAGTAILADMIN_BASE_URL = "http://testserver"
POP_CHORES = os.environ.get("POP_CHORES") == "yes"  # nothing happens by itself, unless a test asks for it
# Tests travel in time: the clock is doubted where one says so.
POP_CLOCK_FILE = Path(os.environ["POP_CLOCK_FILE"]) if os.environ.get("POP_CLOCK_FILE") else None
POP_AUDIT_HEADS = Path(os.environ.get("POP_AUDIT_HEADS") or DATA / f"test-audit-heads-{_WORKER}.jsonl")
POP_LEXICON_SECONDS = 0  # the starter lexicon, unless a test takes another one into use
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # production's is held by a test of its own
MEDIA_ROOT = DATA / f"test-media-{_WORKER}"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# PostgreSQL may run without fsync here: that halves the time, and nothing in it need outlive the tests.
POP_MAY_LOSE_DATA = True
# Threads of a live server keep connections; tearing a test database down must not wait for them.
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: the live server's threads and the test must see one database.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
