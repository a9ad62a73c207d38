"""Codes people write down: random, easy to read and type, and kept only as a keyed hash.

A keyed hash is enough because a code is random: 80 bits cannot be searched, with or without the database's key.
"""

import secrets

from django.utils.crypto import salted_hmac

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_MISREAD = str.maketrans("OIL", "011")
_GROUP = 4

RECOVERY_SIGNS = 16  # 80 bits
CONSENT_SIGNS = 12  # 60 bits; lives a month, and guesses are counted


def new_code(signs: int) -> str:
    """A random code in groups of four: K7QP-3MZ2-..."""
    code = "".join(secrets.choice(_SIGNS) for _ in range(signs))
    return "-".join(code[start : start + _GROUP] for start in range(0, signs, _GROUP))


def digest_of(code: str, purpose: str) -> str:
    """What is stored. Case, spaces, dashes and the letters people misread do not matter."""
    plain = "".join(sign for sign in code.upper().translate(_MISREAD) if sign in _SIGNS)
    return salted_hmac(f"pop.accounts.codes.{purpose}", plain, algorithm="sha256").hexdigest()
