"""What every page's frame needs to know. Nothing here asks the database, so that error pages can use it too."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString

from frontend import inline
from pop.core import languages

register = template.Library()


class LanguageLink(NamedTuple):
    code: str
    name: str
    direction: str
    url: str
    is_current: bool


@register.simple_tag
def address(path: str) -> str:
    """The address of a part of the site in the reader's language: `{% address "/help/" %}`."""
    return _address_in(languages.current(), path)


def _address_in(language: str, path: str) -> str:
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


@register.simple_tag
def exit_url() -> str:
    """Where leaving leads (SG-28)."""
    return settings.POP_EXIT_URL


@register.simple_tag
def text_direction() -> str:
    """Of the reader's language: for `dir` on `<html>`."""
    return languages.direction_of(languages.current())


@register.simple_tag
def in_language(code: str = "") -> SafeString:
    """`lang="es" dir="ltr"` for text whose language is known: `<p {% in_language project.language %}>`. Without a code,
    the reader's own: for our words inside such a text."""
    code = code or languages.current()
    return format_html('lang="{}" dir="{}"', code, languages.direction_of(code))


@register.filter
def language_called(code: str) -> str:
    """A language's name in the reader's language: "Spanish"."""
    return languages.name_of(code)


@register.filter
def said_in(text: object, code: str) -> SafeString:
    """Words of another language inside a sentence of ours: `{{ area|said_in:"en" }}`."""
    return format_html('<bdi lang="{}">{}</bdi>', code, text)


@register.filter
def in_words(items: Iterable[object]) -> str:
    """Several things as one list, the way the reader's language says it: "French, Somali, and Swahili"."""
    return languages.in_words(items)


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """This page in each language, with its query; the home page where nothing has this address.

    A page that knows its translations says where they are (`page_addresses`: path by language). One that answers a form
    whose address takes no visits says where the form stands (`page_path`).
    """
    request: Any = context.get("request")
    current = languages.current()
    here = context.get("page_path") or (request.get_full_path() if request else "/")
    _path, mark, query = here.partition("?")
    known: dict[str, str] = context.get("page_addresses") or {}
    links = []
    for language in languages.site_languages():
        code = language.code
        url = f"{known[code]}{mark}{query}" if code in known else translate_url(here, code)
        if url == here and code != current:
            url = _address_in(code, "/")
        links.append(LanguageLink(code, language.name, language.direction, url, code == current))
    return links


@register.simple_tag(takes_context=True)
def current_if_under(context: Context, path: str) -> str:
    """`page` when the reader is in this part of the site, for aria-current; otherwise nothing."""
    request: Any = context.get("request")
    return "page" if request and request.path.startswith(address(path)) else ""


class _Inline(template.Node):
    """A file of ours inside the page: not escaped, because style and script elements are not read as HTML."""

    def __init__(self, element: str, path: str) -> None:
        self.element = element
        self.path = path

    def render(self, context: Context) -> str:
        request: Any = context.get("request")
        if request is not None and self.path != inline.EXIT_GUARD:
            # frontend.middleware allows it for this answer
            allowed = f"inline_{self.element}s"
            setattr(request, allowed, [*getattr(request, allowed, []), inline.policy_of(self.path)])
        return f"<{self.element}>{inline.text_of(self.path)}</{self.element}>"


@register.tag
def area_styles(_parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% area_styles support %}` in the block `styles`: what this area adds to the one stylesheet, inside the page."""
    _tag, area = token.split_contents()
    return _Inline("style", inline.area_sheet(area))


@register.tag
def small_script(_parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% small_script name-ideas %}` in the block `scripts`: a script of a few lines inside the page."""
    _tag, name = token.split_contents()
    return _Inline("script", inline.SMALL_SCRIPTS[name])


@register.tag
def exit_guard(_parser: template.base.Parser, _token: template.base.Token) -> template.Node:
    """The script that keeps Back from showing what somebody has left (js/exit-guard.js)."""
    return _Inline("script", inline.EXIT_GUARD)
