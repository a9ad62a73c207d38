"""Who can say where a person finds somebody to talk to: the area that knows helplines says it, and registers here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


class HelpCardMaker(Protocol):
    def __call__(self, *, reader: UUID | None, now: datetime) -> Mapping[str, Any]:
        """What `support/care.html` shows this persona: warm words, and the helplines of the country they chose."""


_maker: list[HelpCardMaker] = []


def register_help_card(maker: HelpCardMaker) -> None:
    """Called once, from the apps.py of the area that knows. Raises ValueError on a second one."""
    if _maker and maker not in _maker:
        raise ValueError("somebody else makes the card of help already")
    _maker[:] = [maker]


def help_card(*, reader: UUID | None, now: datetime) -> Mapping[str, Any] | None:
    """None where nobody knows any helplines."""
    return _maker[0](reader=reader, now=now) if _maker else None
