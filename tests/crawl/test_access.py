"""Every page in every state, in real Chromium: WCAG 2.2 AA by axe-core without one violation, in every language, in
light, dark and high contrast, on a wide screen and at 400 % zoom; and what axe does not ask (look.js)."""

import pytest
from django.conf import settings
from django.utils.translation import get_language_info

from tests.site_map import ADDRESSES, DEMO_ONLY, Address

LANGUAGES = [code for code, _name in settings.LANGUAGES]
THEMES = ("dark", "contrast")  # light is what everything is asked in
# best-practice: among others headings in order, one main, everything in a landmark.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": TAGS}
WITHOUT_COLOURS = EVERYTHING | {"rules": {"color-contrast": {"enabled": False}}}  # which no language changes
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
ASKED_IN_COLOUR = ("en", "ar")
SMALL = {"width": 320, "height": 640}
FINGER = 44  # CSS pixels


def look(page, what: str, **options) -> list[str]:
    return page.evaluate(f"options => look.{what}(options)", options)


def in_every_language(address: Address) -> list:
    """The demo's way in, for whoever tries POP out, speaks English alone."""
    spoken = [settings.LANGUAGE_CODE] if address.pattern in DEMO_ONLY else LANGUAGES
    return [pytest.param(address, language, id=f"{address.name}-{language}") for language in spoken]


@pytest.mark.parametrize(
    ("address", "language"), [case for address in ADDRESSES for case in in_every_language(address)]
)
def test_everybody_can_use_it(crawler, address: Address, language: str):
    page = crawler.open(address, language)
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    problems = look(page, "frame", language=language, direction=direction)
    problems += look(page, "fields")
    problems += look(page, "axe", **(EVERYTHING if language in ASKED_IN_COLOUR else WITHOUT_COLOURS))
    if language == settings.LANGUAGE_CODE:
        problems += look(page, "focus")
    page.set_viewport_size(SMALL)
    problems += [f"at 320: {one}" for one in look(page, "reflow") + look(page, "targets", least=FINGER)]
    if language == settings.LANGUAGE_CODE:
        problems += look(page, "spread")
        problems += [f"at 320: {one}" for one in look(page, "focus")]
        for theme in THEMES:
            page.evaluate("theme => document.documentElement.setAttribute('data-theme', theme)", theme)
            problems += [f"{theme}: {one}" for one in look(page, "axe", **COLOURS)]
    crawler.close(page)
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)
    crawler.watch.check()
