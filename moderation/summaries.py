"""What something is about, before anybody reads its words (SEC-75). Made from what is known about it; no program sums
up what a child wrote."""

from dataclasses import dataclass

from moderation.contracts import Snapshot


@dataclass(frozen=True, slots=True)
class Summary:
    words: int
    lines_before: int  # what stood before it and is kept with it
    pictures: int
    earlier: int  # how often it was changed since it was first kept


def summary_of(snapshot: Snapshot, *, earlier: int) -> Summary:
    return Summary(
        words=len(snapshot.text.split()) + len(snapshot.title.split()),
        lines_before=len(snapshot.surroundings),
        pictures=len(snapshot.images),
        earlier=earlier,
    )
