"""What people write, made safe to keep and to show. The only module that touches nh3 and bleach.

Text is kept plain. Where it is shown, `html_from_text` escapes it, makes paragraphs, and turns addresses into links
under POP's own link policy (SEC-31): nh3 is the boundary, bleach only makes the links.
"""

import re
import unicodedata
from urllib.parse import urlsplit

import bleach.linkifier
import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Direction overrides and isolates could turn text around outside its own box; zero-width joiners stay (scripts and
# emoji need them). Tabs and new lines are handled by the two functions below.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udfff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_MANY_LINES = re.compile(r"\n{3,}")
_MANY_MARKS = re.compile(r"([\u0300-\u036f]{4})[\u0300-\u036f]+")

_TAGS = {"p", "br", "a"}
_ATTRIBUTES = {"a": {"href", "dir"}, "p": {"dir"}}
_REL = "nofollow noopener noreferrer ugc"


def clean_line(text: str) -> str:
    """One line of plain text: NFC, no control or direction-override characters, single spaces."""
    return " ".join(_clean(text).split())


def clean_block(text: str) -> str:
    """Plain text of several lines: as `clean_line`, keeping new lines, never more than one empty line in a row."""
    if text.isascii() and text.isprintable():  # one line with nothing in it to take out: most of what people say
        return " ".join(text.split())
    text = _clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _clean(text: str) -> str:
    text = _UNWANTED.sub("", unicodedata.normalize("NFC", text))
    return _MANY_MARKS.sub(r"\1", text)


def html_from_text(text: str, *, links: bool = True) -> SafeString:
    """Plain text as paragraphs of safe HTML, each with its own direction; https addresses become links."""
    paragraphs = (part.strip() for part in text.split("\n\n"))
    html = "".join(f'<p dir="auto">{escape(part).replace(chr(10), "<br>")}</p>' for part in paragraphs if part)
    html = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https"}, link_rel=_REL)
    if links:
        html = _LINKER.linkify(html)
    return mark_safe(html)  # noqa: S308  the one place that may: nh3 above is the boundary


def _link_policy(attrs: dict, new: bool = False) -> dict | None:
    """https only, no bare words, the host shown as it really is (punycode), and nothing handed on to it."""
    href = attrs.get((None, "href"), "")
    if not href.startswith("https://"):
        return None
    host = urlsplit(href).hostname or ""
    try:
        ascii_host = host.encode("idna").decode()
    except UnicodeError:
        return None
    if ascii_host != host:
        attrs["_text"] = attrs["_text"].replace(host, ascii_host)
    attrs[(None, "rel")] = _REL
    attrs[(None, "dir")] = "ltr"
    return attrs


_LINKER = bleach.linkifier.Linker(callbacks=[_link_policy])
