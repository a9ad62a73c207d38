"""What one person said in a circle lately, for its staff: which words a step is about is chosen by a person. Of what is
hard to read they stand on the page of the step, where asking for them is counted (SEC-75)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from moderation.selectors import hard_to_read
from peer_circles.actions import MESSAGE_KIND
from peer_circles.desk import words_of
from peer_circles.views.around import shown_there


@never_cache
@require_GET
def words(request: HttpRequest, circle_id: UUID, persona_id: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    circle, member, said = words_of(actor, circle_id, persona_id)
    hard = hard_to_read(MESSAGE_KIND, [message.pk for message in said])
    shown = {"circle": circle, "member": member, "said": said, "hard": hard}
    return shown_there(request, circle, "peer_circles/words.html", shown)
