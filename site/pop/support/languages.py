"""Languages by their ISO 639 codes, and what to call them in the reader's language."""

from functools import lru_cache

import pycountry
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

# Languages of the directory that Django has no translated name for. (pycountry has some, but its Arabic list calls
# Xhosa Hausa, so names a child reads are our own.)
_NAMES = {
    "as": _("Assamese"),
    "bem": _("Bemba"),
    "bi": _("Bislama"),
    "cnr": _("Montenegrin"),
    "doi": _("Dogri"),
    "dv": _("Dhivehi"),
    "fil": _("Filipino"),
    "gu": _("Gujarati"),
    "ht": _("Haitian Creole"),
    "kok": _("Konkani"),
    "kqn": _("Kaonde"),
    "ks": _("Kashmiri"),
    "ku": _("Kurdish"),
    "loz": _("Lozi"),
    "mai": _("Maithili"),
    "mgr": _("Mambwe-Lungu"),
    "mi": _("Māori"),
    "mni": _("Manipuri"),
    "mt": _("Maltese"),
    "nd": _("Northern Ndebele"),
    "no": _("Norwegian"),
    "ny": _("Chichewa"),
    "pap": _("Papiamento"),
    "rn": _("Kirundi"),
    "sat": _("Santali"),
    "sd": _("Sindhi"),
    "si": _("Sinhala"),
    "sn": _("Shona"),
    "st": _("Sesotho"),
    "toi": _("Tonga (Zambia)"),
    "tum": _("Tumbuka"),
    "xh": _("Xhosa"),
    "zh": _("Chinese"),
    "zu": _("Zulu"),
}


@lru_cache(maxsize=1024)
def is_language(code: str) -> bool:
    """Whether this is an ISO 639-1 code, or an ISO 639-3 one, in lower case."""
    if code != code.lower() or not code.isascii() or not code.isalpha():
        return False
    found = {2: "alpha_2", 3: "alpha_3"}.get(len(code))
    return found is not None and pycountry.languages.get(**{found: code}) is not None


def name_of(code: str) -> str:
    """The language's name in the reader's language; its English name, or the code, where there is no better one."""
    if code in _NAMES:
        return str(_NAMES[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return _english_name_of(code)


@lru_cache(maxsize=1024)
def _english_name_of(code: str) -> str:
    found = pycountry.languages.get(**{"alpha_2" if len(code) == 2 else "alpha_3": code})
    return str(found.name) if found else code
