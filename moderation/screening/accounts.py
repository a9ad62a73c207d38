"""Accounts on other apps, and asking to talk there (SG-13)."""

import re

from moderation.screening.folding import Folded
from moderation.screening.other_apps import APP, ARABIC_APP

_HANDLE = re.compile(r"(?<![\w.])@[a-z0-9_.]{3,30}")
# An account right after the name of the app. A word with figures inside may be Arabic in Latin letters ("la2anno").
_NAMED = re.compile(rf"\b{APP}(?:\s?[:=@]\s?\w| [a-z0-9]*[._]\w| [a-z]*\d+(?![a-z]))")
# add me on ..., find me, my snap is ...
_ENGLISH = re.compile(
    r"\b(?:(?:add|follow|find|text|message|msg|dm|hmu|hit|write|call|reach|contact|chat|talk)\b(?: \w+)? ?"
    rf"(?:me|us|with me|to me)?(?: up)? (?:on|at|in|via|over|through) (?:my )?{APP}\b"
    r"|(?:hmu|dm me|pm me|text me|slide into my|hit me up|add me on)\b"
    rf"|(?:my|mine|this is my|i have|im on|i am on|got) (?:\w+ )?{APP}(?: name| user(?:name)?| id"
    r"| account| handle| tag)?\s?(?:is|=|:|-|@)"
    r"|(?:whats|what is|gimme|give me|send me|share|drop|swap|exchange)(?: \w+)? (?:your|ur|ya) "
    rf"(?:{APP}|number|phone|digits|email|handle|username)\b"
    rf"|(?:u|you|anyone|anybody|who|someone)(?: \w+)? (?:have|has|got|use) {APP}\b"
    rf"|(?:u|you|anyone|anybody)(?: \w+)? on {APP}\b"
    rf"|(?:switch|move|lets go|come|go over|talk|chat|speak)(?: over)? (?:to|on) (?:my )?{APP}\b)"
)
_FRENCH = re.compile(
    rf"\b(?:(?:viens|venez|on va|on parle|on passe|rejoins) (?:\w+ )?(?:sur|a) {APP}\b"
    r"|(?:ajoute|ajoutez|suis|suivez|ecris|ecrivez|contacte|contactez|appelle|parle|parlez|rejoins)[ \-]?moi "
    r"(?:sur|par|au|via|en)\b"
    rf"|(?:mon|ma|ton|mes) {APP}\s?(?:c.?est|est|:|=)"
    rf"|(?:donne|passe|file|envoie)[ \-](?:moi )?(?:ton|ta|tes) (?:{APP}|numero|num|tel)\b)"
)
_SPANISH = re.compile(
    r"\b(?:(?:agregame|anademe|sigueme|escribeme|hablame|llamame|buscame|contactame|mandame)(?: un mensaje)? "
    rf"(?:en|por|al|a) (?:mi )?(?:{APP}|numero|movil|privado)\b"
    rf"|agregame en\b|(?:mi|tu) {APP}\s?(?:es|:|=)"
    rf"|(?:dame|pasame|mandame|comparte) tu (?:{APP}|numero|movil|telefono|correo)\b)"
)
_ARABIC = re.compile(
    r"(?:ضيفوني|ضيفني|اضفني|ضيفيني|تابعني|تابعوني|راسلني|راسلوني|راسليني|كلمني|كلميني|كلموني)"
    rf"(?:\s+(?:علي|ع|في|عل|عبر)\s+|\s+)(?:ال)?{APP}"
    r"|(?:حسابي|يوزري|رقمي|ايميلي)(?:\s+\w+){0,2}\s*(?:هو|:|=)"
    rf"|سنابي|انستاي|انستقرامي|انستغرامي|واتسابي|تليجرامي|{ARABIC_APP}\s?(?:حقي|تبعي|بتاعي|مالتي|ديالي)"
    r"|(?:اعطيني|اعطني|هات|هاتي|عطيني|ارسلي?)\s+(?:رقمك|رقم\s+تلفونك|حسابك|سنابك|ايميلك|يوزرك)"
)
# Which patterns a sign is worth.
_OF_SIGN = {
    "app": (_NAMED, _ENGLISH, _FRENCH, _SPANISH),
    "ask-en": (_ENGLISH,),
    "ask-fr": (_FRENCH,),
    "ask-es": (_SPANISH,),
}


def has_account(folded: Folded) -> bool:
    if "@" in folded.small and _HANDLE.search(folded.small):
        return True
    patterns = {pattern for sign in folded.signs for pattern in _OF_SIGN.get(sign, ())}
    if not folded.small.isascii() and not {"app", "ask-ar"}.isdisjoint(folded.signs):
        patterns.add(_ARABIC)
    return any(pattern.search(folded.small) or pattern.search(folded.words) for pattern in patterns)
