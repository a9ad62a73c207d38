"""What published codes are called, for people and in the data dictionary. A code without words says itself."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Short: they stand in drawings.
ABOUT: dict[str, Promise] = {
    "decisions": _("Decisions of people about what others wrote or made"),
    "appeals": _("Decisions that another person looked at again"),
}

DIMENSIONS: dict[tuple[str, str], Promise] = {
    ("decisions", "all"): _("All of them"),
    ("decisions", "automated_decision"): _("Who decided"),
    ("decisions", "result"): _("What was decided"),
    ("decisions", "source"): _("Why a person looked"),
    ("decisions", "time"): _("How long it took"),
    ("appeals", "all"): _("All of them"),
    ("appeals", "outcome"): _("When somebody asked for another look"),
    ("appeals", "time"): _("How long another look took"),
}

_CATEGORIES: dict[str, Promise] = {
    "PROTECTION_OF_MINORS": _("Rule broken: unsafe for young people"),
    "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS": _("Rule broken: private things"),
    "NON_CONSENSUAL_BEHAVIOUR": _("Rule broken: bullying"),
    "ILLEGAL_OR_HARMFUL_SPEECH": _("Rule broken: hate"),
    "VIOLENCE": _("Rule broken: threats or violence"),
    "SELF_HARM": _("Rule broken: ways of hurting oneself"),
    "PORNOGRAPHY_OR_SEXUALIZED_CONTENT": _("Rule broken: sexual"),
    "SCAMS_AND_FRAUD": _("Rule broken: advertising or scams"),
    "INTELLECTUAL_PROPERTY_INFRINGEMENTS": _("Rule broken: copied from others"),
    "SCOPE_OF_PLATFORM_SERVICE": _("Rule broken: does not fit this place"),
}

_CODES: dict[str, Promise] = {
    "all": _("All decisions"),
    "AUTOMATED_DECISION_NOT_AUTOMATED": _("A person"),
    "approve": _("It is shown"),
    "refer": _("It is shown, and its author was led to help"),
    "other": _("Something else"),
    "upheld": _("The decision stays"),
    "overturned": _("The decision was undone"),
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
