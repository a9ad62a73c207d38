"""The catalogue shows every part there is, from the files themselves, to those it is for."""

import re
from collections import Counter
from pathlib import Path

import pytest

from frontend import catalogue
from frontend.specimens import components

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[2] / "frontend/templates"
FOLDERS = ("components", "icons", "illustrations")
PARTS_OF = ("charts", "innovations", "moderation", "pages", "peer_circles", "support")
NOT_ALONE = {
    # part: why it is no specimen
    "innovations/_cover.html": "a person's own picture",
    "innovations/_picture.html": "a person's own picture",
    "pages/blocks/picture.html": "a picture out of Wagtail's library",
    "pages/parts/alternates.html": "in the head of a page: nothing to see",
    "moderation/_console_words.html": "attributes of an element",
    "support/care_blank.html": "a blank: support/care.html is what is made of it",
}
# What need not be there: a default follows, or it stands in something that is hidden until there is something to say.
ASKED_IN_VAIN = {
    "where_label",
    "one.member.id",
    "private.shift.state_label",
    "private.shift.url",
    "private.waits.text",
}


def shown_by(client, path: str = "/catalogue/"):
    response = client.get(path)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_of_the_design_is_shown(client, settings, folder):
    settings.POP_DEMO_DOOR = True
    drawn = {template.name for template in shown_by(client).templates}
    there = {str(path.relative_to(TEMPLATES)) for path in (TEMPLATES / folder).iterdir()}
    assert there
    assert there - drawn == set()


def test_every_component_but_the_frame_itself_has_a_specimen():
    shown = {one.template for one in components.specimens()}
    there = {f"components/{name}.html" for name in catalogue.names("components", "html")}
    assert there - shown == {"components/art.html", "components/nav.html", "components/footer.html"}


def parts_of_pages() -> set[str]:
    """Templates of areas that are no whole page."""
    found = {path for area in PARTS_OF for path in (TEMPLATES / area).rglob("*.html")}
    parts = {path for path in found if "{% extends" not in path.read_text() and "<html" not in path.read_text()}
    return {str(path.relative_to(TEMPLATES)) for path in parts}


def test_every_part_of_an_areas_pages_is_shown(client, settings):
    settings.POP_DEMO_DOOR = True
    drawn = {one.name for area in catalogue.AREAS for one in shown_by(client, f"/catalogue/{area}/").templates}
    assert len(parts_of_pages()) > 60
    assert parts_of_pages() - drawn == set(NOT_ALONE), "add a specimen in frontend/specimens/"


@pytest.mark.parametrize("area", catalogue.AREAS)
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_specimens_are_filled_with_what_their_template_asks_for(client, settings, area, prefix):
    """A name that a template asks for and that the specimen does not have would be an empty place."""
    settings.POP_DEMO_DOOR = True
    settings.TEMPLATES = [
        {**one, "OPTIONS": {**one["OPTIONS"], "string_if_invalid": "[[%s]]"}} for one in settings.TEMPLATES
    ]
    html = shown_by(client, f"{prefix}/catalogue/{area}/").content.decode()
    filled = re.sub(r"<template .*?</template>", "", html, flags=re.S)  # blanks, which scripts fill
    assert sorted(set(re.findall(r"\[\[(.*?)\]\]", filled)) - ASKED_IN_VAIN) == []


@pytest.mark.parametrize("path", ["/catalogue/", *(f"/catalogue/{area}/" for area in catalogue.AREAS)])
def test_no_id_stands_twice_and_whatever_is_named_is_there(client, settings, path):
    settings.POP_DEMO_DOOR = True
    html = shown_by(client, path).content.decode()
    ids = Counter(re.findall(r'\sid="([^"]*)"', html))
    assert [name for name, times in ids.items() if times > 1] == []
    named = {one for names in re.findall(r'\saria-(?:labelledby|describedby)="([^"]*)"', html) for one in names.split()}
    named |= set(re.findall(r"url\(#([^)]*)\)", html))
    assert named
    assert named - set(ids) == set()


def test_wrong_forms_and_right_to_left_are_among_the_states(client, settings):
    settings.POP_DEMO_DOOR = True
    html = shown_by(client, "/ar/catalogue/").content.decode()
    assert 'dir="rtl"' in html
    assert html.count('class="error-summary"') == 2
    assert 'aria-invalid="true"' in html
    assert catalogue.SAY["arabic"] in html


def test_staff_see_it_with_their_second_factor_and_nobody_else_knows_of_it(client, zola, amina, browser_of):
    assert browser_of(zola).get("/catalogue/").status_code == 200
    for reader in (client, browser_of(amina), browser_of(zola, second_factor=False)):
        for path in ("/catalogue/", "/catalogue/circles/"):
            response = reader.get(path)
            assert response.status_code == 404
            assert "Catalogue" not in response.content.decode()
    assert browser_of(zola).get("/catalogue/nothing/").status_code == 404
    assert client.get("/catalogue/")["X-Robots-Tag"] == "noindex, nofollow"
