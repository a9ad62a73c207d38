"""Pages about sanctions: for the person they are about, and for staff. Translate in, one call, translate out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moderation import actions
from moderation.forms import LiftForm, SanctionForm
from moderation.models import Step
from moderation.sanctions.steps import lengths_of
from moderation.selectors import sanctions
from moderation.views.doors import actor_of, parsed_uuid, queue_door, refused_in
from pop.core import clock
from pop.core.doors import STATUS
from pop.core.errors import Conflict, DomainError, Invalid, SignInNeeded

_TYPED = ("step", "length", "reason_code", "explanation", "differently")


@never_cache
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """What happened with my account: one's own sanctions, past and present."""
    if not actor_of(request).is_signed_in:
        raise SignInNeeded
    now = clock.now()
    shown = sanctions.own_sanctions(actor_of(request), now)
    context = {"present": [one for one in shown if one.in_force], "past": [one for one in shown if not one.in_force]}
    return render(request, "moderation/account.html", {**context, "now": now})


@never_cache
@require_GET
def sanction(request: HttpRequest, sanction_id: UUID) -> HttpResponse:
    """One of one's own, with its whole statement of reasons."""
    if not actor_of(request).is_signed_in:
        raise SignInNeeded
    now = clock.now()
    shown = sanctions.own_sanction(actor_of(request), sanction_id, now)
    appeal = sanctions.appeal_open_to(actor_of(request), shown, now)
    return render(request, "moderation/sanction.html", {"one": shown, "appeal": appeal, "now": now})


@never_cache
@require_http_methods(["GET", "POST"])
def set_sanction(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Staff take a step about something somebody wrote; what is hard to read is summed up until they ask for it. The
    room's own script asks for JSON, and gets a word."""
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    if request.method == "POST" and request.POST.get("do") != "show_words":
        typed = {name: request.POST.get(name, "") for name in _TYPED}
        try:
            done = actions.set_sanction(
                actor=actor_of(request), kind=kind, subject_id=subject_id, now=clock.now(), **typed
            )
        except DomainError as error:
            return _refused(request, kind, subject_id, error)
        if _wants_json(request):
            return JsonResponse({})
        messages.success(request, _("It counts now, and the person has been told."))
        return redirect("moderation:history", done.persona_id)
    return _show(request, kind, subject_id)


def _refused(request: HttpRequest, kind: str, subject_id: UUID, error: DomainError) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"message": _in_words(error)}, status=STATUS.get(type(error), 400))
    if not isinstance(error, Invalid | Conflict):
        raise error
    return _show(request, kind, subject_id, error)


def _show(request: HttpRequest, kind: str, subject_id: UUID, error: DomainError | None = None) -> HttpResponse:
    now = clock.now()
    shown = sanctions.to_set(actor_of(request), kind, subject_id, now)
    # What was decided about somebody is not looked at in passing: it is on record (SG-59).
    opened = actions.open_grounds(
        actor=actor_of(request), kind=kind, subject_id=subject_id, words=error is not None or _asks_for_words(request),
        beyond=request.POST.get("beyond") == "yes", now=now,
    )  # fmt: skip
    if _wants_json(request):
        step = shown.suggestion
        return JsonResponse(
            {"step": step.value if step else "", "earlier": len(shown.earlier), "care": shown.may_need_help}
        )
    form = SanctionForm.of(shown, request.POST if error else None)
    status = refused_in(form, error) if error else 200
    context = {"shown": shown, "opened": opened, "form": form, "now": now}
    return render(request, "moderation/set_sanction.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def history(request: HttpRequest, persona_id: UUID) -> HttpResponse:
    """For staff: what was decided about somebody, as far as they may see it. Every look is on record, and words that
    are hard to read come by a button."""
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    return _history(request, persona_id, LiftForm(auto_id=False))


@require_POST
def lift(request: HttpRequest, sanction_id: UUID) -> HttpResponse:
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    actor, now = actor_of(request), clock.now()
    try:
        done = actions.lift_sanction(actor=actor, sanction_id=sanction_id, words=request.POST.get("words", ""), now=now)
    except (Invalid, Conflict) as error:
        persona_id = sanctions.persona_of(actor, sanction_id)
        form = LiftForm(request.POST, auto_id=False)
        return _history(request, persona_id, form, wrong=sanction_id, status=refused_in(form, error))
    messages.success(request, _("It is over, and the person has been told."))
    return redirect("moderation:history", done.persona_id)


@require_POST
def keep(request: HttpRequest, sanction_id: UUID) -> HttpResponse:
    """A person has looked again, and it stays."""
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    actor, now = actor_of(request), clock.now()
    try:
        done = actions.keep_sanction(
            actor=actor, sanction_id=sanction_id, length=request.POST.get("length", ""), now=now
        )
    except (Invalid, Conflict) as error:
        messages.error(
            request, " ".join(str(one) for many in error.fields.values() for one in many) or str(error.message)
        )
        return redirect("moderation:history", sanctions.persona_of(actor, sanction_id))
    messages.success(request, _("It stays for now. A safeguarding lead is told when it is time to look again."))
    return redirect("moderation:history", done.persona_id)


def _history(
    request: HttpRequest, persona_id: UUID, form: LiftForm, *, wrong: UUID | None = None, status: int = 200
) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    asked = parsed_uuid(request.POST.get("words_of", "")) if _asks_for_words(request) else None
    opened = actions.open_history(
        actor=actor, persona_id=persona_id, words_of=asked, beyond=request.POST.get("beyond") == "yes", now=now
    )
    context: dict[str, Any] = {
        "person": opened.person,
        "rows": sanctions.history_of(actor, persona_id, now, words_of=opened.words_of),
        "enough_at": asked if opened.has_had_enough else None,
        "liftable": sanctions.liftable_by(actor, opened.person, now),
        "form": form,
        "wrong": wrong,
        "looks_again": lengths_of([Step.CLOSED]),
        "now": now,
    }
    if wrong is not None:
        context["page_path"] = reverse("moderation:history", args=[persona_id])
    return render(request, "moderation/history.html", context, status=status)


def _in_words(error: DomainError) -> str:
    return " ".join(str(text) for texts in error.fields.values() for text in texts) or str(error.message)


def _asks_for_words(request: HttpRequest) -> bool:
    return request.POST.get("do") == "show_words"


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"
