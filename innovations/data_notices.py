"""What we say where people write about a project or add a picture to it (SG-45)."""

from dataclasses import replace

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pop.accounts.data_notices import DataNotice, NoticeWords

_TEXT = NoticeWords(
    who=_("At first this is for you. Our safety team could open it. After they say yes, everyone can read it."),
    what=_("Your idea, in your own words. Nothing that shows who or where you are."),
    why=_("So that others can learn from what you made."),
    how_long=_("Until you delete your account. Then drafts go, and what is published stays without your name."),
    take_back=_("Press “Take it down” under “My projects”. Then others cannot read it any more."),
)
_PICTURE = NoticeWords(
    who=_("When a person has said yes to your project, everyone can see this picture."),
    what=_("A picture, and a few words about what it shows."),
    why=_("So that people understand your project faster."),
    how_long=_("Until you take it out. 30 days later we delete it."),
    take_back=_("Press “Take this picture out” on this page."),
)

NOTICES = {
    "innovations.text": DataNotice(
        _TEXT,
        replace(
            _TEXT,
            who=_("At first this is for you; the safety team could open it. Once approved, every visitor can read it."),
            how_long=format_lazy(
                _(
                    "Until you delete your account. Then drafts go, and what is published stays without your name. The "
                    "copy that a person checked is deleted {days} days after the decision."
                ),
                days=settings.POP_EVIDENCE_DAYS,
            ),
        ),
    ),
    "innovations.picture": DataNotice(
        _PICTURE,
        replace(
            _PICTURE,
            who=_("The safety team sees this picture first. Once your project is approved, every visitor can see it."),
            how_long=_("Until you take it out. The safety team can see it for 30 days more, then it is deleted."),
        ),
    ),
}
