"""Which patterns are worth trying on a text: they are slow, and most texts hold none of the words they need.

A sign is a word, or part of one, without which a pattern cannot match. All are looked for at once.
"""

from ahocorasick_rs import AhoCorasick

from moderation.screening.other_apps import APP_NAMES, ARABIC_APP_NAMES, MAIL_HOSTS
from moderation.screening.spelling import letters_only

# Whole words; "_" for a blank.
_WORDS = {
    "ask-en": "hmu dm_me pm_me text_me slide_into_my hit_me_up add_me_on "
    + " ".join(
        f"{your}_{way}"
        for your in ("your", "ur", "ya")
        for way in ("number", "phone", "digits", "email", "handle", "username")
    ),
    "ask-fr": "moi_sur moi_par moi_au moi_via moi_en "
    + " ".join(f"{your}_{way}" for your in ("ton", "ta", "tes") for way in ("numero", "num", "tel")),
    "ask-es": "agregame numero movil privado telefono correo",
    # Talking elsewhere, with no app named: elsewhere.py.
    "elsewhere": "find_me add_me me_up look_me search_me reach_me other_app somewhere_else anywhere_else outside_of "
    "outside_here outside_this out_of_here off_here off_this number numbers num digits email e_mail handle server gc "
    "disc my_is ailleurs prive mp dm pv appli dehors serveur numero numeros tel 06 07 cel celular telefono movil "
    "usuario user otra_app otro_chat otro_lado otro_sitio fuera_de privado priv interno md servidor",
    "at": "at arroba arobase chez ات",
    "dot": "dot punto point نقطه دوت",
    "mail": "email e_mail",
    "school": "ies ceip ps p_s grade_at year_at class_at",
    "street": "road lane drive close court st rd ave ln rue place quai calle plaza paseo avda carrera chemin",
    "name": "nom llamo",
    "birth": "born birthday bday b_day dob birth suis_ne suis_nee naci",
}
# Anywhere in a word: an article or an ending may cling to it.
_PARTS = {
    "ask-ar": "حسابي يوزري رقمي ايميلي سنابي انستاي انستقرامي انستغرامي واتسابي تليجرامي "
    "رقمك تلفونك حسابك سنابك ايميلك يوزرك",
    "elsewhere-ar": "خاص برا خارج تاني ثاني اخر رقم ارقام",
    "arabizi": "ra2m ra2am",
    "school": "school schule academy college gymnasium lyceum lycee ecole colegio escuela instituto "
    "ps0 ps1 ps2 ps3 ps4 ps5 ps6 ps7 ps8 ps9 مدرسه ثانويه اعداديه متوسطه",
    "street": "street avenue avenida boulevard blvd crescent terrace impasse allee شارع عماره بنايه شقه منزل",
    "birth": "anniversaire naissance cumple nacimiento ولدت ميلادي مواليد",
    "name": "name called appelle nombre apellido",
    "name-ar": "اسمي اسم_عايلتي",
}


def _signs() -> dict[str, str]:
    whole = {sign: [word.replace("_", " ") for word in words.split()] for sign, words in _WORDS.items()}
    parts = {sign: [part.replace("_", " ") for part in words.split()] for sign, words in _PARTS.items()}
    whole["app"], whole["host"] = [*APP_NAMES], [*MAIL_HOSTS]
    parts["app"] = [*ARABIC_APP_NAMES]
    signs = {letters_only(word): sign for sign, words in whole.items() for word in words}
    return signs | {letters_only(part).strip(): sign for sign, words in parts.items() for part in words}


_SIGN_OF = _signs()
_NAMES = tuple(_SIGN_OF.values())
ALL_SIGNS = frozenset(_NAMES)
_AUTOMATON = AhoCorasick(list(_SIGN_OF))


def signs_in(words: str) -> frozenset[str]:
    """The signs of a text as `Folded.words` has it."""
    return frozenset(_NAMES[hit[0]] for hit in _AUTOMATON.find_matches_as_indexes(words, overlapping=True))
