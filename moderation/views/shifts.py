"""Pages about how much somebody has taken on: their own, and the team's for safeguarding leads (SEC-75)."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from moderation import actions
from moderation.forms import SummaryForm
from moderation.policies import may_see_team
from moderation.selectors.strain import own_shift, team_for, wants_summary_always
from moderation.views.doors import actor_of, queue_door
from pop.core import clock


@never_cache
@require_http_methods(["GET", "POST"])
def shift(request: HttpRequest) -> HttpResponse:
    """How much the reader has taken on, and what helps; POST begins a break, or keeps how they want to read."""
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    now = clock.now()
    if request.POST.get("do") == "break":
        actions.take_break(actor=actor_of(request), now=now)
        return redirect("moderation:shift")
    if request.method == "POST":
        actions.choose_summaries(actor=actor_of(request), always=request.POST.get("always") == "on", now=now)
        messages.success(request, _("Kept."))
        return redirect("moderation:shift")
    shown = {
        "now": now,
        "strain": own_shift(actor_of(request), now),
        "form": SummaryForm(initial={"always": wants_summary_always(actor_of(request))}),
        "minutes": settings.POP_SHIFT_MINUTES,
        "days": settings.POP_SHIFT_DAYS,
        "leads_team": may_see_team(actor_of(request)),
    }
    return render(request, "moderation/shift.html", shown)


@never_cache
@require_GET
def team(request: HttpRequest) -> HttpResponse:
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    shown = {"team": team_for(actor_of(request), clock.now()), "days": settings.POP_SHIFT_DAYS}
    return render(request, "moderation/team.html", shown)
