"""Reading the log, and finding out whether somebody tampered with it."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from pop.audit.chain import FIRST_HASH, hash_of
from pop.audit.models import AuditEntry


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


def faults(published: Iterable[Head] = ()) -> list[Fault]:
    """Every place where the chain does not hold, in order; empty when it does (SEC-61).

    "changed": the entry's fields or hash were edited, or it was never written by POP (inserted, or moved here).
    "missing": entries from here on up to the next one are gone. "unlinked": it does not follow the entry before it.
    "cut": a published head lies beyond the end, or is not what stands there now.
    """
    found: list[Fault] = []
    expected, previous = 1, FIRST_HASH
    heads = {mark.count: mark.hash for mark in published}
    seen: dict[int, str] = {0: FIRST_HASH}
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence > expected:
            found.append(Fault(expected, "missing"))
        elif entry.sequence < expected:  # only below 1
            found.append(Fault(entry.sequence, "changed"))
        if not hmac.compare_digest(entry.hash, hash_of(entry)):
            found.append(Fault(entry.sequence, "changed"))
        elif entry.previous_hash != previous:
            found.append(Fault(entry.sequence, "unlinked"))
        if entry.sequence in heads:
            seen[entry.sequence] = entry.hash
        expected, previous = entry.sequence + 1, entry.hash
    found += [
        Fault(count, "cut") for count, published_hash in sorted(heads.items()) if seen.get(count) != published_hash
    ]
    return found
