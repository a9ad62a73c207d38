"""What the stylesheet must hold: contrast in every theme, room for thumbs and focus.
(What an old browser knows: test_old_browsers.py.)"""

import re
from itertools import pairwise

import pytest

from frontend import colours
from tests.frontend.sheets import FRONT, SHEETS, name


def rules(sheet) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)


def test_the_ratio_is_that_of_wcag():
    assert colours.contrast("#000", "#fff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert colours.contrast("#fff", "#767676") == pytest.approx(4.542, abs=0.001)
    assert colours.contrast("#a3291d", "#a3291d") == 1


@pytest.mark.parametrize("theme", colours.PLACES)
def test_everything_that_is_read_or_found_can_be_told_from_its_ground(theme):
    found = colours.measured(theme, colours.themes()[theme])
    assert len(found) == len(colours.PAIRS) > 30
    assert [(m.pair, round(m.ratio, 2), m.least) for m in found if m.ratio < m.least] == []


def test_high_contrast_asks_for_more_than_the_others():
    assert {pair.least("contrast") for pair in colours.PAIRS} == {7.0}
    assert {pair.least("dark") for pair in colours.PAIRS} == {3.0, 4.5}


@pytest.mark.parametrize("theme", colours.PLACES)
def test_a_theme_chosen_here_and_one_asked_for_by_the_device_are_the_same(theme):
    found = colours.blocks()
    for one, other in pairwise(colours.PLACES[theme]):
        assert found[one] == found[other]
    only_art = {token for token in found[("", ":root")] if token.startswith("art-")}
    missing = set(found[("", ":root")]) - set(found[colours.PLACES[theme][0]])
    assert missing in (set(), only_art)  # high contrast draws illustrations as lines


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_areas_take_their_colours_from_the_tokens(sheet):
    if sheet.name in {"pop.css", "explorer.css"}:
        return
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsl", rules(sheet)) == []


def test_wcag_2_4_11_the_sticky_bar_leaves_room_for_what_has_focus():
    text = rules(FRONT / "static/css/pop.css")
    assert "scroll-padding-block: calc(var(--bar)" in text
    assert re.search(r"\.bar \{ position: sticky", text)
    assert len(re.findall(r"position: (?:sticky|fixed)", text)) == 2  # the bar, and the cover of quick exit


def test_nothing_moves_for_those_who_asked_for_stillness():
    text = rules(FRONT / "static/css/pop.css")
    assert "@media (prefers-reduced-motion: reduce) { :root { --quick: 0s; } }" in text
    for sheet in SHEETS:
        assert re.findall(r"transition:(?!.*var\(--quick\))|animation", rules(sheet)) == []


@pytest.mark.parametrize(
    "picture", sorted((FRONT / "templates/illustrations").glob("*.svg")), ids=lambda path: path.stem
)
def test_illustrations_are_small_and_take_the_readers_colours(picture):
    text = picture.read_text()
    assert len(text.encode()) <= 3_000
    assert re.findall(r"#[0-9a-fA-F]{3,6}\b|<(?:image|text|style|script|animate)", text) == []
    assert 'stroke="currentColor"' in text
    assert 'aria-hidden="true"' in text


@pytest.mark.parametrize("icon", sorted((FRONT / "templates/icons").glob("*.svg")), ids=lambda path: path.stem)
def test_icons_are_of_one_kind(icon):
    text = icon.read_text()
    assert 'aria-hidden="true"' in text
    assert 'width="' in text  # without the stylesheet it is still the size of a letter
    if icon.stem != "mark":
        assert 'viewBox="0 0 24 24"' in text
        assert text.count('stroke="currentColor"') == 1
        assert "stroke-width" not in text  # of all of them, in pop.css
        assert "#" not in text
