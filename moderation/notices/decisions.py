"""What became of something, in plain words for who wrote it and who flagged it; no content inside (SG-12)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

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
    register_notice("moderation.held_back", _held_back)
    register_notice("moderation.flag_received", _flag_received, NoticeTopic.ANSWER)
    register_notice("moderation.flag_outcome", _flag_outcome, NoticeTopic.ANSWER)


def label_of(facts: dict[str, Any]) -> str:
    """What kind of thing it is about, in a word."""
    try:
        return str(kind_named(str(facts.get("kind"))).label)
    except KeyError:
        return str(_("something you shared"))


def _shown(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A person looked, and it is shown now: %(what)s") % {"what": label_of(facts)},
        body=_("Thank you for waiting."),
        url=_statement(facts),
    )


def _waits(facts: dict[str, Any]) -> NoticeText:
    """Nothing of what colleagues wrote to each other about it."""
    return NoticeText(
        title=_("This takes a little longer: %(what)s") % {"what": label_of(facts)},
        body=_("A person has read it and wants to think about it. You did nothing wrong by writing it."),
        url=_statement(facts),
    )


def _removed(facts: dict[str, Any]) -> NoticeText:
    if facts.get("held"):
        title = _("A person looked, and it will not be shown: %(what)s")
    else:
        title = _("A person took this down: %(what)s")
    return NoticeText(
        title=title % {"what": label_of(facts)},
        body=_("See which rule it was about, why, and what you can do next."),
        url=_statement(facts),
    )


def _change_asked(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A person read this and asks you to change something: %(what)s") % {"what": label_of(facts)},
        body=_("See what to change. Then send it in again: we would like to have it."),
        url=_statement(facts),
    )


def _limited(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A person looked, and it is shown with a limit: %(what)s") % {"what": label_of(facts)},
        body=_("See what that means, why, and what you can do next."),
        url=_statement(facts),
    )


def _noted(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("A person put a note in front of this: %(what)s") % {"what": label_of(facts)},
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


def _held_back(facts: dict[str, Any]) -> NoticeText:
    """Not who asked for it, and not why: nobody is guilty before a person has looked."""
    return NoticeText(
        title=_("A person looks at this once more: %(what)s") % {"what": label_of(facts)},
        body=_("Until then only you and the people who look after this place see it. That does not mean that you did "
               "something wrong."),
    )  # fmt: skip


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
        case "noted":
            return NoticeText(title=_("You told us about something. We put a note in front of it."), body=thanks)
        case "gone":
            return NoticeText(
                title=_("You told us about something. A person looked. It is not shown any more."),
                body=_("It was right to tell us. If you see more, tell us again."),
                url=_outcome(facts),
            )
        case "restored":
            return NoticeText(
                title=_("You told us about something. Another person looked again, and it is shown again."),
                body=_("It was right to tell us. If you see more, tell us again."),
            )
    return NoticeText(
        title=_("You told us about something. A person looked, and it stays."),
        body=_("It was right to tell us. If you see more, tell us again."),
        url=_outcome(facts),
    )


def _outcome(facts: dict[str, Any]) -> str:
    return reverse("moderation:outcome", args=[facts["decision"]]) if facts.get("decision") else ""


def _about(facts: dict[str, Any]) -> str:
    """To whoever appealed: the page on which they did."""
    if facts.get("sanction"):
        return reverse("moderation:sanction", args=[facts["sanction"]])
    if facts.get("side") == "flagger":
        return _outcome(facts)
    return _statement(facts)


def _statement(facts: dict[str, Any]) -> str:
    return reverse("moderation:statement", args=[facts["decision"]]) if facts.get("decision") else ""
