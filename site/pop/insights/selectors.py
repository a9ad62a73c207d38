"""Reading what was published, for everybody: there is nothing in it that somebody may not see."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from pop.audit.selectors import facts_of
from pop.core.charts import BarChart, stacked_bars
from pop.core.errors import Absent
from pop.insights.disclosure import Shown
from pop.insights.models import PublishedCount, Release
from pop.insights.spread import reached_by
from pop.insights.words import code_in_words, dimension_in_words

_DRAWN = (("decisions", "result"), ("decisions", "source"), ("decisions", "time"), ("appeals", "outcome"))


@dataclass(frozen=True, slots=True)
class TableShown:
    """One table of a release in the reader's words: what is shown as a picture, what is not by its name."""

    dimension: str
    title: str
    chart: BarChart
    not_shown: list[str]


@dataclass(frozen=True, slots=True)
class ReleaseShown:
    period: str
    begins_on: date
    ends_on: date
    least: int
    total: int | None  # None: too few
    tables: list[TableShown]
    half_within: str  # "" when the numbers leave it open
    most_within: str  # nine of ten


def releases() -> list[Release]:
    """What is out, the newest first."""
    return list(Release.objects.all())


def counts_of(releases: Sequence[Release]) -> list[PublishedCount]:
    """Every number of these, as it was published, the newest release first."""
    rows = PublishedCount.objects.filter(release__in=releases).select_related("release")
    return list(rows.order_by("-release__begins_on", "position"))


def digest_of(release: Release) -> str:
    """SHA-256 over everything that is published of it. It is in the audit log, whose key is not in the database."""
    numbers = release.counts.order_by("about", "dimension", "code").values_list("about", "dimension", "code", "number")
    whole = [release.period, str(release.begins_on), str(release.ends_on), release.least, *map(list, numbers)]
    return sha256(json.dumps(whole, separators=(",", ":")).encode()).hexdigest()


def changed_releases() -> list[str]:
    """The names of releases that are not what the audit log says was published: other hands were at them (SG-61)."""
    return [release.period for release in releases() if not _is_as_published(release)]


def _is_as_published(release: Release) -> bool:
    found = facts_of(verb="insights.publish", subject_kind="release", subject_id=release.pk)
    before_digests = [facts for facts in found if "digest" not in facts]
    return bool(before_digests) or digest_of(release) in [facts["digest"] for facts in found]


def release_named(period: str) -> Release:
    """Raises Absent."""
    release = Release.objects.filter(period=period.upper()).first()
    if release is None:
        raise Absent
    return release


def release_shown(release: Release, *, mirrored: bool = False) -> ReleaseShown:
    """A release for a page. `mirrored`: for pages read from right to left."""
    of: dict[str, dict[str, Shown]] = {"decisions": {}}
    for row in release.counts.all():
        of.setdefault(row.about, {}).setdefault(row.dimension, {})[row.code] = row.number
    tables = of["decisions"]
    return ReleaseShown(
        period=release.period,
        begins_on=release.begins_on,
        ends_on=release.ends_on,
        least=release.least,
        total=tables.get("all", {}).get("all"),
        tables=[_table(about, name, of[about][name], mirrored) for about, name in _DRAWN if name in of.get(about, {})],
        half_within=_within(50, tables, release.least),
        most_within=_within(90, tables, release.least),
    )


def _table(about: str, dimension: str, table: Shown, mirrored: bool) -> TableShown:
    title = dimension_in_words(about, dimension)
    rows = [(code_in_words(code), [number]) for code, number in table.items() if number is not None]
    return TableShown(
        dimension=dimension,
        title=title,
        chart=stacked_bars(rows, [_("How many")], marks=["hatched"], mirrored=mirrored),
        not_shown=[code_in_words(code) for code, number in table.items() if number is None],
    )


def _within(percent: int, tables: dict[str, Shown], least: int) -> str:
    code = reached_by(percent, tables.get("time", {}), tables, least=least)
    return code_in_words(code) if code else ""
