"""Not wanting to see what somebody writes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from peer_circles import actions, selectors
from peer_circles.forms import HideForm
from pop.core.doors import show_in_form
from pop.core.errors import Invalid, Refused


@never_cache
@require_http_methods(["GET", "POST"])
def hide(request: HttpRequest, circle_id: UUID, message_id: UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    message = selectors.message_by_somebody(actor, circle_id, message_id)
    form = HideForm(request.POST) if request.method == "POST" else HideForm(initial={"how": "mute"})
    if form.is_bound and form.is_valid():
        try:
            actions.hide_author(actor=actor, message_id=message_id, how=form.cleaned_data["how"])
        except (Invalid, Refused) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Done. Nobody is told. In your account you can show them again."))
            return redirect("circles:circle", circle_id)
    context = {"circle": message.circle, "message": message, "form": form}
    return render(request, "peer_circles/hide.html", context, status=400 if form.errors else 200)
