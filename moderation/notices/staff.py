"""How notices to those who moderate read: that work waits, and never whose words or who flagged them (SEC-54)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.notices.decisions import label_of
from pop.accounts.contracts import NoticeText, register_notice


def register() -> None:
    register_notice("moderation.decided_otherwise", _decided_otherwise)
    register_notice("moderation.handed_over", _handed_over)
    register_notice("moderation.overdue", _overdue)
    register_notice("moderation.nobody_left", _nobody_left)
    register_notice("moderation.enough_in_a_room", _enough_in_a_room)
    register_notice("moderation.they_differ", _they_differ)
    register_notice("moderation.second_missing", _second_missing)
    register_notice("moderation.judge_missing", _judge_missing)


def _decided_otherwise(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A colleague saw something in another way: %(what)s") % {"what": label_of(facts)},
        body=_("Somebody asked for another look at a decision of yours, and it was undone. That is how we all learn."),
    )


def _handed_over(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A colleague handed you something to look at."),
        body=_("It is yours for a few minutes. After that, others can take it too."),
        url=reverse("moderation:item", args=[facts["item"]]),
    )


def _overdue(facts: dict[str, Any]) -> NoticeText:
    number = int(facts["number"])
    waits = ngettext("%(number)d thing has waited too long.", "%(number)d things have waited too long.", number)
    if not facts.get("can_look"):
        return NoticeText(title=waits % {"number": number}, body=_("Please see that somebody looks at the queue."))
    query = f"?severity={facts['severity']}"
    return NoticeText(
        title=waits % {"number": number}, body=_("Please look now."), url=reverse("moderation:queue") + query
    )


def _nobody_left(facts: dict[str, Any]) -> NoticeText:
    """Who it is that has had enough is not in it: they see that on the page of the team."""
    number = int(facts["number"])
    waits = ngettext("%(number)d severe thing waits.", "%(number)d severe things wait.", number)
    return NoticeText(
        title=_("Nobody at work can take something severe now."),
        body=waits % {"number": number} + " " + _("They are on a break or have had enough. Please look."),
        url=reverse("moderation:queue") + "?severity=severe",
    )


def _enough_in_a_room(facts: dict[str, Any]) -> NoticeText:
    """For safeguarding leads. Who it is stands on the page of the team, and in no notice."""
    return NoticeText(
        title=_("Somebody who looks after a circle has read a lot that is hard."),
        body=_("The room goes on. Please ask how they are, and see who can take over."),
        url=reverse("moderation:team"),
    )


def _they_differ(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("Two colleagues see something severe differently."),
        body=_("Please read what both found, and decide."),
        url=reverse("moderation:item", args=[facts["item"]]),
    )


def _second_missing(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("Something severe waits for a second person, and there is none."),
        body=_("One person alone cannot close it. Please give somebody else the role of a moderator or safety lead."),
    )


def _judge_missing(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("Somebody asked for another look, and nobody here can give it."),
        body=_("Whoever had a part in it does not judge it. Please give somebody else the role of a moderator or "
               "safety lead."),
    )  # fmt: skip
