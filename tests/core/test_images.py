"""Pictures people upload: only whole, still, ordinary ones get in, and only their pixels stay (SEC-34, SG-26)."""

import io

import pytest
from PIL import Image

from pop.core import images
from pop.core.errors import Invalid
from tests.factories.images import animation, photo_from_somewhere, picture, png_that_claims, turned_photo


def reencode(content):
    return images.reencode(io.BytesIO(content))


def refusal_of(content):
    with pytest.raises(Invalid) as caught:
        reencode(content)
    assert list(caught.value.fields) == ["image"]
    return caught.value.code


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_comes_back_as_webp_in_two_widths(format):
    small, large = reencode(picture(format, size=(1600, 800)))
    assert (small.width, small.height) == (480, 240)
    assert (large.width, large.height) == (1200, 600)
    for size in (small, large):
        shown = Image.open(io.BytesIO(size.content))
        assert (shown.format, shown.size) == ("WEBP", (size.width, size.height))
        red, blue = shown.convert("RGB").getpixel((10, 10)), shown.convert("RGB").getpixel((size.width - 10, 10))
        assert red[0] > 200
        assert red[2] < 60
        assert blue[2] > 200
        assert blue[0] < 60


def test_a_small_picture_is_not_blown_up():
    assert [(size.width, size.height) for size in reencode(picture(size=(200, 100)))] == [(200, 100), (200, 100)]


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "LA", "1", "I;16"])
def test_every_kind_of_png_can_be_read(mode):
    image = Image.new(mode if mode != "LA" else "LA", (100, 80))
    out = io.BytesIO()
    image.save(out, "PNG")
    assert reencode(out.getvalue())[0].width == 100


def test_a_printers_jpeg_can_be_read():
    assert reencode(picture("JPEG", mode="CMYK"))[0].width == 480


def test_sg_26_where_it_was_taken_and_with_what_is_gone():
    content = photo_from_somewhere()
    assert b"SecretCameraMaker" in content
    for size in reencode(content):
        for secret in (b"Secret", b"Amina", b"Exif", b"EXIF", b"XMP", b"ICCP", b"GPS"):
            assert secret not in size.content
        shown = Image.open(io.BytesIO(size.content))
        assert dict(shown.getexif()) == {}
        assert {"exif", "xmp", "icc_profile"}.isdisjoint(shown.info)


def test_a_photo_taken_sideways_stands_upright():
    _small, large = reencode(turned_photo())
    assert (large.width, large.height) == (300, 600)
    shown = Image.open(io.BytesIO(large.content)).convert("RGB")
    assert shown.getpixel((150, 20))[0] > 200
    assert shown.getpixel((150, 580))[2] > 200


def test_sec_34_a_second_file_at_the_end_is_left_behind():
    polyglot = picture("JPEG") + b"<script>alert(1)</script>PK\x03\x04secret.zip"
    for size in reencode(polyglot):
        assert b"script" not in size.content
        assert b"secret.zip" not in size.content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><p>hi",
        b"%PDF-1.7\n",
        picture("GIF"),
        picture("BMP"),
        picture("TIFF"),
    ],
    ids=["nothing", "text", "svg", "html", "pdf", "gif", "bmp", "tiff"],
)
def test_sec_34_only_jpeg_png_and_webp_by_what_they_are(content):
    assert refusal_of(content) == "image_wrong_kind"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_damaged(format):
    content = picture(format)
    assert refusal_of(content[: len(content) // 2]) == "image_damaged"


def test_the_right_first_bytes_do_not_make_a_picture():
    assert refusal_of(b"\xff\xd8\xff" + b"nonsense" * 50) == "image_damaged"
    assert refusal_of(b"\x89PNG\r\n\x1a\n" + b"<script>" * 50) == "image_damaged"


@pytest.mark.parametrize("format", ["WEBP", "PNG"])
def test_moving_pictures_are_refused(format):
    assert refusal_of(animation(format)) == "image_animated"


def test_sec_34_a_bomb_is_refused_before_it_is_unpacked():
    assert refusal_of(png_that_claims(8000, 8000, rows=True)) == "image_too_many_pixels"
    assert refusal_of(png_that_claims(60_000, 60_000)) == "image_too_many_pixels"


def test_a_very_long_one_is_refused():
    assert refusal_of(png_that_claims(1, 65_535, rows=True)) == "image_odd_shape"


def test_the_largest_allowed_picture_fits_into_the_memory_allowed():
    assert [size.width for size in reencode(picture("PNG", size=(5000, 5000), mode="RGBA"))] == [480, 1200]


def test_sec_34_memory_is_capped(monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 10**9)
    assert refusal_of(png_that_claims(11_900, 11_900, rows=True)) in {"image_too_many_pixels", "image_damaged"}


def test_sec_34_time_is_capped(monkeypatch):
    monkeypatch.setattr(images, "SECONDS", 0.01)
    monkeypatch.setattr(images, "_turns", images.threading.BoundedSemaphore(1))
    assert refusal_of(picture()) == "image_damaged"


def test_a_file_over_eight_megabytes_is_not_even_looked_at(monkeypatch):
    monkeypatch.setattr(images.subprocess, "run", lambda *_, **__: pytest.fail("looked"))
    assert refusal_of(b"\xff\xd8\xff" + bytes(images.LARGEST_FILE)) == "image_too_large"
