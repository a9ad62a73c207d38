"""Two quarters of made-up numbers, so that the demo's page of numbers shows how it looks. The demo alone has them."""

from datetime import datetime, timedelta

from django.conf import settings

from moderation.selectors.decision_tallies import BY_A_PERSON, OUTCOMES, SOURCES, TIMES, results
from pop.insights.actions import publish_release
from pop.insights.periods import quarters_over
from pop.insights.selectors import releases

_RESULTS = {
    "approve": 402, "STATEMENT_CATEGORY_PROTECTION_OF_MINORS": 61, "STATEMENT_CATEGORY_NON_CONSENSUAL_BEHAVIOUR": 38,
    "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS": 27, "STATEMENT_CATEGORY_SELF_HARM": 12,
    "STATEMENT_CATEGORY_SCAMS_AND_FRAUD": 4, "STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE": 19,
}  # fmt: skip
_SOURCES = (118, 93, 306, 46)
_TIMES = (204, 131, 96, 71, 38, 19, 4)


def ensure_releases(now: datetime) -> None:
    """The last two quarters that could be out, unless something is."""
    if releases():
        return
    until = now - timedelta(days=settings.POP_PUBLISHED_COUNTS["delay_days"])
    for quarter in list(quarters_over(until - timedelta(days=366), until))[-2:]:
        publish_release(quarter=quarter, counted={"decisions": _made_up(), "appeals": _made_up_appeals()}, now=now)


def _made_up() -> dict[str, dict[str, int]]:
    every = sum(_RESULTS.values())
    return {
        "all": {"all": every},
        "automated_decision": {BY_A_PERSON: every},
        "result": dict.fromkeys(results(), 0) | _RESULTS,
        "source": dict(zip(SOURCES, _SOURCES, strict=True)),
        "time": dict(zip(TIMES, _TIMES, strict=True)),
    }


def _made_up_appeals() -> dict[str, dict[str, int]]:
    return {
        "all": {"all": 53},
        "outcome": dict(zip(OUTCOMES, (32, 21), strict=True)),
        "time": dict(zip(TIMES, (0, 4, 12, 20, 13, 4, 0), strict=True)),
    }
