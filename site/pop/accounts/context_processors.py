"""What every template knows of whoever is asking."""

from functools import cache
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest

from pop.accounts.contracts import Actor
from pop.accounts.selectors import has_news


def actor(request: HttpRequest) -> dict[str, Any]:
    """Templates say `actor`, as policies do; `has_news` asks the database only where a template says it."""
    who = getattr(request, "actor", None)
    return {"actor": who, "has_news": cache(lambda: who is not None and _has_news(who))}


def _has_news(who: Actor) -> bool:
    """Never an error: the menu stands on the pages that say that something broke, too."""
    try:
        return has_news(who)
    except DatabaseError:
        return False
