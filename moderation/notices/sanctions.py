"""How notices about sanctions read: what happened, in plain words, and where the reasons are; no content (SG-12)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.models import Step
from pop.accounts.contracts import NoticeText, register_notice


def register() -> None:
    register_notice("moderation.sanction", _set)
    register_notice("moderation.sanction_lifted", _lifted)
    register_notice("moderation.review_due", _review_due)


def _set(facts: dict[str, Any]) -> NoticeText:
    titles = {
        Step.REMINDER: _("A reminder of one of our rules"),
        Step.MUTE: _("You cannot write in one place for a while"),
        Step.READ_ONLY: _("You can read here, but not write, for a while"),
        Step.REMOVAL: _("You are out of a circle for a while"),
        Step.CLOSED: _("Your account is closed to writing"),
    }
    try:
        title = titles[Step(facts.get("step", ""))]
    except ValueError:
        title = _("A decision about your account")
    return NoticeText(
        title=title,
        body=_(
            "See what it was about, which rule, what you can do differently, and how long it lasts. Help stays open."
        ),
        url=_page(facts),
    )


def _lifted(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("You can write again"),
        body=_("A person looked again and ended it. See what they wrote to you."),
        url=_page(facts),
    )


def _review_due(facts: dict[str, Any]) -> NoticeText:
    """For safeguarding leads, without a name."""
    return NoticeText(
        title=_("It is time to look again at an account that is closed to writing"),
        body=_("End it, or say when a person looks again."),
        url=reverse("moderation:history", args=[facts["persona"]]) if facts.get("persona") else "",
    )


def _page(facts: dict[str, Any]) -> str:
    return reverse("moderation:sanction", args=[facts["sanction"]]) if facts.get("sanction") else ""
