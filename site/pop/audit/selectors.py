"""Reading the log, and finding out whether somebody tampered with it."""

import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from pop.audit.chain import FIRST_HASH, hash_of
from pop.audit.models import AuditEntry

_AT_ONCE = 2000  # entries
_LINE = 1024  # bytes: more than a published head takes


@dataclass(frozen=True, slots=True)
class Head:
    """The log's end at some moment: how many entries, and the last one's hash. Kept outside the database."""

    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the log is not what was written. `sequence` is the entry, or where one is missing."""

    sequence: int
    what: str  # changed | missing | unlinked | cut


def head() -> Head:
    last = AuditEntry.objects.order_by("-sequence").values_list("sequence", "hash").first()
    return Head(*last) if last else Head(0, FIRST_HASH)


def facts_of(*, verb: str, subject_kind: str, subject_id: UUID | str) -> list[dict[str, Any]]:
    """What was recorded with this deed about this thing, oldest first."""
    rows = AuditEntry.objects.filter(verb=verb, subject_kind=subject_kind, subject_id=str(subject_id))
    return list(rows.values_list("facts", flat=True))


def heads_in(file: Path) -> list[Head]:
    """The heads published there, oldest first. Raises OSError, and ValueError for a file that holds something else."""
    return [_head_of(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def newest_in(file: Path) -> Head | None:
    """The last one alone, of however many; None where there is no file yet. Raises as `heads_in`."""
    if not file.exists():
        return None
    with file.open("rb") as written:
        written.seek(max(0, file.stat().st_size - _LINE))
        lines = [line for line in written.read().decode().splitlines() if line.strip()]
    return _head_of(lines[-1]) if lines else None


def _head_of(line: str) -> Head:
    try:
        read = json.loads(line)
        return Head(int(read["count"]), str(read["hash"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"no published head: {line[:80]!r}") from error


def faults(published: Iterable[Head] = ()) -> list[Fault]:
    """Every place where the chain does not hold, in order; empty when it does (SEC-61).

    "changed": the entry's fields or hash were edited, or it was never written by POP (inserted, or moved here).
    "missing": entries from here on up to the next one are gone. "unlinked": it does not follow the entry before it.
    "cut": a published head lies beyond the end, or is not what stands there now.
    """
    found: list[Fault] = []
    expected = 1
    previous: str | None = FIRST_HASH  # None: the entry before cannot be read, and is named already
    heads = set(published)  # all of them: a later head of the same length takes none away that was there before
    counts = {mark.count for mark in heads}
    seen: dict[int, str] = {0: FIRST_HASH}
    for sequence, entry in _entries():
        if sequence > expected:
            found.append(Fault(expected, "missing"))
        elif sequence < expected:  # only below 1
            found.append(Fault(sequence, "changed"))
        if entry is None or not _is_as_written(entry):
            found.append(Fault(sequence, "changed"))
        elif previous is not None and entry.previous_hash != previous:
            found.append(Fault(sequence, "unlinked"))
        if sequence in counts and entry is not None:
            seen[sequence] = entry.hash
        expected, previous = sequence + 1, entry.hash if entry is not None else None
    gone = {mark.count for mark in heads if seen.get(mark.count) != mark.hash}
    return found + [Fault(count, "cut") for count in sorted(gone)]


def _is_as_written(entry: AuditEntry) -> bool:
    return hmac.compare_digest(str(entry.hash).encode(), hash_of(entry).encode())


def _entries() -> Iterator[tuple[int, AuditEntry | None]]:
    """Every entry in order, by its number; None for one that cannot even be read any more: somebody with all rights can
    write into a row what no field of ours can hold."""
    after = None
    while numbers := _numbers_after(after):
        yield from _read(numbers)
        after = numbers[-1]


def _numbers_after(after: int | None) -> list[int]:
    rows = AuditEntry.objects.order_by("sequence")
    if after is not None:
        rows = rows.filter(sequence__gt=after)
    return list(rows.values_list("sequence", flat=True)[:_AT_ONCE])


def _read(numbers: Sequence[int]) -> Iterator[tuple[int, AuditEntry | None]]:
    rows = AuditEntry.objects.filter(sequence__gte=numbers[0], sequence__lte=numbers[-1])
    try:
        found = {entry.sequence: entry for entry in rows if entry.at is not None}
    except (ValueError, TypeError):
        if len(numbers) == 1:
            yield numbers[0], None
            return
        half = len(numbers) // 2
        yield from _read(numbers[:half])
        yield from _read(numbers[half:])
        return
    yield from ((number, found.get(number)) for number in numbers)
