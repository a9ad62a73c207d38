"""Snapshots as they are kept in a queue item: plain JSON, oldest first."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from moderation.contracts import Snapshot

Evidence = dict[str, Any]
_CONTENT = ("title", "text", "images", "extra")


def evidence_from(snapshot: Snapshot, taken_at: datetime) -> Evidence:
    author = str(snapshot.author_id) if snapshot.author_id else None
    kept = asdict(replace(snapshot, author_id=None))
    del kept["stands_in"]  # a column of the item
    return {
        **kept,
        "author_id": author,
        "created_at": snapshot.created_at.isoformat(),
        "surroundings": list(snapshot.surroundings),
        "images": list(snapshot.images),
        "taken_at": taken_at.isoformat(),
    }


def snapshot_from(evidence: Evidence) -> Snapshot:
    author = evidence["author_id"]
    return Snapshot(
        title=evidence["title"],
        text=evidence["text"],
        author_id=UUID(author) if author else None,
        url=evidence["url"],
        created_at=datetime.fromisoformat(evidence["created_at"]),
        surroundings=tuple(evidence["surroundings"]),
        images=tuple(evidence["images"]),
        extra=evidence["extra"],
    )


def last_snapshot(evidence: list[Evidence], since: datetime) -> Snapshot:
    """The newest; an empty one when the evidence was discarded after its term."""
    return snapshot_from(evidence[-1]) if evidence else Snapshot("", "", None, "", since)


def says_the_same(one: Evidence, other: Evidence) -> bool:
    """Whether both show the same content; what stands around it may differ."""
    return all(one[part] == other[part] for part in _CONTENT)
