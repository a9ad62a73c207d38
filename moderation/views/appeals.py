"""The pages of whoever a decision is about: why it was decided so, what they can do, and asking for another look."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from moderation import actions
from moderation.forms import AppealForm
from moderation.help_cards import help_card
from moderation.models import Appeal, AppealSide, Choice
from moderation.selectors import sanctions, statements
from moderation.selectors.statements import Outcome
from moderation.statement_file import file_for
from moderation.views.doors import refused_in
from pop.accounts.contracts import Actor
from pop.core import clock
from pop.core.errors import Conflict, Invalid, Refused, SignInNeeded


@never_cache
@require_GET
def statement(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Why something is restricted, or that it is shown, or that somebody thought of them: for its author alone."""
    actor, now = _signed_in(request), clock.now()
    found = statements.statement_for(actor, decision_id, now)
    help_here = help_card(reader=actor.persona_id, now=now) if found.decision == Choice.REFER else None
    return render(request, "moderation/statement.html", {"statement": found, "help": help_here})


@never_cache
@require_GET
def statement_file(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The same as a file, under the names of the European Transparency Database: for its author alone (SG-49)."""
    content = file_for(_signed_in(request), decision_id, clock.now())
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="statement.json"'
    return response


@never_cache
@require_GET
def outcome(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """What became of something one flagged, where it stays as it is: for whoever flagged it alone (SG-51)."""
    found = statements.outcome_for(_signed_in(request), decision_id, clock.now())
    return render(request, "moderation/outcome.html", {"outcome": found})


@never_cache
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Ask another person to look again. For whoever wrote it, or flagged it and was told that it stays."""
    actor, now = _signed_in(request), clock.now()
    about = statements.require_appealable(actor, decision_id, now)
    back = "moderation:outcome" if isinstance(about, Outcome) else "moderation:statement"
    form = AppealForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        ask = partial(actions.appeal_decision, actor=actor, decision_id=decision_id, now=now)
        asked, status = _send(request, form, ask)
        if asked is not None:
            return redirect("moderation:outcome" if asked.side == AppealSide.FLAGGER else back, decision_id)
    shown = {"form": form, "about": about, "back_url": reverse(back, args=[decision_id])}
    return render(
        request, "moderation/appeal.html", {**shown, "is_flagger": back == "moderation:outcome"}, status=status
    )


@never_cache
@require_http_methods(["GET", "POST"])
def appeal_sanction(request: HttpRequest, sanction_id: UUID) -> HttpResponse:
    """Ask another person to look again at a step about oneself. Also for who may not write."""
    actor, now = _signed_in(request), clock.now()
    about = sanctions.own_sanction(actor, sanction_id, now)
    form = AppealForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        ask = partial(actions.appeal_sanction, actor=actor, sanction_id=sanction_id, now=now)
        asked, status = _send(request, form, ask)
        if asked is not None:
            return redirect("moderation:sanction", sanction_id)
    shown = {"form": form, "about": about, "back_url": reverse("moderation:sanction", args=[sanction_id]), "now": now}
    return render(request, "moderation/appeal_sanction.html", shown, status=status)


def _send(request: HttpRequest, form: AppealForm, ask: Callable[..., Appeal]) -> tuple[Appeal | None, int]:
    """What was asked for; or None, with the refusal in the form, and the status of the page that shows it."""
    try:
        asked = ask(words=request.POST.get("words", ""))
    except (Invalid, Conflict, Refused) as error:
        return None, refused_in(form, error)
    messages.success(request, _("Thank you. Another person will look again, and you will hear from us."))
    return asked, 200


def _signed_in(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_signed_in:
        raise SignInNeeded
    return actor
