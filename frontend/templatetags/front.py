"""What every page's frame needs to know. Nothing here asks the database, so that error pages can use it too."""

from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import translate_url
from django.utils.translation import get_language, get_language_bidi, get_language_info

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
    language = get_language() or settings.LANGUAGE_CODE
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


@register.simple_tag
def exit_url() -> str:
    """Where leaving leads (SG-28)."""
    return settings.POP_EXIT_URL


@register.simple_tag
def text_direction() -> str:
    return "rtl" if get_language_bidi() else "ltr"


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """The same page in each language; the home page in that language where this page has no translated address."""
    request: Any = context.get("request")
    here = request.get_full_path() if request else "/"
    current = get_language()
    links = []
    for code, _name in settings.LANGUAGES:
        info = get_language_info(code)
        url = translate_url(here, code)
        if url == here and code != current:
            url = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
        links.append(LanguageLink(code, info["name_local"], "rtl" if info["bidi"] else "ltr", url, code == current))
    return links


@register.simple_tag(takes_context=True)
def current_if_under(context: Context, path: str) -> str:
    """`page` when the reader is in this part of the site, for aria-current; otherwise nothing."""
    request: Any = context.get("request")
    return "page" if request and request.path.startswith(address(path)) else ""
