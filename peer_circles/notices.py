"""How the notices of circles read: no names, neither of people nor of circles (SEC-54)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from peer_circles.actions import (
    AGREEMENT_CHANGED,
    CIRCLE_CLOSED,
    INVITED,
    PAUSED,
    SESSION_MOVED,
    SESSION_OFF,
    SESSION_SOON,
)
from pop.accounts.contracts import NoticeText, NoticeTopic, register_notice


def register() -> None:
    register_notice(INVITED, _invited, NoticeTopic.INVITATION)
    register_notice(SESSION_SOON, _session_soon, NoticeTopic.REMINDER)
    register_notice(SESSION_OFF, _session_off, NoticeTopic.REMINDER)
    register_notice(SESSION_MOVED, _session_moved, NoticeTopic.REMINDER)
    register_notice(PAUSED, _paused, NoticeTopic.REMINDER)
    register_notice(AGREEMENT_CHANGED, _agreement_changed)  # these two always come: a door is shut
    register_notice(CIRCLE_CLOSED, _circle_closed)


def _invited(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("You are invited to a circle."),
        body=_("Have a look if you like. It is up to you, and nobody is told if you say no."),
        url=_circle(facts),
    )


def _session_soon(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A circle of yours meets within a day."),
        body=_("Its page says when. You can come or not, as you like."),
        url=_circle(facts),
    )


def _session_off(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A circle of yours will not meet as planned."),
        body=_("Its page says which time is called off, and what there is instead."),
        url=_circle(facts),
    )


def _session_moved(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A circle of yours meets at another time."),
        body=_("Its page says when it meets now."),
        url=_circle(facts),
    )


def _agreement_changed(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A circle of yours has a new agreement."),
        body=_("Please read it before you go back in. You can say yes or leave, as you like."),
        url=_circle(facts),
    )


def _circle_closed(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A circle of yours has closed."),
        body=_("It is not because of you. Its page says what there is instead, and you can still read what was said."),
        url=_circle(facts),
    )


def _paused(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A circle of yours takes a break."),
        body=_("Its page says from when to when, and what there is instead."),
        url=_circle(facts),
    )


def _circle(facts: dict[str, Any]) -> str:
    return reverse("circles:circle", args=[facts["circle"]]) if facts.get("circle") else ""
