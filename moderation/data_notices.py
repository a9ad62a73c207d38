"""What we say where somebody tells us that something is wrong (SG-45)."""

from dataclasses import replace

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pop.accounts.data_notices import DataNotice, NoticeWords

_FLAG = NoticeWords(
    who=_("Only the people who keep this place safe read this. Nobody else learns that it was you."),
    what=_("What is wrong, and more if you want to tell us."),
    why=_("So that a person can look at it and do something."),
    how_long=format_lazy(
        _("We delete your words {days} days after a person has decided."), days=settings.POP_EVIDENCE_DAYS
    ),
    take_back=_("You cannot take it back, but you can leave the box empty."),
)

_VIEW = NoticeWords(
    who=_("Only you see this name."),
    what=_("A name for the filters you have chosen."),
    why=_("So that you find them again with one press."),
    how_long=_("We keep it until you remove it or delete your account."),
    take_back=_("You can remove it here at any time."),
)

_APPEAL = NoticeWords(
    who=_("Only the people who keep this place safe read this, never the person who decided before."),
    what=_("Your own words: why you see it in another way."),
    why=_("So that another person can look again and knows how you see it."),
    how_long=format_lazy(
        _("We delete your words {days} days after a person has decided."), days=settings.POP_EVIDENCE_DAYS
    ),
    take_back=_("You cannot take it back. If you delete your account, we delete your words."),
)

NOTICES = {
    "moderation.view": DataNotice(
        _VIEW,
        replace(
            _VIEW,
            who=_("Only you see this name: no colleague does, and nobody else."),
            take_back=_("You can remove it here at any time. It is in the copy of your data, too."),
        ),
    ),
    "moderation.appeal": DataNotice(
        _APPEAL,
        replace(
            _APPEAL,
            who=_(
                "Only moderators and the safety team read this, never the person who decided before. Others do not "
                "learn that you asked."
            ),
        ),
    ),
    "moderation.flag": DataNotice(
        _FLAG,
        replace(
            _FLAG,
            who=_("Only moderators, facilitators and the safety team read this. Nobody else learns that it was you."),
            take_back=_(
                "You cannot take it back, but you can leave the box empty. If you delete your account, your name goes "
                "from it."
            ),
        ),
    ),
}
