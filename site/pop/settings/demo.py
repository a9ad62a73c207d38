"""One machine, everything embedded, the demo cast: what `make run` starts. Never for real visitors."""

from pop.settings import environment
from pop.settings.base import *  # noqa: F403
from pop.settings.base import DATA

SECRET_KEY = environment.own_secret(DATA / "secret-key")
POP_AUDIT_KEY = environment.own_secret(DATA / "audit-key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]  # loopback only: the demo door must not face a network
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "private"}},
    # Uncompressed: collecting takes seconds instead of half a minute, and this server serves one person.
    "staticfiles": {"BACKEND": "frontend.static_files.HashedNames"},
}
POP_GRAPHIQL = True
POP_DEMO_DOOR = True
