"""Languages by their ISO 639 codes."""

from functools import lru_cache

import pycountry

from pop.core.languages import name_of

__all__ = ["is_language", "name_of"]


@lru_cache(maxsize=1024)
def is_language(code: str) -> bool:
    """Whether this is an ISO 639-1 code, or an ISO 639-3 one, in lower case."""
    if code != code.lower() or not code.isascii() or not code.isalpha():
        return False
    found = {2: "alpha_2", 3: "alpha_3"}.get(len(code))
    return found is not None and pycountry.languages.get(**{found: code}) is not None
