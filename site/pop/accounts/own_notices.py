"""What we say where people tell us about themselves in their account (SG-45). True of the code: personal_data.py."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from pop.accounts.data_notices import DataNotice, NoticeWords

_NAME = NoticeWords(
    who=_("Others here see this name. That is why it should be a made-up one."),
    what=_("A made-up name. Never your real one."),
    why=_("So that others know what to call you, and so that you can sign in."),
    how_long=_("Until you change it or delete your account."),
    take_back=_("Under “My account” you can change it three times a month. You can delete your account at any time."),
)
_PASSPHRASE = NoticeWords(
    who=_("Nobody can read your passphrase, not even the people who work here."),
    what=_("Secret words that only you know."),
    why=_("So that nobody else can use your account."),
    how_long=_("We keep it only in a scrambled form, until you change it or delete your account."),
    take_back=_("Choose a new one at any time, under “My account”."),
)
_AGE = NoticeWords(
    who=_("We show your age group to nobody. People in a circle with you can guess it: it is theirs too."),
    what=_("One of four age groups. Not your birthday."),
    why=_("So that you are in circles with people of your age, and so that we use words that fit you."),
    how_long=_("Until you delete your account."),
    take_back=_("You cannot change it later, so choose the right one. It goes when you delete your account."),
)

NOTICES = {
    "accounts.name": DataNotice(
        _NAME,
        replace(
            _NAME,
            who=_(
                "People in your circles see this name. On a project you publish, everyone who visits this site does."
            ),
            how_long=_("Until you change it or delete your account. Words of yours that stay then carry no name."),
        ),
    ),
    "accounts.passphrase": DataNotice(
        _PASSPHRASE,
        replace(
            _PASSPHRASE,
            how_long=_(
                "We keep a code that is made from it and cannot be turned back, never the words. It goes when you "
                "change it or delete your account."
            ),
        ),
    ),
    "accounts.age_band": DataNotice(
        _AGE,
        replace(
            _AGE,
            why=_("It decides which circles you can join and which words we use. Children and adults stay apart."),
        ),
    ),
    "accounts.permission": DataNotice(  # only children under 13 are ever asked
        NoticeWords(
            who=_("Nobody else sees this. The group that gave you the code does not learn your name here."),
            what=_("The code that a group gave you."),
            why=_("So that we know that a grown-up said yes."),
            how_long=_("We keep which group said yes, and the day, until you take it back or delete your account."),
            take_back=_("Press “Take that back” under “My account”."),
        )
    ),
    "accounts.confirm": DataNotice(
        NoticeWords(
            who=_("Nobody sees what you type here."),
            what=_("Your passphrase, once more."),
            why=_("So that nobody else can change or delete your account."),
            how_long=_("We do not keep what you type here."),
            take_back=_("Leave the box empty if you change your mind. Nothing happens then."),
        )
    ),
}
