"""Pages for safeguarding leads: what screening looks for, what would change, and a text read step by step."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from moderation import actions
from moderation.forms import TryForm
from moderation.selectors.lexicon import lexicon_page, term_page, tried
from moderation.views.doors import actor_of, queue_door
from pop.core import clock
from pop.core.doors import STATUS
from pop.core.errors import Conflict


@never_cache
@require_http_methods(["GET", "POST"])
def lexicon(request: HttpRequest) -> HttpResponse:
    """The version in use, what waits for the next one; POST publishes it, or tries it on the last 30 days."""
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    shown: dict[str, object] = {"page": lexicon_page(actor_of(request)), "backtest": None}
    if request.POST.get("do") == "try":
        shown["backtest"] = actions.run_backtest(actor=actor_of(request), now=clock.now())
    elif request.method == "POST":
        try:
            seen = request.POST.get("version", "")
            version = actions.publish_lexicon(
                actor=actor_of(request), seen_version=int(seen) if seen.isdecimal() else -1, now=clock.now()
            )
        except Conflict as error:
            return render(
                request, "moderation/lexicon.html", {**shown, "refused": error.message}, status=STATUS[Conflict]
            )
        messages.success(request, _("Version %(number)d is in use within seconds.") % {"number": version.number})
        return redirect("moderation:lexicon")
    return render(request, "moderation/lexicon.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def term(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """One term; POST asks for its removal, or keeps it."""
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    refused = None
    if request.method == "POST":
        act = actions.keep_term if request.POST.get("do") == "keep" else actions.propose_removal
        try:
            act(actor=actor_of(request), term_id=term_id, now=clock.now())
            messages.success(request, _("Thank you. It changes with the next version."))
            return redirect("moderation:lexicon")
        except Conflict as error:
            refused = error.message
    shown = {"term": term_page(actor_of(request), term_id), "refused": refused}
    return render(request, "moderation/term.html", shown, status=STATUS[Conflict] if refused else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def try_text(request: HttpRequest) -> HttpResponse:
    """A text, and what each step makes of it. It is not kept, and is sent in the body: no address tells it."""
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    form = TryForm(request.POST if request.method == "POST" else None)
    found = None
    if form.is_valid():
        typed = form.cleaned_data
        found = tried(actor_of(request), typed["text"], typed["earlier"], next_version=typed["next_version"])
    shown = {"form": form, "found": found, "page": lexicon_page(actor_of(request))}
    return render(request, "moderation/try.html", shown, status=400 if form.errors else 200)
