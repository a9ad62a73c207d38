"""How passphrases are kept in production. The suite itself hashes fast."""

from argon2 import extract_parameters
from argon2.low_level import Type
from django.contrib.auth.hashers import get_hashers, make_password

from pop.settings import base


def test_sec_40_argon2id_with_64_megabytes(settings):
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    get_hashers.cache_clear()
    encoded = make_password("seven quiet rivers")
    parameters = extract_parameters(encoded.removeprefix("argon2"))
    assert parameters.type is Type.ID
    assert parameters.memory_cost >= 64 * 1024
    assert len(base.PASSWORD_HASHERS) == 1
    get_hashers.cache_clear()
