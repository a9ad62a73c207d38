"""Styles and scripts small enough to travel inside the page, each allowed by its hash (SEC-30).

A page may ask for one stylesheet before it can be read; on a slow line every further request costs a second. What
one area adds to that sheet is a few hundred bytes: it goes into the page. So does the little script that must run
before anything is drawn. Everything else is a file.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import rcssmin
import rjsmin

_STATIC = Path(__file__).parent / "static"
_AREA = re.compile(r"^[a-z]+$")


@cache
def text_of(path: str) -> str:
    """What stands in the page: a file of `frontend/static` without comments and blanks. Raises OSError when there is
    none."""
    smaller = rcssmin.cssmin if path.endswith(".css") else rjsmin.jsmin
    return str(smaller((_STATIC / path).read_text(encoding="utf-8")))


@cache
def policy_of(path: str) -> str:
    """The word for the Content-Security-Policy that allows exactly this text."""
    return f"'sha256-{b64encode(sha256(text_of(path).encode()).digest()).decode()}'"


def area_sheet(area: str) -> str:
    """Where an area's own stylesheet lies. Raises ValueError for what is no name of an area."""
    if not _AREA.match(area):
        raise ValueError(area)
    return f"css/areas/{area}.css"


EXIT_GUARD = "js/exit-guard.js"
# Asked for as files, the headers of their answers would be more than they are.
SMALL_SCRIPTS = {"name-ideas": "js/name-ideas.js"}
