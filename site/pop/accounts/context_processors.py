from typing import Any

from django.http import HttpRequest


def actor(request: HttpRequest) -> dict[str, Any]:
    """Templates say `actor`, as policies do."""
    return {"actor": getattr(request, "actor", None)}
