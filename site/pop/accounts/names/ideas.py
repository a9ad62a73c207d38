"""Made-up names for people who would rather not think of one."""

import secrets

from django.utils.translation import get_language

_ENGLISH_FIRST = """
Amber Brave Bright Calm Clever Cosmic Curious Daring Dreamy Gentle Golden Happy Jolly Kind Lively Lucky Mellow Merry
Misty Nimble Patient Playful Quick Quiet Radiant Silver Sunny Swift Tidy Velvet Wandering Warm Witty
"""
_ENGLISH_SECOND = """
Acorn Badger Bamboo Beacon Canyon Cedar Cloud Comet Coral Dolphin Ember Falcon Fern Firefly Forest Fox Galaxy Harbour
Heron Island Kite Lantern Lark Maple Meadow Moon Mountain Nebula Ocean Otter Panda Pebble Pine Planet Puffin Rainbow
River Robin Rocket Sparrow Star Sunrise Tiger Tortoise Tulip Turtle Wave Willow Wind
"""
# The noun leads in Arabic, and the second word agrees with it: all of these are masculine.
_ARABIC_FIRST = "نجم قمر نهر بحر جبل صقر عصفور نمر فهد غيم فجر ربيع قوس مرجان زيتون ياقوت بستان شراع فانوس دلفين"
_ARABIC_SECOND = "هادئ لامع سعيد مرح ذكي شجاع لطيف ذهبي فضي سريع أنيق مشرق صبور متفائل واثق جميل"
# The noun leads in French and Spanish as well; adjectives are the same for every noun, or all nouns are masculine.
_FRENCH_FIRST = """
Castor Colibri Corail Dauphin Flocon Galet Hibou Jardin Koala Lagon Lama Merle Moineau Nuage Orage Panda Phare Pingouin
Renard Ruisseau Sapin Soleil Tigre Torrent Vent Volcan
"""
_FRENCH_SECOND = """
Agile Aimable Calme Comique Cosmique Discret Habile Joyeux Libre Lunaire Magique Malin Paisible Poli Rapide Rieur Sage
Solide Sympa Tendre Tranquille Vif
"""
_SPANISH_FIRST = """
Bosque Búho Cactus Castor Cometa Coral Delfín Faro Farol Girasol Jaguar Koala Lago Lince Mirlo Monte Oso Panda Pino
Planeta Puente Puma Rayo Relámpago Río Roble Volcán Zorro
"""
_SPANISH_SECOND = """
Ágil Alegre Amable Azul Brillante Celeste Feliz Fuerte Genial Gentil Hábil Libre Lunar Noble Solar Tenaz Veloz Verde
"""
_WORDS = {
    "en": (_ENGLISH_FIRST.split(), _ENGLISH_SECOND.split()),
    "fr": (_FRENCH_FIRST.split(), _FRENCH_SECOND.split()),
    "es": (_SPANISH_FIRST.split(), _SPANISH_SECOND.split()),
    "ar": (_ARABIC_FIRST.split(), _ARABIC_SECOND.split()),
}
IDEA_WORDS = frozenset(word.casefold() for lists in _WORDS.values() for words in lists for word in words)


def ideas(count: int) -> list[str]:
    """So many different made-up names in the reader's language, drawn at random."""
    first, second = _WORDS.get((get_language() or "en").split("-")[0], _WORDS["en"])
    found: set[str] = set()
    while len(found) < count:
        found.add(f"{secrets.choice(first)} {secrets.choice(second)}")
    return sorted(found)
