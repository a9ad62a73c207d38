"""The rules POP brings, in words for everyone. Their places in the European list are rows (models.ReasonCode)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RULES: dict[str, Promise] = {
    "contact": _("We talk here only. No phone numbers, e-mail addresses, links to chats or account names."),
    "private": _("Private things stay private: no full names, schools, home addresses or pictures of others."),
    "unkind": _("No bullying, insults or making fun of someone."),
    "hate": _("No hate against people for who they are."),
    "threat": _("No threats and no calls for violence."),
    "self-harm-detail": _("Feelings are welcome. Ways, places or pictures of hurting oneself are not."),
    "dares": _("No dangerous dares or challenges."),
    "sexual": _("Nothing sexual."),
    "pressure": _("Nobody may push, trick or pay a young person into meeting, secrets or pictures."),
    "spam": _("No advertising, scams or the same thing again and again."),
    "copied": _("Only share what you made or may share."),
    "elsewhere": _("This does not fit what this place is for."),
}


def rule_in_words(code: str, title: str = "") -> str:
    """The rule in the reader's language; an operator's own rule says its `title`."""
    return str(RULES.get(code) or title or code)
