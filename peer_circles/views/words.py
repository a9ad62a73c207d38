"""What one person said in a circle lately, for its staff: which words a step is about is chosen by a person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from peer_circles.desk import words_of


@never_cache
@require_GET
def words(request: HttpRequest, circle_id: UUID, persona_id: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    circle, member, said = words_of(actor, circle_id, persona_id)
    return render(request, "peer_circles/words.html", {"circle": circle, "member": member, "said": said})
