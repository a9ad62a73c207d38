"""The one place that reads the clock. Doors call `now()` and pass it in; tests travel with time-machine."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()
