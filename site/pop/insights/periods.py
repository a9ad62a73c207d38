"""Quarters of the calendar, in UTC: the only spans of time numbers are published for. One length and no overlap, so
that no two releases can be held against each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    year: int
    number: int  # 1 to 4

    @classmethod
    def of(cls, moment: datetime) -> "Quarter":
        there = moment.astimezone(UTC)
        return cls(there.year, (there.month - 1) // 3 + 1)

    @property
    def name(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def begins(self) -> datetime:
        return datetime(self.year, self.number * 3 - 2, 1, tzinfo=UTC)

    @property
    def ends(self) -> datetime:
        """The first moment that is not in it any more."""
        return self.next.begins

    @property
    def last_day(self) -> date:
        return (self.ends - timedelta(days=1)).date()

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)


def quarters_over(since: datetime, until: datetime) -> Iterator[Quarter]:
    """Those that had ended by `until`, from the one `since` lies in, oldest first."""
    quarter = Quarter.of(since)
    while quarter.ends <= until:
        yield quarter
        quarter = quarter.next
