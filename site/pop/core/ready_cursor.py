"""PostgreSQL's cursor for statements that come again and again. Imported only where PostgreSQL is used.

psycopg looks for the places of values in a statement's text each time it is longer than a few thousand characters, as
what is merged is (merged.py). Here they are numbered once, and the text is sent as it is.
"""

import re
from functools import lru_cache
from itertools import count
from typing import Any

from psycopg import RawCursor

_PLACE = re.compile(r"%[s%]")


class ReadyCursor(RawCursor[Any]):
    """For statements with `%s`, as Django writes them. They are kept: not for texts with values in them."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(_numbered(query), params, **options)


@lru_cache(maxsize=500)
def _numbered(text: str) -> bytes:
    number = count(1)
    return _PLACE.sub(lambda found: "%" if found[0] == "%%" else f"${next(number)}", text).encode()
