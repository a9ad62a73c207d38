"""The lexicon every text is read with, in this process.

A lexicon is never changed: a new one is put in its place, in one step, while others go on reading with the old one.
"""

from moderation.screening.lexicon import Lexicon
from moderation.screening.starter import starter_lexicon

_in_use: list[Lexicon] = []  # at most one


def lexicon_in_use() -> Lexicon:
    return _in_use[0] if _in_use else starter_lexicon()


def put_in_use(lexicon: Lexicon | None) -> None:
    """From the next text on. None: back to the starter lexicon."""
    _in_use[:] = [] if lexicon is None else [lexicon]
