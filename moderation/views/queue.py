"""The pages of the queue: the list, one item, and what one does with what one has in hand. Refusals: pop.core.doors."""

import re
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moderation import actions, clocks, selectors
from moderation.forms import DecisionForm, FilterForm, HandOverForm
from moderation.models import Choice, State
from moderation.queue_room import QUEUE_ROOM
from moderation.selectors import sanctions, saved_views, waiting
from moderation.selectors.author_history import author_history
from moderation.selectors.strain import own_shift
from moderation.selectors.waiting_tallies import mark_of, tallies_for
from moderation.selectors.workload import workload_of
from moderation.views.console import KEYS_OFF
from moderation.views.doors import actor_of, is_for_console, parsed_uuid, queue_door, refused_in
from moderation.views.doors import page as page_or_part
from moderation.views.undoing import at_once, needs_as_data
from pop.core import clock, leaps
from pop.core.errors import Absent, Conflict, DomainError, Invalid

MOST_ROWS = 500  # of the list at once


@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    actor = actor_of(request)
    if not request.GET and (start := saved_views.start_of(actor)):
        return redirect(reverse("moderation:queue") + start)
    actions.open_queue(actor=actor)
    form = FilterForm(request.GET)
    form.is_valid()  # a filter that is none shows its message and filters nothing
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    filters, now = waiting.QueueFilters(**wanted), clock.now()
    after = parsed_uuid(request.GET.get("after", ""))
    page = waiting.page_of_queue(actor, filters, after=after, first=_rows(request), now=now)
    tallies = tallies_for(actor, now)
    workload = workload_of(tallies, mirrored=get_language_bidi())
    next_url = f"?{urlencode({**wanted, 'after': page.next_after})}" if page.next_after else ""
    shown = {
        "page": page,
        "form": form,
        "strain": own_shift(actor_of(request), now),
        "lease_minutes": settings.POP_LEASE_MINUTES,
        "workload": workload,
        "counts": workload.counts,
        "clocks_stand_still": workload.counts["overdue"] > 0 and clocks.stand_still(now),
        "clock_leapt": bool(leaps.doubt()),
        "views": saved_views.views_for(actor, tallies, filters),
        "mark": mark_of(tallies),
        "room": QUEUE_ROOM,
        "keys_off": request.session.get(KEYS_OFF, False),
        "now": now,
        "next_url": next_url,
        "is_filtered": bool(wanted),
        "first_url": f"?{urlencode(wanted)}" if after else "",
        "query": urlencode(wanted),
    }
    return page_or_part(request, "moderation/queue.html", shown)


def _rows(request: HttpRequest) -> int:
    """A page of the list, or as many lines as the live console shows already."""
    wanted = request.GET.get("rows", "")
    return min(max(int(wanted), waiting.PAGE), MOST_ROWS) if re.fullmatch("[0-9]{1,4}", wanted) else waiting.PAGE


@never_cache
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    if request.method == "POST" and request.POST.get("do") != "show_words":
        return _decide(request, item_id)
    return _show_item(request, item_id)


def _decide(request: HttpRequest, item_id: UUID) -> HttpResponse:
    typed: dict[str, Any] = {
        name: request.POST.get(name, "") for name in ("decision", "reason_code", "explanation", "note", "stays")
    }
    if typed["decision"] == Choice.APPROVE:
        typed["content_note"] = request.POST.get("content_note", "")
    try:
        decided = actions.decide_item(actor=actor_of(request), item_id=item_id, now=clock.now(), **typed)
    except (Invalid, Conflict) as error:
        return _show_item(request, item_id, error)
    if decided is None:
        messages.success(request, _("Thank you. Somebody else looks at it, too: what is severe takes two people."))
    elif is_for_console(request):
        pass  # it says so itself, when it still fits
    elif decided.item.state != State.DECIDED and decided.decision != Choice.ESCALATE:
        messages.success(request, _("It waits on, with your note."))
    else:
        messages.success(request, _("Thank you. It is decided, and everybody who needs to know has been told."))
    return redirect("moderation:queue")


def _show_item(request: HttpRequest, item_id: UUID, error: DomainError | None = None) -> HttpResponse:
    """Summed up or with its words. They come by a button, and stay while a decision is put right (SEC-75)."""
    now = clock.now()
    asked = {"words": request.POST.get("do", "") != "", "beyond": request.POST.get("beyond") == "yes"}
    opened = actions.open_for_review(actor=actor_of(request), item_id=item_id, now=now, **asked)
    shown = selectors.shown_to(
        actor_of(request), opened.item, now, has_words=opened.has_words, has_had_enough=opened.has_had_enough
    )
    form = DecisionForm(request.POST if error else None, shown=shown)
    status = refused_in(form, error) if error else 200
    there = {
        "shown": shown,
        "form": form,
        "hand_over": HandOverForm(shown=shown),
        "needs": needs_as_data(),
        "at_once": " ".join(at_once(opened.item)),
        "beside": sanctions.beside(actor_of(request), opened.item, now),
        "history": author_history(actor_of(request), opened.item),
        "keys_off": request.session.get(KEYS_OFF, False),
        "now": now,
    }
    return page_or_part(request, "moderation/item.html", there, status)


@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """The next job, of one sort if asked; without one, back to the list."""
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    wanted = {name: request.POST.get(name, "") for name in ("lane", "kind")}
    besides = parsed_uuid(request.POST.get("besides", ""))
    try:
        taken = actions.take_next(actor=actor_of(request), besides=besides, now=clock.now(), **wanted)
    except Invalid:
        taken = None
    if taken is not None:
        return redirect("moderation:item", taken.pk)
    if not own_shift(actor_of(request), clock.now()).may_take_hard_things:
        return redirect("moderation:shift")
    messages.info(request, _("Nothing waits for you now that nobody else is looking at."))
    return redirect("moderation:queue")


@require_POST
def pass_on(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Skip, release or hand over what one has in hand. No reason is asked for."""
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    given: dict[str, Any] = {"actor": actor_of(request), "item_id": item_id, "now": clock.now()}
    try:
        match request.POST.get("do"):
            case "skip":
                actions.skip_item(**given)
                messages.success(request, _("Left for others. You will not be given it again."))
            case "release":
                actions.release_item(**given)
                messages.success(request, _("It is back in the list."))
            case "hand_over":
                actions.hand_over(**given, to=parsed_uuid(request.POST.get("to", "")))
                messages.success(request, _("Your colleague has it now, and was told."))
            case _:
                raise Absent
    except (Invalid, Conflict) as error:
        words = [str(text) for texts in error.fields.values() for text in texts] or [str(error.message)]
        messages.error(request, " ".join(words))
        return redirect("moderation:item", item_id)
    return redirect("moderation:queue")
