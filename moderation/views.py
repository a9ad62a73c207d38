"""Pages of moderation: translate in, one call, translate out. Refusals nobody catches here: pop.core.doors."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from moderation import actions, selectors
from moderation.forms import DecisionForm, FilterForm, FlagForm
from moderation.models import Choice
from moderation.workload import workload_for
from pop.accounts.contracts import Actor
from pop.core import clock
from pop.core.doors import STATUS, show_in_form
from pop.core.errors import Conflict, DomainError, Invalid, SignInNeeded, TooFast
from pop.core.limits import network_of


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def _staff_door(request: HttpRequest) -> HttpResponse | None:
    """Whoever is not signed in signs in; a role without its second factor is sent to get it. The same for every item,
    known or not."""
    actor = _actor(request)
    if not actor.is_signed_in:
        raise SignInNeeded
    return redirect("account_security") if actor.unproved_roles and not actor.roles else None


@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    if (elsewhere := _staff_door(request)) is not None:
        return elsewhere
    form = FilterForm(request.GET)
    form.is_valid()  # a filter that is none shows its message and filters nothing
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    try:
        after = UUID(request.GET.get("after", ""))
    except ValueError:
        after = None
    page = selectors.page_of_queue(_actor(request), selectors.QueueFilters(**wanted), after=after)
    next_url = f"?{urlencode({**wanted, 'after': page.next_after})}" if page.next_after else ""
    now = clock.now()
    shown = {
        "page": page,
        "form": form,
        "counts": selectors.counts_for(_actor(request), now),
        "workload": workload_for(_actor(request), now, mirrored=get_language_bidi()),
        "now": now,
        "next_url": next_url,
        "is_filtered": bool(wanted),
        "first_url": f"?{urlencode(wanted)}" if after else "",
    }
    return render(request, "moderation/queue.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    if (elsewhere := _staff_door(request)) is not None:
        return elsewhere
    if request.method == "POST":
        return _decide(request, item_id)
    return _show_item(request, item_id)


def _decide(request: HttpRequest, item_id: UUID) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("decision", "reason_code", "explanation", "note")}
    if typed["decision"] == Choice.APPROVE:
        typed["content_note"] = request.POST.get("content_note", "")
    try:
        actions.decide_item(actor=_actor(request), item_id=item_id, now=clock.now(), **typed)
    except (Invalid, Conflict) as error:
        return _show_item(request, item_id, error)
    if typed["decision"] == Choice.HOLD:
        messages.success(request, _("It waits on, with your note."))
    else:
        messages.success(request, _("Thank you. It is decided, and everybody who needs to know has been told."))
    return redirect("moderation:queue")


def _show_item(request: HttpRequest, item_id: UUID, error: DomainError | None = None) -> HttpResponse:
    seen = actions.open_for_review(actor=_actor(request), item_id=item_id, now=clock.now())
    shown = selectors.shown_to(_actor(request), seen)
    form = DecisionForm(request.POST if error else None, shown=shown)
    if error:
        form.errors.clear()
        show_in_form(form, error)
    status = STATUS.get(type(error), 200) if error else 200
    return render(request, "moderation/item.html", {"shown": shown, "form": form, "now": clock.now()}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def flag(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Two taps: why, and send. For everybody who can see the thing, signed in or not."""
    what = selectors.require_flaggable(_actor(request), kind, subject_id)
    form = FlagForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        try:
            actions.flag_content(
                actor=_actor(request),
                kind=kind,
                subject_id=subject_id,
                reason=request.POST.get("reason", ""),
                note=request.POST.get("note", ""),
                now=clock.now(),
                network=network_of(request.META.get("REMOTE_ADDR", "")),
            )
            return redirect("moderation:flagged")
        except (Invalid, TooFast) as error:
            form.errors.clear()
            show_in_form(form, error)
            status = STATUS[type(error)]
    return render(request, "moderation/flag.html", {"form": form, "what": what}, status=status)


@require_GET
def flagged(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/flagged.html")


@never_cache
@require_GET
def statement(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Why something was removed, or that it is shown: for its author alone."""
    if not _actor(request).is_signed_in:
        raise SignInNeeded
    shown = {"statement": selectors.statement_for(_actor(request), decision_id)}
    return render(request, "moderation/statement.html", shown)
