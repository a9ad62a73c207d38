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

NOTICES = {
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
