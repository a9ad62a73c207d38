"""How moderation's notices read: plain words, no content inside (SG-12, SEC-54)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.contracts import kind_named
from pop.accounts.contracts import NoticeText, NoticeTopic, register_notice


def register() -> None:
    register_notice("moderation.shown", _shown)
    register_notice("moderation.waits", _waits)
    register_notice("moderation.removed", _removed)
    register_notice("moderation.handed_over", _handed_over)
    register_notice("moderation.overdue", _overdue)
    register_notice("moderation.nobody_left", _nobody_left)
    register_notice("moderation.held_back", _held_back)
    register_notice("moderation.they_differ", _they_differ)
    register_notice("moderation.second_missing", _second_missing)
    register_notice("moderation.flag_received", _flag_received, NoticeTopic.ANSWER)
    register_notice("moderation.flag_outcome", _flag_outcome, NoticeTopic.ANSWER)


def _label(facts: dict[str, Any]) -> str:
    try:
        return str(kind_named(str(facts.get("kind"))).label)
    except KeyError:
        return str(_("something you shared"))


def _shown(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A person looked, and it is shown now: %(what)s") % {"what": _label(facts)},
        body=_("Thank you for waiting."),
        url=_statement(facts),
    )


def _waits(facts: dict[str, Any]) -> NoticeText:
    """No link, and nothing of what colleagues wrote to each other about it."""
    return NoticeText(
        title=_("This takes a little longer: %(what)s") % {"what": _label(facts)},
        body=_("A person has read it and wants to think about it. You did nothing wrong by writing it."),
    )


def _removed(facts: dict[str, Any]) -> NoticeText:
    if facts.get("held"):
        title = _("A person looked, and it will not be shown: %(what)s")
    else:
        title = _("A person took this down: %(what)s")
    return NoticeText(
        title=title % {"what": _label(facts)},
        body=_("See which rule it was about, why, and what you can do next."),
        url=_statement(facts),
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


def _held_back(facts: dict[str, Any]) -> NoticeText:
    """Not who asked for it, and not why: nobody is guilty before a person has looked."""
    return NoticeText(
        title=_("A person looks at this once more: %(what)s") % {"what": _label(facts)},
        body=_("Until then only you and the people who look after this place see it. That does not mean that you did "
               "something wrong."),
    )  # fmt: skip


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


def _nobody_left(facts: dict[str, Any]) -> NoticeText:
    """Who it is that has had enough is not in it: they see that on the page of the team."""
    number = int(facts["number"])
    waits = ngettext("%(number)d severe thing waits.", "%(number)d severe things wait.", number)
    return NoticeText(
        title=_("Nobody at work can take something severe now."),
        body=waits % {"number": number} + " " + _("They are on a break or have had enough. Please look."),
        url=reverse("moderation:queue") + "?severity=severe",
    )


def _flag_received(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("Thank you for telling us."),
        body=_("A person will look at it. Nobody else learns that it was you."),
    )


def _flag_outcome(facts: dict[str, Any]) -> NoticeText:
    if facts.get("outcome") == "removed":
        return NoticeText(
            title=_("You told us about something. We took it down."), body=_("Thank you for looking out for others.")
        )
    return NoticeText(
        title=_("You told us about something. A person looked, and it stays."),
        body=_("It was right to tell us. If you see more, tell us again."),
    )


def _statement(facts: dict[str, Any]) -> str:
    return reverse("moderation:statement", args=[facts["decision"]]) if facts.get("decision") else ""
