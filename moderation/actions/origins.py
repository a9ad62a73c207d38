"""How something came before a person: the part of a statement of reasons that decisions and sanctions share (SG-49)."""

from collections.abc import Iterable
from dataclasses import dataclass

from moderation.models import Cause, Flag, QueueItem


@dataclass(frozen=True, slots=True)
class Origin:
    """In the words of the DSA's database; `facts` are codes, so that each reader gets them in their own language."""

    decision_facts: str
    source_type: str
    automated_detection: str


def origin_of(item: QueueItem | None) -> Origin:
    """None: nobody was asked to look; it was seen where it stands."""
    if item is None:
        return Origin("seen", "SOURCE_VOLUNTARY", "No")
    was_flagged = Flag.objects.filter(item=item).exists()
    return Origin(
        " ".join(_facts(item, was_flagged=was_flagged)),
        "SOURCE_TYPE_OTHER_NOTIFICATION" if was_flagged else "SOURCE_VOLUNTARY",
        "Yes" if item.reasons else "No",
    )


def _facts(item: QueueItem, *, was_flagged: bool) -> Iterable[str]:
    yield item.cause
    if was_flagged and item.cause != Cause.FLAGGED:
        yield Cause.FLAGGED.value
    for reason in item.reasons:
        yield f"{reason['step']}.{reason['code']}"
