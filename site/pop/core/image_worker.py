"""Decodes one picture and encodes it again. Run as a program by pop.core.images, never imported by the site.

In: the file on standard input. Out: for each size width, height, length (32 bits each) and the WebP bytes; or, with
exit status 1, one word saying what was wrong. Whatever the picture does to this process, the site does not notice.
"""

import io
import struct
import sys
from typing import Any

# 512 MB must hold the decoded picture (25 million pixels are 100 MB with transparency), a copy of it, and Python.
SMALLEST_SIDE = 32
LONGEST_SIDE = 12_000
TALLEST = 2  # times the width; what is taller is made narrower
ORIENTATION = 0x0112  # the EXIF tag
LYING = {5, 6, 7, 8}  # its values that swap width and height


class Unfit(Exception):
    """Said to the parent in one word."""


def cap(memory: int, seconds: int) -> None:
    """No more memory than this, no more seconds of work, no file written, no process started."""
    import resource

    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            # Some systems (macOS) know no cap on address space; the limit on pixels, asked before decoding, stands.
            continue


def read(content: bytes, kind: str, most_pixels: int) -> Any:
    """The opened picture: its header read, its size asked, not one pixel decoded yet."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # our own limit is lower
    picture = Image.open(io.BytesIO(content), formats=[kind])
    width, height = picture.size
    if width * height > most_pixels:
        raise Unfit("too_many_pixels")
    if min(width, height) < SMALLEST_SIDE or max(width, height) > LONGEST_SIDE:
        raise Unfit("odd_shape")
    # Some phones put a second still into a JPEG; its first frame is the photo.
    if kind != "JPEG" and getattr(picture, "n_frames", 1) > 1:
        raise Unfit("animated")
    return picture


def sizes(picture: Any, widths: list[int]) -> list[Any]:
    """Upright, in sRGB, with nothing but pixels, smallest first."""
    from PIL import Image, ImageOps

    orientation = picture.getexif().get(ORIENTATION, 1)
    profile = picture.info.get("icc_profile")
    largest = (max(widths), max(widths) * TALLEST)
    box = largest[::-1] if orientation in LYING else largest
    picture.draft("RGB", box)
    picture.load()
    clear = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    if picture.mode not in {"RGB", "RGBA", "CMYK"} or (clear and picture.mode != "RGBA"):
        picture = picture.convert("RGBA" if clear else "RGB")
    picture.thumbnail(box, Image.Resampling.LANCZOS)
    picture = as_srgb(picture, profile)
    if orientation != 1:
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        picture.info["exif"] = exif.tobytes()
        picture = ImageOps.exif_transpose(picture)
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    found = []
    for width in sorted(widths):
        copy = bare.copy()
        copy.thumbnail((width, width * TALLEST), Image.Resampling.LANCZOS)
        found.append(copy)
    return found


def as_srgb(picture: Any, profile: bytes | None) -> Any:
    """Colours as the camera meant them, once its colour profile is gone."""
    from PIL import ImageCms

    wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            done = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=wanted)
            return done if done is not None else picture.convert(wanted)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a broken profile changes the shade, not the picture
    return picture.convert(wanted)


def main(kind: str, memory: int, seconds: int, most_pixels: int, *widths: int) -> int:
    cap(memory, seconds)
    try:
        picture = read(sys.stdin.buffer.read(), kind, most_pixels)
        for size in sizes(picture, list(widths)):
            out = io.BytesIO()
            size.save(out, "WEBP", quality=80, method=4)
            sys.stdout.buffer.write(struct.pack("!III", *size.size, out.tell()) + out.getvalue())
    except Unfit as reason:
        sys.stdout.buffer.write(str(reason).encode())
        return 1
    except MemoryError:
        sys.stdout.buffer.write(b"too_many_pixels")
        return 1
    except Exception:  # whatever a broken file makes a decoder raise: the parent says "damaged"
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *(int(number) for number in sys.argv[2:])))
