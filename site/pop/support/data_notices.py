"""What we say where somebody looks for help (SG-37, SG-45)."""

from django.utils.translation import gettext_lazy as _

from pop.accounts.data_notices import DataNotice, NoticeWords

NOTICES = {
    "support.country": DataNotice(
        NoticeWords(
            who=_("Nobody else sees it."),
            what=_("A country, nothing finer."),
            why=_("So that we can show you its helplines when something sounds hard."),
            how_long=_("Until you choose another one or delete your account."),
            take_back=_("Press “Forget it” here."),
        )
    ),
    "support.looking": DataNotice(  # nearly always read by people whose age nobody knows
        NoticeWords(
            who=_("Nobody here sees what you look for. Your browser’s history may show it to others on this device."),
            what=_("A country, or a few words to search with."),
            why=_("So that we can show you help that fits."),
            how_long=_("We do not keep it."),
            take_back=_("At the end of every page you find how to clear your browser history."),
        )
    ),
}
