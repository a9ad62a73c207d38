"""Asking somebody to go on talking elsewhere (SG-13): in English, French, Spanish and Arabic, in Arabic written with
Latin letters, and in two of them at once.

An app alone is nothing: people tell of apps all day. It takes whose account it is, or what the other one should do.
All of it is looked for in `Folded.small`: no case, no accents, no vowel signs.
"""

import re

from moderation.screening.folding import Folded
from moderation.screening.other_apps import ARABIC_APP, CHAT_APP

_APP = rf"(?:{CHAT_APP}|{ARABIC_APP})"
_ME = r"(?:me|us)"

_ENGLISH = re.compile(
    r"\b(?:(?:move|take|bring|switch|carry|continue|keep|go)\b(?:\W+(?:this|it|us|the|chat|chatting|talking|on|over"
    rf"|things|convo|conversation)){{0,4}}\W+(?:to|on)\W+{_APP}\b"
    rf"|(?:write|text|message|msg|talk|chat|speak)\W+(?:to\W+|with\W+)?{_ME}\W+(?:(?:outside|out|off)\W+(?:of\W+)?"
    r"(?:here|this)|(?:on|in|over)\W+(?:that|the|this|some|an)\W*other\W+app)\b"
    r"|(?:talk|chat|write)\W+(?:somewhere|anywhere)\W+else\b"
    rf"|(?:ill|i\Wll|i\W+can|i\W+will|lemme|let\W+me)\W+(?:give|send|tell|drop)\W+(?:you|u|ya)\W+my\W+(?:{_APP}"
    r"|number|num|digits|e-?mail|handle)\b"
    rf"|(?:look|search|find|add|reach)\W+(?:for\W+)?{_ME}\W+(?:up\W+)?(?:on|at|in)\W+(?:the\W+)?(?:\w+\W+){{0,2}}"
    rf"(?:{_APP}|app)\b"
    rf"|(?:come|get)\W+(?:over\W+)?(?:to|on)\W+{_APP}\b"
    rf"|(?:hop|jump|get|go|come)\W+on(?:to)?\W+{_APP}\b|can\W+we\W+(?:{_APP}|facetime)\b|my\W+{_APP}\W+name\b"
    rf"|(?:want|need)\W+my\W+(?:{_APP}|number|num|digits)\b|(?:group|server)\W+on\W+{_APP}\W+for\W+us\b"
    r"|(?:swap|exchange|trade)\W+(?:our\W+)?numbers\b"
    r"|send\W+me\W+(?:your|ur)\W+(?:number|num|digits)\b"
    r"|join\W+(?:my|our)\W+(?:server|gc|disc\w*)\b)"
    r"|\bmy\W+@\W+is\b"
)
_FRENCH = re.compile(
    rf"\b(?:(?:t\W?as|tu\W+as|as\W+tu|vous\W+avez|t\W?aurais|tu\W+aurais)\W+(?:pas\W+)?(?:un\W+)?{_APP}\b"
    rf"|(?:tu\W+veux|t\W?veux)\W+mon\W+(?:{_APP}|num|numero|tel)\b|on\W+s\W?echange\W+nos\W+(?:num\w*|{_APP})"
    rf"|on\W+s\W?(?:ecri\w+|parl\w+|appell\w+|retrouv\w+|capt\w+)\W+(?:plutot\W+)?(?:sur|via|par)\W+{_APP}\b"
    rf"|(?!(?:de|pour|avec|contre|chez|que|sur)\W)\w+\W?toi\W+sur\W+{_APP}\b"
    rf"|(?:mets|laisse|envoie)\W?moi\W+un\W+(?:dm|mp|message)\W+sur\W+{_APP}\b"
    r"|(?:donnes?|passes?|files?|dis|balances?|envoies?|c\W?est\W+quoi|c\W?est\W+quel|quel\W+est)(?:\W+moi)?\W+"
    rf"(?:ton|ta|mon|ma|votre)\W+(?:(?:compte|pseudo)\W+)?(?:{_APP}|num|numero|tel|06|07)\b"
    r"|(?:viens|venez|continuer?|continuons|discuter?|discutons|parler?|parlons|ecris|ecrire|retrouve|retrouver"
    r"|cherche|ajoute|rejoins|rejoindre|bascule|mp|dm)"
    r"(?:\W+(?:moi|me|nous|en|avec|on|ca|parler|discuter|plutot|ailleurs|qu|ici|genre)){0,4}"
    rf"\W+(?:sur|via|par|en|3al)\W+(?:mon\W+|le\W+)?{_APP}\b"
    r"|(?:ecris|envoie|parle|reponds|contacte)\W?moi\b(?:\W+\w+){0,3}\W+(?:en\W+(?:prive|mp|dm|pv)|ailleurs"
    r"|autre\W+appli\w*)\b"
    r"|(?:se\W+)?(?:parler|discuter|voir|ecrire)\W+(?:ailleurs\W+qu\W?ici|en\W+dehors\W+d\W?ici)\b"
    r"|(?:rejoins|rejoignez)\W+(?:mon|notre)\W+(?:serveur|server|disc\w*)\b"
    rf"|mon\W+(?:compte|pseudo|tag)\W+(?:sur\W+)?{_APP}\W+(?:c\W?est|c|est)\b)"
)
_SPANISH = re.compile(
    rf"\b(?:(?:tienes|tenes|teneis|usas|tendras)\W+(?:un\W+)?{_APP}\b"
    rf"|quieres\W+mi\W+(?:{_APP}|numero|num|cel\w*)\b|(?:intercambi\w+|cambiamos)\W+(?:los\W+)?numeros\b"
    rf"|conectate\W+(?:a|en|al)\W+{_APP}\b|(?:mandame|dejame|enviame)\W+un\W+(?:dm|md|mensaje)\W+(?:a|en|por|al)\W+{_APP}\b"
    rf"|nos\W+(?:escribamos|hablemos|escribimos|hablamos|vemos)\W+(?:mejor\W+)?(?:por|en|al)\W+{_APP}\b"
    rf"|videollamada\W+por\W+{_APP}\b"
    r"|(?:dame|pasame|dime|mandame|comparteme|me\W+das|me\W+pasas|me\W+dices|te\W+paso|te\W+doy|te\W+mando|cual\W+es)"
    rf"\W+(?:tu|mi)\W+(?:{_APP}|numero|num|cel|celular|telefono|movil|usuario|user)\b"
    r"|(?:hablamos|hablemos|hablame|hablar|hablarme|escribeme|escribime|te\W+escribo|seguimos|sigamos|chateamos"
    r"|chateemos|vamos|vamonos|pasemos|ven|vente|buscame|encuentrame|contactame|mejor)"
    r"(?:\W+(?:a|me|nos|mejor|conmigo|contigo|hablar|hablarme|luego|ahi|por|otro|lado)){0,4}"
    rf"\W+(?:por|en|al|3al)\W+{_APP}\b"
    r"|(?:escribeme|hablame|mandame|contactame)\b(?:\W+\w+){0,3}\W+(?:otra\W+app|otro\W+(?:chat|lado|sitio)"
    r"|fuera\W+de\W+aqui|(?:por|al)\W+(?:privado|priv|interno|md|dm))\b"
    r"|(?:vamos|vamonos|pasemos|hablamos|hablemos)\W+(?:a|en|por)\W+(?:otro\W+chat|otra\W+app)\b"
    rf"|mi\W+(?:usuario|user|nick|arroba|cuenta)\W+(?:de|en)\W+{_APP}\W+(?:es|:|=)"
    r"|(?:unete|entra)\W+a\W+mi\W+(?:server|servidor|disc\w*)\b"
    r"|te\W+(?:mando|envio|paso)\W+(?:un\W+)?(?:dm|md|mp)\b)"
)
# Written together with the name of an app: on, in, to, the.
_ON = r"(?:عال|بال|لل|ال|ع\s|علي\s+(?:ال)?|في\s+ال|عبر\s+ال|ب|ل)?"
_HERE = r"(?:الموقع|التطبيق|المنصه|هون|هنا)"
_TALK = (
    r"(?:راسل(?:ي?ني|وني)|كلم(?:ي?ني|وني)|حاك(?:يني|ني|وني)|ضيف(?:ي?ني|وني)|اضف(?:ي?ني)|دور[ي]?\s+علي|اكتب(?:ي?لي)"
    r"|ابع[تث](?:ي?\s?لي)|ارسل(?:ي?\s?لي)|ببعت?لك|تعال[يوا]{0,2}|خلينا|م?نكمل|م?نحكي|نتكلم|نكتب\s+لبعض|فوتي?"
    r"|بتلاقيني|لاقيني|تواصلي?\s+معي|(?:add|text|dm|msg|find)\s+me|(?:ajoute|ecris)\W?moi)"
)
_ARABIC = re.compile(
    rf"(?:عندك|عندكم|معك|معاك|معكي|لديك)\s+(?:ال)?{_APP}"
    rf"|{ARABIC_APP}\s*(?:تبع|تبعت|حق|بتاع|ديال|تاع|مال)(?:ك|ي)(?!\w)|{ARABIC_APP}ك(?!\w)"
    rf"|حساب\w*\s+{_ON}{ARABIC_APP}\w*\s+(?:نفس|تبعي|هو|[a-z@])"
    rf"|(?<!\w)[وف]?{_TALK}(?:\s+(?!عن\s)\S+){{0,3}}?\s+{_ON}{_APP}"
    rf"|(?<!\w)[وف]?{_TALK}(?:\s+\S+){{0,3}}?\s+(?:(?:عال|علي\s+ال|بال)خاص(?!\w)|(?:برا|خارج)\s+{_HERE}"
    r"|(?:ب|عال|علي\s+ال|في\s+ال|ال)?(?:تطبيق|برنامج|مكان|موقع)\s+(?:ال)?(?:تاني|ثاني|اخر)(?!\w))"
    r"|(?:شو|ايش|ما\s+هو|ما|كم|ممكن|بدي|عطيني|بتعطيني|اعطيني)\s+رقمك(?!\w)|هاتي?\s+رقم|نتبادل\s+(?:ال)?ارقام"
)
# Arabic in Latin letters, where 2, 3 and 7 are letters.
_ARABIZI = re.compile(
    r"\b(?:ra2a?m(?:ak|ik|ek)|ra2a?m\W+(?:tel|phone|mob)\w*[aie]k)\b"
    rf"|\b{CHAT_APP}\W+(?:taba3|bta3|7a2|dyal|te3)\w*\b|\b(?:ma3|3e?nd)[aie]k\W+{CHAT_APP}\b"
    r"|\b(?:khal+\w*na|m?n?kam+el|m?ne7k[ei]|ta3\w{0,2}|yal+a|7akin[ei]|kal+[ei]mn[ei]|dif(?:n[ei])?|dayf[ei]n[ei]"
    r"|b3at\w+|fout|fouti|hablamos|ajoute\W?moi|add\W+me)\b"
    rf"(?:\W+\w+){{0,3}}?\W+(?:3al?a?|bel|bil)\W+{CHAT_APP}\b"
)
# A name that is a name nowhere but on an app, and the app.
_HANDLE = re.compile(rf"\b{_APP}\b[^\n]{{0,60}}?\b(?:[a-z0-9.]+_[a-z0-9_.]+|[a-z]{{3,}}\.[a-z]*\d+)\b")
_OF_SIGN = {
    "app": (_HANDLE, _ENGLISH, _FRENCH, _SPANISH, _ARABIZI),
    "elsewhere": (_ENGLISH, _FRENCH, _SPANISH),
    "arabizi": (_ARABIZI,),
}


def leads_elsewhere(folded: Folded) -> bool:
    small = folded.small
    patterns = {pattern for sign in folded.signs for pattern in _OF_SIGN.get(sign, ())}
    if not small.isascii() and not {"app", "elsewhere-ar", "ask-ar"}.isdisjoint(folded.signs):
        patterns.add(_ARABIC)
    return any(pattern.search(small) for pattern in patterns)
