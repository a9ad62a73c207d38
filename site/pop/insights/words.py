"""What published codes are called, for people and in the data dictionary. A code without words says itself."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Short: they stand in drawings.
ABOUT: dict[str, Promise] = {"decisions": _("Decisions of people about what others wrote or made")}

DIMENSIONS: dict[tuple[str, str], Promise] = {
    ("decisions", "all"): _("All of them"),
    ("decisions", "automated_decision"): _("Who decided"),
    ("decisions", "result"): _("What was decided"),
    ("decisions", "source"): _("Why a person looked"),
    ("decisions", "time"): _("How long it took"),
}

_CATEGORIES: dict[str, Promise] = {
    "PROTECTION_OF_MINORS": _("Taken down: unsafe for young people"),
    "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS": _("Taken down: private things"),
    "NON_CONSENSUAL_BEHAVIOUR": _("Taken down: bullying"),
    "ILLEGAL_OR_HARMFUL_SPEECH": _("Taken down: hate"),
    "VIOLENCE": _("Taken down: threats or violence"),
    "SELF_HARM": _("Taken down: ways of hurting oneself"),
    "PORNOGRAPHY_OR_SEXUALIZED_CONTENT": _("Taken down: sexual"),
    "SCAMS_AND_FRAUD": _("Taken down: advertising or scams"),
    "INTELLECTUAL_PROPERTY_INFRINGEMENTS": _("Taken down: copied from others"),
    "SCOPE_OF_PLATFORM_SERVICE": _("Taken down: does not fit this place"),
}

_CODES: dict[str, Promise] = {
    "all": _("All decisions"),
    "AUTOMATED_DECISION_NOT_AUTOMATED": _("A person"),
    "approve": _("It is shown"),
    "other": _("Something else"),
    "flagged": _("Somebody flagged it"),
    "noticed": _("Our checks noticed something"),
    "read_first": _("A person reads everything first there"),
    "submitted": _("It was sent in to be shown"),
    "15_minutes": _("up to 15 minutes"),
    "1_hour": _("up to 1 hour"),
    "4_hours": _("up to 4 hours"),
    "1_day": _("up to 1 day"),
    "2_days": _("up to 2 days"),
    "1_week": _("up to 1 week"),
    "longer": _("longer"),
    **{f"STATEMENT_CATEGORY_{category}": words for category, words in _CATEGORIES.items()},
}


def code_in_words(code: str) -> str:
    return str(_CODES.get(code, code))


def dimension_in_words(about: str, dimension: str) -> str:
    return str(DIMENSIONS.get((about, dimension), dimension))
