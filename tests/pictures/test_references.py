"""The reference pictures are whole; and what compares them sees a difference."""

from PIL import Image, ImageDraw

from tests.pictures.album import PAGES, PICTURES, REFERENCE, TOLERANCE, as_kept, difference


def test_every_main_page_has_its_pictures_and_no_picture_lies_there_without_its_page():
    assert len(PAGES) == 20
    assert {path.name for path in REFERENCE.iterdir()} == {picture.name for picture in PICTURES}


def test_every_picture_can_be_read_and_has_the_size_of_its_screen():
    wrong = []
    for picture in PICTURES:
        with Image.open(REFERENCE / picture.name) as image:
            image.load()
            seen = {colour for _count, colour in image.convert("L").reduce(4).getcolors()}
            if image.size != picture.size or len(seen) < 20:
                wrong.append(picture.name)
    assert wrong == [], "of the wrong size, or nearly empty"


def test_all_pictures_together_stay_small():
    assert sum(path.stat().st_size for path in REFERENCE.iterdir()) < 5_000_000


def test_a_page_of_the_list_is_on_the_map():
    assert {picture.address.name for picture in PICTURES} == set(PAGES.values())


def test_a_button_that_went_is_seen_and_the_same_picture_is_the_same(tmp_path):
    reference = REFERENCE / "home.desktop.light.webp"
    with Image.open(reference) as image:
        changed = image.convert("RGB")
    same, other, small = (tmp_path / name for name in ("same.webp", "other.webp", "small.webp"))
    changed.save(tmp_path / "whole.png")
    same.write_bytes(as_kept((tmp_path / "whole.png").read_bytes()))
    assert difference(reference, same) < TOLERANCE
    ImageDraw.Draw(changed).rectangle((600, 500, 720, 544), fill="#444")
    changed.save(other)
    assert difference(reference, other) > TOLERANCE
    changed.resize((390, 844)).save(small)
    assert difference(reference, small) == 255
