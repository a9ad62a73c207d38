"""One message, for who asks for this very one: where it is folded behind a content note, only so (SG-35)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from peer_circles import actions, policies, selectors
from pop.core import clock


@never_cache
@require_GET
def message(request: HttpRequest, circle_id: UUID, message_id: UUID) -> HttpResponse:
    """A page; to the room's own script, which asks for JSON, the words alone."""
    actor = request.actor  # type: ignore[attr-defined]
    found = selectors.message_for(actor, circle_id, message_id)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"text": found.text})
    context = {"message": found, "circle": found.circle, "may_decide": policies.may_decide(actor, found)}
    return render(request, "peer_circles/message.html", context)


@require_POST
def take_note_off(request: HttpRequest, circle_id: UUID, message_id: UUID) -> HttpResponse:
    actions.take_note_off(actor=request.actor, message_id=message_id, now=clock.now())  # type: ignore[attr-defined]
    messages.success(request, _("Everybody in the circle reads it openly now."))
    return redirect(reverse("circles:circle", args=[circle_id]) + f"#m-{message_id}")
