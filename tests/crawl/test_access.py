"""Every page in every state, in real Chromium: WCAG 2.2 AA by axe-core without one violation, in every language, in
light, dark and high contrast, on a wide screen and at 400 % zoom; and what axe does not ask (look.js).

Axe takes longer than everything else together, and most of what it asks has the same answer again and again. In English
it looks at the whole of every page. In another language it does so where the page is made of other parts (same.js);
where it is the same page in other words, what words and their room can change is asked by look.js. Contrast: in
English, in light, of everything on every page; in dark, in high contrast and from right to left of each pair of colours
once, on the page where the crawl meets it first.
"""

import pytest
from django.conf import settings
from django.utils.translation import get_language_info

from tests.crawl.looking import look
from tests.site_map import ADDRESSES, DEMO_ONLY, Address

LANGUAGES = [code for code, _name in settings.LANGUAGES]
THEMES = ("dark", "contrast")  # light is what everything is asked in
# best-practice: among others headings in order, one main, everything in a landmark.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": TAGS}
WITHOUT_COLOURS = EVERYTHING | {"rules": {"color-contrast": {"enabled": False}}}
SMALL = {"width": 320, "height": 640}
FINGER = 44  # CSS pixels


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_everybody_can_use_it(crawler, address: Address):
    # The demo's way in, for whoever tries POP out, speaks English alone.
    others = [] if address.pattern in DEMO_ONLY else [code for code in LANGUAGES if code != settings.LANGUAGE_CODE]
    problems, known = in_english(crawler, address)
    for language in others:
        problems += in_translation(crawler, address, language, known)
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def in_english(crawler, address: Address) -> tuple[list[str], str]:
    """What is wrong with it, and what it is made of."""
    page = crawler.open(address, settings.LANGUAGE_CODE)
    problems = in_any_language(page, settings.LANGUAGE_CODE)
    problems += crawler.ask_axe(page, **EVERYTHING)
    crawler.met_colours_of(page)
    problems += look(page, "focus")
    parts = page.evaluate("same.skeleton()")
    problems += on_a_small_screen(page)
    problems += look(page, "spread")
    problems += [f"at 320: {one}" for one in look(page, "focus")]
    problems += in_every_theme(crawler, page)
    crawler.close(page)
    crawler.watch.check()
    return problems, parts


def in_translation(crawler, address: Address, language: str, known: str) -> list[str]:
    page = crawler.open(address, language)
    problems = in_any_language(page, language)
    if page.evaluate("same.skeleton()") == known:
        problems += look(page, "words")
    else:
        problems += crawler.ask_axe(page, **WITHOUT_COLOURS)
    problems += on_a_small_screen(page)
    if get_language_info(language)["bidi"]:
        problems += crawler.ask_axe_about_colours(page)
        problems += in_every_theme(crawler, page)
    crawler.close(page)
    crawler.watch.check()
    return [f"{language}: {one}" for one in problems]


def in_any_language(page, language: str) -> list[str]:
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return look(page, "frame", language=language, direction=direction) + look(page, "fields")


def on_a_small_screen(page) -> list[str]:
    page.set_viewport_size(SMALL)
    return [f"at 320: {one}" for one in look(page, "reflow") + look(page, "targets", least=FINGER)]


def in_every_theme(crawler, page) -> list[str]:
    problems = []
    for theme in THEMES:
        page.evaluate("theme => document.documentElement.setAttribute('data-theme', theme)", theme)
        problems += [f"{theme}: {one}" for one in crawler.ask_axe_about_colours(page)]
    return problems
