"""One message, for who asks for this very one: where it is folded behind a content note, only so (SG-35)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from peer_circles import selectors


@never_cache
@require_GET
def message(request: HttpRequest, circle_id: UUID, message_id: UUID) -> HttpResponse:
    """A page; to the room's own script, which asks for JSON, the words alone."""
    found = selectors.message_for(request.actor, circle_id, message_id)  # type: ignore[attr-defined]
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"text": found.text})
    return render(request, "peer_circles/message.html", {"message": found, "circle": found.circle})
