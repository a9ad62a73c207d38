"""What must never be deployed."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


def demo_door_stays_home(**kwargs: Any) -> list[CheckMessage]:
    """The demo's door lets anybody be anybody: it may only be open where nobody else can knock."""
    if not settings.POP_DEMO_DOOR or (settings.ALLOWED_HOSTS and LOOPBACK.issuperset(settings.ALLOWED_HOSTS)):
        return []
    return [
        Error(
            "POP_DEMO_DOOR is on, and the site answers to more than this machine.",
            hint="Only pop.settings.demo opens the door. Use pop.settings.production for visitors.",
            id="accounts.E001",
        )
    ]
