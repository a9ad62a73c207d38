"""What every page of the queue asks first, and in how much of a page it answers."""

from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pop.accounts.contracts import Actor
from pop.core.doors import STATUS, show_in_form
from pop.core.errors import DomainError, SignInNeeded

PART = "X-Part"  # the live console asks so: what stands between head and foot is enough for it


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def queue_door(request: HttpRequest) -> HttpResponse | None:
    """Whoever is not signed in signs in; a role without its second factor is sent to get it. The same for every item,
    known or not."""
    actor = actor_of(request)
    if not actor.is_signed_in:
        raise SignInNeeded
    return redirect("account_security") if actor.unproved_roles and not actor.roles else None


def parsed_uuid(text: str) -> UUID | None:
    """None for what is no id."""
    try:
        return UUID(text)
    except ValueError:
        return None


def refused_in(form: BaseForm, error: DomainError) -> int:
    """The refusal at its fields, in place of what the form found by itself: what is right is for the action to say.
    Gives the status of the answer."""
    form.errors.clear()
    show_in_form(form, error)
    return STATUS[type(error)]


def is_for_console(request: HttpRequest) -> bool:
    return bool(request.headers.get(PART))


def page(request: HttpRequest, template: str, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page, or what is in it, from the same template."""
    frame = "moderation/part.html" if is_for_console(request) else "base.html"
    return render(request, template, {**shown, "frame": frame}, status=status)
