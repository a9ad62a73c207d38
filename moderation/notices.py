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
    register_notice("moderation.change_asked", _change_asked)
    register_notice("moderation.limited", _limited)
    register_notice("moderation.noted", _noted)
    register_notice("moderation.help_offered", _help_offered)
    register_notice("moderation.appeal_received", _appeal_received)
    register_notice("moderation.appeal_upheld", _appeal_upheld)
    register_notice("moderation.appeal_overturned", _appeal_overturned)
    register_notice("moderation.decided_otherwise", _decided_otherwise)
    register_notice("moderation.handed_over", _handed_over)
    register_notice("moderation.overdue", _overdue)
    register_notice("moderation.nobody_left", _nobody_left)
    register_notice("moderation.enough_in_a_room", _enough_in_a_room)
    register_notice("moderation.held_back", _held_back)
    register_notice("moderation.they_differ", _they_differ)
    register_notice("moderation.second_missing", _second_missing)
    register_notice("moderation.judge_missing", _judge_missing)
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
    """Nothing of what colleagues wrote to each other about it."""
    return NoticeText(
        title=_("This takes a little longer: %(what)s") % {"what": _label(facts)},
        body=_("A person has read it and wants to think about it. You did nothing wrong by writing it."),
        url=_statement(facts),
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


def _change_asked(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A person read this and asks you to change something: %(what)s") % {"what": _label(facts)},
        body=_("See what to change. Then send it in again: we would like to have it."),
        url=_statement(facts),
    )


def _limited(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A person looked, and it is shown with a limit: %(what)s") % {"what": _label(facts)},
        body=_("See what that means, why, and what you can do next."),
        url=_statement(facts),
    )


def _noted(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A person put a note in front of this: %(what)s") % {"what": _label(facts)},
        body=_("Others see the note first, and open it if they want to read on. See why."),
        url=_statement(facts),
    )


def _help_offered(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("Somebody here thought of you."),
        body=_("See what they say to you."),
        url=_statement(facts),
    )


def _appeal_received(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("We have your message. Another person will look again."),
        body=_("It is somebody who did not decide the first time. You will hear from us."),
        url=_about(facts),
    )


def _appeal_upheld(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("Another person looked again, and it stays as it was decided."),
        body=_("They tell you why. It was right to ask."),
        url=_about(facts),
    )


def _appeal_overturned(facts: dict[str, Any]) -> NoticeText:
    if facts.get("sanction") and facts.get("gone"):
        body = _("Another person looked again, and it is undone. Your place in the circle could not be given back. "
                 "See what you can do. We are sorry.")  # fmt: skip
    elif facts.get("sanction"):
        body = _("Another person looked again, and it is undone. It counts no more. We are sorry.")
    elif facts.get("side") == "flagger":
        body = _("Another person looked again, and we did something about it. Thank you for asking.")
    elif facts.get("gone"):
        body = _("We do not put it back: you have taken it away or changed it since. We are sorry.")
    else:
        body = _("Another person looked again, and we put it back as it was. We are sorry.")
    return NoticeText(title=_("You were right to ask. We changed our decision."), body=body, url=_about(facts))


def _decided_otherwise(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A colleague saw something in another way: %(what)s") % {"what": _label(facts)},
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


def _judge_missing(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("Somebody asked for another look, and nobody here can give it."),
        body=_("Whoever had a part in it does not judge it. Please give somebody else the role of a moderator or "
               "safety lead."),
    )  # fmt: skip


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


def _flag_received(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("Thank you for telling us."),
        body=_("A person will look at it. Nobody else learns that it was you."),
    )


def _flag_outcome(facts: dict[str, Any]) -> NoticeText:
    thanks = _("Thank you for looking out for others.")
    match facts.get("outcome"):
        case "removed":
            return NoticeText(title=_("You told us about something. We took it down."), body=thanks)
        case "limited":
            return NoticeText(title=_("You told us about something. Fewer people come upon it now."), body=thanks)
        case "restored":
            return NoticeText(
                title=_("You told us about something. Another person looked again, and it is shown again."),
                body=_("It was right to tell us. If you see more, tell us again."),
            )
    return NoticeText(
        title=_("You told us about something. A person looked, and it stays."),
        body=_("It was right to tell us. If you see more, tell us again."),
        url=reverse("moderation:outcome", args=[facts["decision"]]) if facts.get("decision") else "",
    )


def _about(facts: dict[str, Any]) -> str:
    """To whoever appealed: the page on which they did."""
    if facts.get("sanction"):
        return reverse("moderation:sanction", args=[facts["sanction"]])
    if facts.get("side") == "flagger":
        return reverse("moderation:outcome", args=[facts["decision"]]) if facts.get("decision") else ""
    return _statement(facts)


def _statement(facts: dict[str, Any]) -> str:
    return reverse("moderation:statement", args=[facts["decision"]]) if facts.get("decision") else ""
