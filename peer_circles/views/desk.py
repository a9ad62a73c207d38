"""What staff press at their desk beside the room."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.actions import decide_item
from moderation.selectors import open_item_for
from peer_circles import actions
from peer_circles.forms import DecideForm
from pop.core import clock
from pop.core.errors import Absent, DomainError


@require_POST
def decide(request: HttpRequest, circle_id: UUID, message_id: UUID) -> HttpResponse:
    """Beside the room: the same decision as in the queue, through the same action."""
    try:
        asked = DecideForm(request.POST).asked()
        item = open_item_for(actions.MESSAGE_KIND, message_id)
        if item is None:
            raise Absent
        actor = request.actor  # type: ignore[attr-defined]
        decided = decide_item(actor=actor, item_id=item.pk, in_place=True, now=clock.now(), **asked)
    except DomainError as error:
        return answer(request, circle_id, error)
    if decided is None and request.headers.get("Accept") != "application/json":
        messages.success(request, _("Thank you. Somebody else looks at it, too: what is severe takes two people."))
    return answer(request, circle_id)


def answer(request: HttpRequest, circle_id: UUID, error: DomainError | None = None) -> HttpResponse:
    """To the room's own script, which asks for JSON, in a word; to everybody else the room again, at the desk."""
    fields = error.fields.values() if error else ()
    words = " ".join(str(text) for texts in fields for text in texts) or str(error.message if error else "")
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"message": words}, status=400) if error else JsonResponse({})
    if error:
        messages.error(request, words)
    return redirect(reverse("circles:circle", args=[circle_id]) + "#desk")
