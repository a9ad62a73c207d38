"""Who somebody is and where they can be found: full names, birthdays, schools, home addresses (SG-47)."""

import re
from collections.abc import Iterable

from moderation.contracts import Effect, Reason
from moderation.screening.folding import Folded
from moderation.screening.reading import Reading

STEP = "identity"

_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’\-]+"
_NO_NAME = (
    "The|My|Our|Your|Their|His|Her|This|That|Every|Each|Some|Any|No|A|An|In|At|To|From|For|And|Or|But|After|Before|"
    "When|If|Middle|High|Primary|Secondary|Elementary|Summer|Night|Sunday|Old|New|Public|Private|Art|Music|Language|"
    "Is|Was|All|Most|Many|Which|What|How|Why|One|Two|Three|First|Last|Next|Because|Other|Another|Online|Home|Whole|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
_SCHOOL = re.compile(
    rf"\b(?!(?:{_NO_NAME})\b){_CAP}(?:\s+(?:of\s+|de\s+)?{_CAP}){{0,3}}\s+"
    r"(?:(?:High|Primary|Secondary|Elementary|Middle|Grammar|Comprehensive|Girls'?|Boys'?)\s+)*"
    r"(?:School|Academy|College|Gymnasium|Lyceum)\b"
    rf"|\b(?:[Cc]oll[èe]ge|[Ll]yc[ée]e|[ÉEée]cole)\s+(?:(?:de|du|des|la|le|les|primaire|secondaire"
    rf"|élémentaire)\s+)*{_CAP}"
    rf"|\b(?:[Cc]olegio|[Ee]scuela|[Ii]nstituto|IES|CEIP)\s+(?:(?:de|del|la|el|los|las|público|primaria"
    rf"|secundaria)\s+)*{_CAP}"
    r"|\bP\.?S\.?\s?\d{1,3}\b"
    rf"|\b(?:[Gg]rade|[Yy]ear|[Cc]lass) at (?!(?:{_NO_NAME})\b){_CAP}"
    rf"|\b{_CAP}[\s\-](?:Grund|Haupt|Real|Gesamt|Sekundar)?[Ss]chule\b"
)
_NOT_A_SCHOOLS_NAME = (
    "the|my|a|an|our|your|this|that|same|another|different|new|old|any|some|high|middle|primary|secondary|elementary|"
    "public|private|boarding|art|arts|music|language|night|summer|online|home|after|big|small|good|bad|normal|special|"
    "every|no|best|local|next|him|her|his|their|which|what|go|going|get|to|from|and|girls|boys|medical|law|drama|dance"
)
_GOES_TO = re.compile(
    rf"\b(?:go|goes|going|went|study|studying|am|im|student|pupil)\s+(?:to|at|in"
    rf"|of)\s+(?!(?:{_NOT_A_SCHOOLS_NAME})\s)"
    rf"[^\W\d_]{{3,}}(?:\s+(?!(?:and|or|but|after|before|because|for"
    rf"|in)\s)[^\W\d_]+){{0,3}}\s+(?:high school|primary school|middle school|school|academy|college)\b"
)
_ARABIC_SCHOOL = re.compile(
    r"(?:مدرسه|ثانويه|اعداديه|متوسطه)\s+(?:ال)?[\u0621-\u064a]{3,}(?:\s+[\u0621-\u064a]{2,}){0,2}\s+"
    r"(?:الابتداييه|الابتدائيه|الثانويه|الاعداديه|المتوسطه|الخاصه|للبنات|للبنين)"
)
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?,?\s+(?:(?:north|south|east|west|old|new|upper"
    r"|lower)\s+)?(?:(?!(?:in|on|at|of|the|from|to|down|and|along|near|per)\b)[^\W\d_][\w'’\-]+\s+){1,3}"
    r"(?:street|road|avenue|lane|drive|boulevard|close|crescent|terrace|court|st|rd|ave|blvd|ln)\b"
    r"|\brue (?:de la |de l |des |du |de )?[^\W\d_]+(?: [^\W\d_]+)?,? \d{1,4}\b"
    r"|\b\d{1,4}\s?(?:bis|ter)?,?\s+(?:rue|avenue|boulevard|place|chemin|impasse|allee|quai)\s+[^\W\d_]+"
    r"|\bcarrera\s+\d{1,3}[a-z]?\b"
    r"|\b(?:calle|avenida|plaza|paseo|avda)\s+[^\W\d_][\w ]{2,40}?,?\s*(?:n[ou.°º]*\s*|numero\s*"
    r"|#\s*)?\d{1,5}\b"
    r"|شارع\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,4}[\s,،]*(?:رقم|بنايه|عماره|مبني|منزل|بيت)?\s*\d{1,4}\b"
    r"|(?:عماره|بنايه|شقه|منزل)\s+(?:رقم\s+)?\d{1,4}[\s,،]+(?:في\s+)?شارع"
)
_FULL_NAME = re.compile(
    rf"\b(?:[Nn]ame ?:|[Mm]y (?:real |full |whole )*[Nn]ame(?: is|['’]s)|[Ii]['’]?m called|[Jj]e m['’]appelle"
    rf"|[Mm]on nom (?:complet )?est|"
    rf"[Mm]e llamo|[Mm]i nombre (?:completo |real )?es)\s+{_CAP}\s+(?:(?:de|del|la|el|al|bin|ben|van|von"
    rf"|da|dos)[\s\-]+)*{_CAP}"
)
_FULL_NAME_SMALL = re.compile(
    r"\bmy (?:real|full|whole)(?: \w+)? name is [^\W\d_]+ (?!(?:and|but|so|because|or)\b)[^\W\d_]+"
    r"|\bmy (?:last name|surname|family name)(?: is|s) [^\W\d_]+|\bmon nom de famille est|\bmi apellido es"
    r"|\bmon nom complet est [^\W\d_]+ [^\W\d_]+|\bmi nombre completo es [^\W\d_]+ [^\W\d_]+"
)
_ARABIC_NAME = re.compile(
    r"اسم عايلتي"
    r"|اسمي\s+(?:الكامل|الحقيقي)\s+(?:هو\s+)?[\u0621-\u064a]{2,}\s+[\u0621-\u064a]{2,}"
    r"|(?:^|\s)و?انا\s+اسمي\s+[\u0621-\u064a]{2,}\s+(?:بن|بنت|ابن|ال)[\u0621-\u064a\s]{2,}"
    r"|(?:^|\s)اسمي\s+[\u0621-\u064a]{2,}\s+(?:بن\s+|بنت\s+|ابن\s+|ال)[\u0621-\u064a]{2,}"
)


_MONTH = (
    r"(?:jan(?:uary|vier)?|feb(?:ruary)?|fev(?:rier)?|mar(?:ch|s|zo)?|apr(?:il)?|avr(?:il)?|abr(?:il)?|may|mai|mayo"
    r"|june?|juin|junio|july?|juillet|julio|aug(?:ust)?|aout|ago(?:sto)?|sept?(?:ember|embre|iembre)?|oct(?:ober|obre"
    r"|ubre)?|nov(?:ember|embre|iembre)?|dec(?:ember|embre)?|dic(?:iembre)?|enero|febrero"
    r"|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|شباط|اذار|نيسان|ايار|حزيران|تموز|ايلول)"
)
_DAY = (
    rf"(?:\d{{1,2}}\s?[./\-]\s?\d{{1,2}}(?:\s?[./\-]\s?\d{{2,4}})?|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er)?\s(?:of\s|de\s)?{_MONTH}\b|\b{_MONTH}\s\d{{1,2}}\b)"
)
_BIRTHDAY = re.compile(
    r"(?:\b(?:born|birthday|bday|b-day|dob|birth date|date of birth|anniversaire|naissance|suis nee?|naci|cumpleanos"
    rf"|cumple|nacimiento)\b|ولدت|ميلادي|مواليد)(?:\W+\w+){{0,4}}?\W+{_DAY}"
    rf"|{_DAY}(?:\W+\w+){{0,2}}?\W+(?:is )?(?:my birthday|mon anniversaire|mi cumpleanos|عيد ميلادي)"
)


def look(reading: Reading) -> Iterable[Reason]:
    effect = Effect.HOLD if reading.context.author_is_minor else Effect.NOTE
    return [Reason(STEP, code, effect) for code in _codes(reading.folded)]


def _codes(folded: Folded) -> list[str]:
    found = []
    if "school" in folded.signs and _names_a_school(folded):
        found.append("school")
    if "street" in folded.signs and _STREET.search(folded.small):
        found.append("address")
    if "birth" in folded.signs and folded.has_digit and _BIRTHDAY.search(folded.small):
        found.append("birthday")
    if _says_a_full_name(folded):
        found.append("full-name")
    return found


def _says_a_full_name(folded: Folded) -> bool:
    if "name" in folded.signs and (_FULL_NAME.search(folded.plain) or _FULL_NAME_SMALL.search(folded.small)):
        return True
    return "name-ar" in folded.signs and bool(_ARABIC_NAME.search(folded.small))


def _names_a_school(folded: Folded) -> bool:
    return bool(_SCHOOL.search(folded.plain) or _GOES_TO.search(folded.small) or _ARABIC_SCHOOL.search(folded.small))
