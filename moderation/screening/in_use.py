"""The lexicon every text is read with, in this process.

A lexicon is never changed: a new one is put in its place, in one step, while others go on reading with the old one.
"""

from collections.abc import Callable

from moderation.screening.lexicon import Lexicon
from moderation.screening.starter import starter_lexicon


class LexiconMissing(Exception):
    """There is a lexicon, and it could not be read: nothing may be shown unread (SG-11)."""


class _InUse:
    lexicon: Lexicon | None = None
    watch: Callable[[], None] | None = None


def lexicon_in_use() -> Lexicon:
    """Raises LexiconMissing until the one that is kept in the database was read once."""
    if _InUse.watch is not None:
        _InUse.watch()
    if _InUse.lexicon is not None:
        return _InUse.lexicon
    if _InUse.watch is not None:
        raise LexiconMissing
    return starter_lexicon()


def version_in_use() -> int:
    return _InUse.lexicon.version if _InUse.lexicon else 0


def put_in_use(lexicon: Lexicon | None) -> None:
    """From the next text on. None: back to the beginning."""
    _InUse.lexicon = lexicon


def watch_with(watch: Callable[[], None] | None) -> None:
    """`watch` is called before each reading; it must be quick, and puts newer lexicons in use. None: the starter
    lexicon is enough, as in tests.
    """
    _InUse.watch = watch
