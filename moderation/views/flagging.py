"""Asking a person to look at something: the page everybody has who can see it, signed in or not."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from moderation import actions, selectors
from moderation.forms import FlagForm
from moderation.views.doors import actor_of, refused_in
from pop.core import clock
from pop.core.errors import Invalid, TooFast
from pop.core.limits import network_of


@never_cache
@require_http_methods(["GET", "POST"])
def flag(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Two taps: why, and send. For everybody who can see the thing, signed in or not."""
    what = selectors.require_flaggable(actor_of(request), kind, subject_id)
    form = FlagForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        try:
            actions.flag_content(
                actor=actor_of(request),
                kind=kind,
                subject_id=subject_id,
                reason=request.POST.get("reason", ""),
                note=request.POST.get("note", ""),
                now=clock.now(),
                network=network_of(request.META.get("REMOTE_ADDR", "")),
            )
            return redirect("moderation:flagged")
        except (Invalid, TooFast) as error:
            status = refused_in(form, error)
    return render(request, "moderation/flag.html", {"form": form, "what": what}, status=status)


@require_GET
def flagged(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/flagged.html")
