"""The catalogue shows every part there is, from the files themselves, to those it is for."""

from collections import Counter
from pathlib import Path

import pytest

from frontend import catalogue

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[2] / "frontend/templates"
FOLDERS = ("components", "icons", "illustrations")


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
    parts = {specimen.part for specimen in catalogue.specimens()}
    assert set(catalogue.names("components", "html")) - parts == {"art", "nav", "footer"}


def test_no_id_stands_twice(client, settings):
    settings.POP_DEMO_DOOR = True
    html = shown_by(client).content.decode()
    ids = Counter(part.split('"', 1)[0] for part in html.split(' id="')[1:])
    assert [name for name, times in ids.items() if times > 1] == []


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
        response = reader.get("/catalogue/")
        assert response.status_code == 404
        assert "Catalogue" not in response.content.decode()
    assert client.get("/catalogue/")["X-Robots-Tag"] == "noindex, nofollow"
