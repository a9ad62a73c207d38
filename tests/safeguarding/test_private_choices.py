"""Where somebody chooses how much others see, the private choice is first, chosen, and like the others (SG-41)."""

import re

import pytest

from innovations.contracts import Licence

pytestmark = pytest.mark.django_db


def options(html: str, name: str) -> list[str]:
    """Each choice of a question as it is written, in order."""
    return re.findall(rf'<label for="id_{name}_\d+">.*?</label>', html, flags=re.S)


def shape(option: str) -> str:
    """What is left of a choice without its number, its value and its words: must be alike for all."""
    option = re.sub(r"_\d+", "", re.sub(r' checked(?:="")?', "", option))
    return re.sub(r">[^<]*<", "><", re.sub(r'value="[^"]*"', "", option))


@pytest.mark.parametrize(
    ("path", "name", "private"),
    [("/display/", "keep", "session"), ("/innovations/new/", "licence", Licence.READ.value)],
)
def test_sg_41_the_private_choice_is_first_chosen_and_of_equal_weight(amina, browser_of, path, name, private):
    found = options(browser_of(amina).get(path).content.decode(), name)
    assert len(found) >= 2
    assert f'value="{private}"' in found[0]
    assert "checked" in found[0]
    assert not any("checked" in option for option in found[1:])
    assert len({shape(option) for option in found}) == 1


def test_the_shape_does_tell_a_louder_choice_apart():
    one = '<label for="id_keep_0"><input type="radio" value="a" checked>Quiet</label>'
    loud = '<label for="id_keep_1"><input type="radio" value="b"><strong>Best!</strong></label>'
    assert shape(one) != shape(loud)
    assert shape(one) == shape(one.replace("_0", "_1").replace("Quiet", "Other").replace(" checked", ""))
