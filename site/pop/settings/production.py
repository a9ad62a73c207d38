"""For real visitors. Everything an operator decides comes from the environment: docs/operations.md."""

from pop.settings import environment
from pop.settings.base import *  # noqa: F403

SECRET_KEY = environment.secret("POP_SECRET_KEY")
POP_AUDIT_KEY = environment.secret("POP_AUDIT_KEY")
ALLOWED_HOSTS = environment.words("POP_HOSTS")
WAGTAILADMIN_BASE_URL = f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else ""
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
