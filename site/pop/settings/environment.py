"""The environment variables POP reads, each through one of these functions.

Every variable has a heading in docs/operations.md; a test compares the two lists.
"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50  # characters; what Django's own deployment check asks for


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def switch(name: str, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
    return value == "yes"


def folder(name: str, default: Path) -> Path:
    path = Path(text(name) or default)
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret(name: str) -> str:
    """A secret of an operator: from NAME, or from the file NAME_FILE points to. Short ones are refused (SEC-65)."""
    file = text(f"{name}_FILE")
    value = Path(file).read_text().strip() if file else text(name)
    if len(value) < SHORTEST_SECRET:
        raise ImproperlyConfigured(
            f"{name} (or the file in {name}_FILE) must hold at least {SHORTEST_SECRET} random characters."
        )
    return value


def own_secret(file: Path) -> str:
    """A secret this machine makes for itself at the first start and keeps in a file only its user can read."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(64))
    return file.read_text()
