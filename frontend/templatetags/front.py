"""What every page's frame needs to know. Nothing here asks the database, so that error pages can use it too."""

from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import translate_url
from django.utils.translation import get_language, get_language_bidi, get_language_info

from frontend import inline

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


class _Inline(template.Node):
    """A file of ours inside the page: not escaped, because style and script elements are not read as HTML."""

    def __init__(self, element: str, path: str) -> None:
        self.element = element
        self.path = path

    def render(self, context: Context) -> str:
        request: Any = context.get("request")
        if self.element == "style" and request is not None:
            # frontend.middleware allows it for this answer
            request.inline_styles = [*getattr(request, "inline_styles", []), inline.policy_of(self.path)]
        return f"<{self.element}>{inline.text_of(self.path)}</{self.element}>"


@register.tag
def area_styles(_parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% area_styles support %}` in the block `styles`: what this area adds to the one stylesheet, inside the page."""
    _tag, area = token.split_contents()
    return _Inline("style", inline.area_sheet(area))


@register.tag
def exit_guard(_parser: template.base.Parser, _token: template.base.Token) -> template.Node:
    """The script that keeps Back from showing what somebody has left (js/exit-guard.js)."""
    return _Inline("script", inline.EXIT_GUARD)
