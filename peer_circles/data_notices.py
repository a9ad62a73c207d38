"""What we say where people join a circle and where they write in one (SG-45)."""

from dataclasses import replace

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pop.accounts.data_notices import DataNotice, NoticeWords

_JOIN = NoticeWords(
    who=_("People in this circle see your made-up name and what you write. So do the grown-ups there."),
    what=_("That you want to be in this circle and agree to its rules."),
    why=_("So that everyone in the circle knows the same rules."),
    how_long=_("Until you delete your account. That includes the day you came and the day you left."),
    take_back=_("You can leave at any time: open “Our agreement, and leaving” in the circle."),
)
_MESSAGE = NoticeWords(
    who=_("Everyone in this circle can read this. Leave out real names, schools and phone numbers."),
    what=_("The words you send."),
    why=_("So that the others can read them and answer you."),
    how_long=format_lazy(
        _(
            "We delete your words after {days} days, on a board after {board} days. When you delete your account, "
            "your name goes from them at once."
        ),
        days=settings.POP_TALK_DAYS["live"],
        board=settings.POP_TALK_DAYS["board"],
    ),
    take_back=_(
        "Press “Take back” under your message. Then the others cannot read it any more. The grown-ups here can, until "
        "we delete it."
    ),
)
_CHECK_IN = NoticeWords(
    who=_("Only the grown-ups of this circle see it, and the safety team. The others do not."),
    what=_(
        "How you feel, from 1 to 5, and a word or a line if you like. While the meeting is on, also whether you are "
        "connected."
    ),
    why=_("So that somebody can look after you if you do not feel well."),
    how_long=format_lazy(_("{days} days after the meeting."), days=settings.POP_CHECK_IN_DAYS),
    take_back=_("Once sent it stays until then. You can delete your account, and it goes with it."),
)
_ASIDE = NoticeWords(
    who=_("You and the grown-up you talk with read this. A safety lead can look in."),
    what=_("The words you send."),
    why=_("So that somebody can listen to you and help."),
    how_long=format_lazy(_("{days} days after the talk."), days=settings.POP_ASIDE_DAYS),
    take_back=_("You can end the talk at any time. You can delete your account, and all of it goes."),
)
_DEBRIEF = NoticeWords(
    who=_("Facilitators of this circle, moderators and the safety team."),
    what=_("How the meeting went, what worries you, and how you are."),
    why=_("So that nobody carries it alone, and the next shift knows."),
    how_long=_("It stays with the meeting. When you delete your account, your name goes from it."),
    take_back=_("Once sent it stays. Tell a safeguarding lead if something in it is wrong."),
)

NOTICES = {
    "circles.aside": DataNotice(
        _ASIDE,
        replace(
            _ASIDE,
            how_long=format_lazy(
                _(
                    "{days} days after the talk. If a person had to check something you wrote, their copy is deleted "
                    "{evidence} days after the decision."
                ),
                days=settings.POP_ASIDE_DAYS,
                evidence=settings.POP_EVIDENCE_DAYS,
            ),
        ),
    ),
    "circles.check_in": DataNotice(_CHECK_IN),
    "circles.debrief": DataNotice(_DEBRIEF),
    "circles.join": DataNotice(
        _JOIN,
        replace(
            _JOIN,
            who=_(
                "Members see your made-up name and what you write. The facilitator, moderators and the safety team can "
                "read along."
            ),
        ),
    ),
    "circles.message": DataNotice(
        _MESSAGE,
        replace(
            _MESSAGE,
            who=_("Everyone in this circle can read this, and the safety team can too. Leave out what leads to you."),
            how_long=format_lazy(
                _(
                    "We delete your words after {days} days, on a board after {board} days. Deleting your account "
                    "takes your name off them at once. If a person had to check them, their copy is deleted "
                    "{evidence} days after the decision."
                ),
                days=settings.POP_TALK_DAYS["live"],
                board=settings.POP_TALK_DAYS["board"],
                evidence=settings.POP_EVIDENCE_DAYS,
            ),
            take_back=_(
                "Press “Take back” under your message. Then the others cannot read it any more. The facilitator and "
                "the safety team can, until we delete it."
            ),
        ),
    ),
}
