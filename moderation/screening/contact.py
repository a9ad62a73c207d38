"""Ways to be reached elsewhere: numbers, addresses, links, account names (SG-13). All of them hold."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from phonenumbers import Leniency, PhoneNumberMatcher

from moderation.contracts import Effect, Reason, ScreeningContext
from moderation.screening.folding import Folded, fold

STEP = "contact"
SHORTEST_NUMBER = 7  # digits
SHORTEST_SPLIT_NUMBER = 8

# Digits with at most a few signs, blanks or an `x` between them.
_GAP = r"(?:[^\w\n+=]{0,4}|[^\w\n]{0,2}(?:x|dot|dash|point|punto|tiret|guion|و)[^\w\n]{0,2}|[^\w]{0,2}\n[^\w]{0,2})"
_RUN = re.compile(rf"\+?\d(?:{_GAP}\d){{{SHORTEST_NUMBER - 1},40}}")
# A number that starts like one may have any short words between its pieces.
_TOLD = re.compile(r"(?<!\d)(?:\+\d|0\d)\d*(?:[^\w\n]{1,3}(?:[^\W\d_]{1,6}[^\w\n]{1,3})?\d{1,4}){2,12}")
_SCORES = re.compile(
    r"(?<![\d\-])\d{1,2}-\d{1,2}(?:, \d{1,2}-\d{1,2})+(?![\d\-])|(?<!\d)(?<!0 )[1-9]\d?(?:, [1-9]\d){4,}(?!\d)"
)
_DATES = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)"
)
_FIGURES = re.compile(r"(?<![\d,.])(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?: 000)+|\d\.\d{3,})(?![\d,])")
_YEAR = re.compile(r"(?:19|20)\d\d")

_MAIL_HOSTS = (
    "gmail|googlemail|hotmail|outlook|yahoo|icloud|proton|protonmail|live|aol|gmx|web|qq|yandex|mail|zoho|tutanota"
)
_TLD = (
    "com|net|org|info|io|app|gg|edu|gov|dev|xyz|online|site|link|ly|tv|fr|es|de|uk|ru|cn|jp|br|mx|ar|co|ma|eg|sa|ae|tn|dz"
    "|ch|nl|pl|se|no|dk|fi|ca|au|in|ke|ng|za|gl|live|chat|fm|cc|biz|eu|ai"
)
_AT = r"(?:\s*[(\[{]\s*(?:at|a|arroba|arobase|@)\s*[)\]}]\s*|\s+(?:at|arroba|arobase|chez|آت|ات)\s+)"
_DOT = r"(?:\s*[(\[{]\s*(?:dot|punto|point|\.)\s*[)\]}]\s*|\s+(?:dot|punto|point|نقطه|دوت)\s+)"
_EMAIL = re.compile(
    rf"[\w.+\-]{{1,64}}\s?@\s?[\w\-]{{1,63}}(?:\s?\.\s?|{_DOT})[a-z]{{2,}}"
    rf"|[\w.+\-]{{1,64}}{_AT}(?:{_MAIL_HOSTS})\b"
    rf"|[\w.+\-]{{1,64}}{_AT}[\w\-]{{1,63}}{_DOT}(?:{_TLD})\b"
)
_LINK = re.compile(
    r"\b[a-z][a-z0-9+.\-]{1,12}://|\bh(?:tt|xx)ps?\b\s?:|\bwww\s?\.\s?\w"
    rf"|(?<![\w@.])[\w\-]{{2,63}}(?:\.[\w\-]{{1,63}}){{0,4}}\.(?:{_TLD})(?![\w])"
    r"|(?<![\w@.])(?:t|wa|m|ig|fb|line|kik|tr|linktr)\.(?:me|ee)(?![\w])"
    rf"|\b[\w\-]{{2,63}}{_DOT}(?:{_TLD}|me|ee)\b"
    r"|\b[\w\-]{2,63}(?:\.[\w\-]{1,63}){0,3}\.[a-z]{2,12}/\w"
)

_APP = (
    r"(?:snap(?:chat|py)?|insta(?:gram)?|ig|tik ?tok|whats ?app|wa|telegram|tg|tele|discord|disc|kik"
    r"|signal|viber|messenger|"
    r"facebook|fb|wechat|weixin|imo|roblox|steam|skype|zoom|facetime|imessage|twitter|psn|xbox|"
    r"سناب(?:\s?شات)?|انستا(?:غرام|جرام|قرام)?|واتس(?:\s?اب)?|تلي?غرام|تيلي?جرام|تليجرام|ديسكورد"
    r"|تيك\s?توك|فيسبوك|ماسنجر)"
)
_HANDLE = re.compile(
    r"(?<![\w.])@[a-z0-9_.]{3,30}"
    # add me on ..., find me, my snap is ...
    rf"|\b(?:add|follow|find|text|message|msg|dm|hmu|hit|write|call|reach|contact|chat"
    rf"|talk)\b(?: \w+)? ?(?:me|us|with me|to me)?(?: up)? (?:on|at|in|via|over|through) (?:my )?{_APP}\b"
    r"|\b(?:hmu|dm me|pm me|text me|slide into my|hit me up)\b"
    r"|\badd me on\b"
    rf"|\b(?:my|mine|this is my|i have|im on|i am on|got) (?:\w+ )?{_APP}(?: name| user(?:name)?| id"
    rf"| account| handle| tag)?\s?(?:is|=|:|-|@)"
    rf"|\b{_APP}\s?[:=@]\s?\w"
    rf"|\b(?:whats|what is|gimme|give me|send me|share|drop|swap|exchange)(?: \w+)? (?:your|ur"
    rf"|ya) (?:{_APP}|number|phone|digits|email|handle|username)\b"
    rf"|\b(?:u|you|anyone|anybody|who|someone)(?: \w+)? (?:have|has|got|use|on) {_APP}\b"
    rf"|\b(?:switch|move|lets go|come|go over|talk|chat|speak)(?: over)? (?:to|on) (?:my )?{_APP}\b"
    rf"|\b{_APP} [a-z]*[._\d][\w.]*"
    # français
    rf"|\b(?:viens|venez|on va|on parle|on passe|rejoins) (?:\w+ )?(?:sur|a) {_APP}\b"
    rf"|\b(?:ajoute|ajoutez|suis|suivez|ecris|ecrivez|contacte|contactez|appelle|parle|parlez"
    rf"|rejoins)[ \-]?moi (?:sur|par|au|via|en)\b"
    rf"|\b(?:mon|ma|ton|mes) {_APP}\s?(?:c.?est|est|:|=)"
    rf"|\b(?:donne|passe|file|envoie)[ \-](?:moi )?(?:ton|ta|tes) (?:{_APP}|numero|num|tel)\b"
    # español
    rf"|\b(?:agregame|anademe|sigueme|escribeme|hablame|llamame|buscame|contactame"
    rf"|mandame)(?: un mensaje)? (?:en|por|al|a) (?:mi )?(?:{_APP}|numero|movil|privado)\b"
    rf"|\bagregame en\b|\b(?:mi|tu) {_APP}\s?(?:es|:|=)"
    rf"|\b(?:dame|pasame|mandame|comparte) tu (?:{_APP}|numero|movil|telefono|correo)\b"
    # العربية
    rf"|(?:ضيفوني|ضيفني|اضفني|ضيفيني|تابعني|تابعوني|راسلني|راسلوني|راسليني|كلمني|كلميني|كلموني)"
    rf"(?:\s+(?:علي|ع|في|عل|عبر)\s+|\s+)(?:ال)?{_APP}"
    rf"|(?:حسابي|يوزري|رقمي|ايميلي)(?:\s+\w+){{0,2}}\s*(?:هو|:|=)"
    rf"|(?:سنابي|انستاي|انستقرامي|انستغرامي|واتسابي|تليجرامي|{_APP}\s?(?:حقي|تبعي|بتاعي|مالتي|ديالي))"
    rf"|(?:اعطيني|اعطني|هات|هاتي|عطيني|ارسلي?)\s+(?:رقمك|رقم\s+تلفونك|حسابك|سنابك|ايميلك|يوزرك)"
)


def look(folded: Folded, context: ScreeningContext) -> Iterable[Reason]:
    for code in _codes(folded, context.recent_texts):
        yield Reason(STEP, code, Effect.HOLD)


def _codes(folded: Folded, recent_texts: tuple[str, ...]) -> Iterator[str]:
    if has_number(folded.digits):
        yield "phone"
    elif _ends_a_split_number(folded, recent_texts):
        yield "phone-split"
    if _EMAIL.search(folded.small):
        yield "email"
    if _LINK.search(folded.small):
        yield "link"
    if _HANDLE.search(folded.small) or _HANDLE.search(folded.words):
        yield "account"


def has_number(digits: str) -> bool:
    """Whether there is a telephone number. Dates, times, years, counting and large figures are none."""
    if "+" in digits and any(True for _match in PhoneNumberMatcher(digits, None, leniency=Leniency.POSSIBLE)):
        return True
    without = _SCORES.sub(" ¤ ", _FIGURES.sub(" ¤ ", _DATES.sub(" ¤ ", digits)))
    if any(not _is_counting(match[0]) for match in _RUN.finditer(without)):
        return True
    return any(sum(c.isdigit() for c in match[0]) > SHORTEST_NUMBER for match in _TOLD.finditer(without))


def _is_counting(run: str) -> bool:
    groups = re.findall(r"\d+", run)
    if len(groups) > 1 and all(_YEAR.fullmatch(group) for group in groups):
        return True
    numbers = [int(group) for group in groups]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(groups) >= 4 and len(steps) == 1 and steps <= {-10, -5, -2, -1, 1, 2, 5, 10}


def _ends_a_split_number(folded: Folded, recent_texts: tuple[str, ...]) -> bool:
    """A number that came in pieces, of which this text is the last (so far)."""
    last = _fragment(folded.digits)
    if not last:
        return False
    pieces = [last]
    for text in reversed(recent_texts[-6:]):
        piece = _fragment(fold(text).digits)
        if not piece:
            break
        pieces.insert(0, piece)
        if len("".join(pieces)) >= SHORTEST_SPLIT_NUMBER and len(pieces) > 1 and not _is_counting(" ".join(pieces)):
            return True
    return False


def _fragment(digits: str) -> str:
    """The digits of a short message that is mostly digits; "" for any other."""
    found = re.sub(r"\D", "", _DATES.sub("", digits))
    words = re.findall(r"[^\W\d_]+", digits)
    return found if len(found) >= 2 and len(words) <= 3 else ""
