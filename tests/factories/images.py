"""Picture files to upload: good ones, odd ones and nasty ones."""

import io
import struct
import zlib

from PIL import Image

GPS = 0x8825


def picture(format="PNG", size=(640, 480), mode="RGB", **options) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new(mode, size, "blue")
    image.paste(Image.new(mode, (size[0] // 2, size[1]), "red"), (0, 0))
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def photo_from_somewhere(**options) -> bytes:
    """A JPEG that says where it was taken, with what, by whom, and carries a thumbnail's worth of XMP."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCameraMaker"
    exif[0x013B] = "Amina Real Name"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (33.0, 53.0, 12.0)
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">SecretSchool</x:xmpmeta>'
    return picture("JPEG", exif=exif, xmp=xmp, comment=b"SecretComment", **options)


def turned_photo() -> bytes:
    """Stored lying on its side (orientation 6): upright it is 300 wide and 600 high, red on top."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return picture("JPEG", size=(600, 300), exif=exif, quality=95)


def animation(format="WEBP") -> bytes:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, format, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def png_that_claims(width: int, height: int, *, rows: bool = False) -> bytes:
    """A tiny file that says it is this big; with `rows` it really unpacks to that (a decompression bomb)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    header = struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(bytes((width + 1) * height if rows else 10), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
