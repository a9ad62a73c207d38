"""Somebody with all rights over the database and without the key, who changes the log at random: what they did, in
SQL, and where the verifier must point."""

import hashlib
import json
from dataclasses import dataclass
from random import Random
from uuid import UUID

from django.db import connection

COLUMNS = ("at", "actor_id", "acting_as", "verb", "subject_kind", "subject_id", "facts", "previous_hash", "hash")
TABLE = "audit_auditentry"


@dataclass(frozen=True)
class Tampering:
    name: str
    points_to: frozenset[int]  # each of these entries is named
    first: int  # and nothing before this one


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def as_it_stands(sequence: int) -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM {TABLE} WHERE sequence = %s", [sequence])  # noqa: S608
        return dict(zip(COLUMNS, cursor.fetchone(), strict=True))


def tamper(chance: Random, count: int) -> Tampering:
    """Do one thing at random to a log of `count` sound entries."""
    return chance.choice([edit, edit, delete, delete_and_close_the_gap, swap, insert, copy_to_the_end, cut])(
        chance, count
    )


def edit(chance: Random, count: int) -> Tampering:
    here = chance.randint(1, count)
    column = chance.choice(COLUMNS)
    before = as_it_stands(here)[column]
    run(f"UPDATE {TABLE} SET {column} = %s WHERE sequence = %s", _something_else(chance, column, before), here)  # noqa: S608
    return Tampering(f"edit of {column}", frozenset({here}), here)


def delete(chance: Random, count: int) -> Tampering:
    here = chance.randint(1, count - 1)
    run(f"DELETE FROM {TABLE} WHERE sequence = %s", here)  # noqa: S608
    return Tampering("deletion", frozenset({here}), here)


def delete_and_close_the_gap(chance: Random, count: int) -> Tampering:
    here = chance.randint(1, count - 1)
    run(f"DELETE FROM {TABLE} WHERE sequence = %s", here)  # noqa: S608
    for sequence in range(here + 1, count + 1):
        run(f"UPDATE {TABLE} SET sequence = %s WHERE sequence = %s", sequence - 1, sequence)  # noqa: S608
    return Tampering("deletion, gap closed", frozenset({here}), here)


def swap(chance: Random, count: int) -> Tampering:
    one, other = sorted(chance.sample(range(1, count + 1), 2))
    for now, then in ((one, count + 100), (other, one), (count + 100, other)):
        run(f"UPDATE {TABLE} SET sequence = %s WHERE sequence = %s", then, now)  # noqa: S608
    return Tampering("swap", frozenset({one, other}), one)


def insert(chance: Random, count: int) -> Tampering:
    """In between, with everything behind it moved along, its hash made as well as one can without the key."""
    here = chance.randint(1, count + 1)
    row = as_it_stands(chance.randint(1, count))
    for sequence in range(count, here - 1, -1):
        run(f"UPDATE {TABLE} SET sequence = %s WHERE sequence = %s", sequence + 1, sequence)  # noqa: S608
    row["previous_hash"] = as_it_stands(here - 1)["hash"] if here > 1 else "0" * 64
    row["hash"] = hashlib.sha256(repr(row).encode()).hexdigest()
    _write(here, row)
    return Tampering("insertion", frozenset({here}), here)


def copy_to_the_end(chance: Random, count: int) -> Tampering:
    _write(count + 1, as_it_stands(chance.randint(1, count)))
    return Tampering("a sound entry, once more at the end", frozenset({count + 1}), count + 1)


def cut(chance: Random, count: int) -> Tampering:
    """Only a head kept elsewhere tells: what is left is sound."""
    left = chance.randint(0, count - 1)
    run(f"DELETE FROM {TABLE} WHERE sequence > %s", left)  # noqa: S608
    return Tampering("cut of the tail", frozenset({count}), left + 1)


def _write(sequence: int, row: dict[str, object]) -> None:
    names = ", ".join(COLUMNS)
    marks = ", ".join(["%s"] * len(COLUMNS))
    run(f"INSERT INTO {TABLE} (sequence, {names}) VALUES (%s, {marks})", sequence, *(row[name] for name in COLUMNS))  # noqa: S608


def _something_else(chance: Random, column: str, before: object) -> object:
    """Another value the column takes; on SQLite also what no field of ours can read."""
    is_sqlite = connection.vendor == "sqlite"
    unreadable = {"at": "yesterday", "actor_id": "nobody", "facts": "{not json"}
    if is_sqlite and column in unreadable and chance.random() < 0.2:
        return unreadable[column]
    match column:
        case "at":
            day, second = chance.randint(1, 28), chance.randint(0, 59)
            return f"2025-{chance.randint(1, 12):02}-{day:02} 10:00:{second:02}+00:00"
        case "actor_id":
            other = UUID(int=chance.getrandbits(128))
            changed = other.hex if is_sqlite else str(other)
            return changed if before is None else chance.choice([None, changed])
        case "facts":
            return json.dumps({"n": chance.randint(100, 999), "code": "ä"})
        case "hash" | "previous_hash":
            return chance.choice([f"{chance.getrandbits(256):064x}", "", "ä" * 3, f"{str(before)[:-1]}g"])
        case _:
            return f"{before}{chance.choice(['x', ' ', 'ä', '0'])}"
