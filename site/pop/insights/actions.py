"""The only writer of published numbers: once for each quarter, and never again."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from moderation.selectors.decision_tallies import appeals_between, decided_between, first_decided_at
from pop.audit.actions import record
from pop.insights.disclosure import Table, protected
from pop.insights.models import PublishedCount, Release
from pop.insights.periods import Quarter, quarters_over
from pop.insights.selectors import digest_of


def publish_due(*, now: datetime) -> list[str]:
    """Publish every quarter that has been over for so long (POP_PUBLISHED_COUNTS) and is not out yet; their names.

    Harmless to repeat: what is out is not touched, whatever has become of the rows behind it.
    """
    first = first_decided_at()
    if first is None:
        return []
    until = now - timedelta(days=settings.POP_PUBLISHED_COUNTS["delay_days"])
    out = set(Release.objects.values_list("period", flat=True))
    waiting = [quarter for quarter in quarters_over(first, until) if quarter.name not in out]
    return [
        quarter.name
        for quarter in waiting
        if publish_release(quarter=quarter, counted=_counted_in(quarter), now=now) is not None
    ]


def publish_release(*, quarter: Quarter, counted: Mapping[str, Mapping[str, Table]], now: datetime) -> Release | None:
    """Keep what may be shown of these counts, for good; None when the quarter is out already.

    `counted`: what is counted, and by what; tables about the same thing have the same sum, or it raises ValueError.
    """
    least = settings.POP_PUBLISHED_COUNTS["least"]
    shown = {about: protected(tables, least=least) for about, tables in counted.items()}
    rows = [
        (about, dimension, code, number)
        for about, tables in shown.items()
        for dimension, table in tables.items()
        for code, number in table.items()
    ]
    try:
        with transaction.atomic():
            release = Release.objects.create(
                period=quarter.name,
                begins_on=quarter.begins.date(),
                ends_on=quarter.last_day,
                least=least,
                published_at=now,
            )
            PublishedCount.objects.bulk_create(
                PublishedCount(
                    release=release, about=about, dimension=dimension, code=code, number=number, position=position
                )
                for position, (about, dimension, code, number) in enumerate(rows)
            )
            record(
                actor_id=None,
                verb="insights.publish",
                subject_kind="release",
                subject_id=release.pk,
                now=now,
                facts={
                    "period": quarter.name,
                    "numbers": len(rows),
                    "hidden": sum(row[3] is None for row in rows),
                    "digest": digest_of(release),
                },
            )
    except IntegrityError:  # another process was first
        return None
    return release


def _counted_in(quarter: Quarter) -> Mapping[str, Mapping[str, Table]]:
    begins, ends = quarter.begins, quarter.ends
    return {"decisions": decided_between(begins, ends), "appeals": appeals_between(begins, ends)}
