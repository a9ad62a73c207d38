"""Pictures people upload, made safe to keep and to show (SEC-34, SG-26).

What is stored is never what was sent: the picture is decoded and encoded again in a process of its own, with a cap on
memory and time, and only its pixels come back. Whatever travelled with them (where it was taken, by which camera, a
second file hidden at the end) is left behind.
"""

import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from pop.core.errors import Invalid, Message, TooFast

LARGEST_FILE = 8 * 1024 * 1024  # bytes
MOST_PIXELS = 25_000_000
WIDTHS = (480, 1200)  # pixels; a narrower picture keeps its own width
SECONDS = 10
MEMORY = 512 * 1024 * 1024  # bytes of address space for the process that decodes
AT_ONCE = 2  # decoding processes side by side

_WORKER = Path(__file__).with_name("image_worker.py")
_turns = threading.BoundedSemaphore(AT_ONCE)

_WRONG_KIND = _("Please choose a photo or drawing saved as JPEG, PNG or WebP.")
_DAMAGED = _("We could not open this picture. It may be damaged: try saving it again, or choose another one.")
_REFUSALS: dict[str, Message] = {
    "damaged": _DAMAGED,
    "animated": _("Moving pictures do not work here. Please choose a still one."),
    "too_many_pixels": _("This picture is too big. Please make it smaller (at most 25 million pixels) and try again."),
    "odd_shape": _("This picture is too small or too long. Please choose one at least 32 pixels on each side."),
}


@dataclass(frozen=True, slots=True)
class EncodedImage:
    """One size of a picture, as WebP, nothing but pixels."""

    width: int
    height: int
    content: bytes


def kind_of(start: bytes) -> str | None:
    """The format the first bytes of a file really are, whatever its name says; None for anything not on the list."""
    if start.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WEBP"
    return None


def reencode(file: IO[bytes], *, field: str = "image") -> tuple[EncodedImage, ...]:
    """The picture in each of WIDTHS (smallest first), upright, as WebP without any metadata.

    Raises Invalid, with the sentence at `field`, for anything that is not a whole, still picture within the limits;
    TooFast when too many pictures are being read at once.
    """
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise _refusal(field, "too_large", _("This file is too big. Pictures can have up to 8 MB."))
    kind = kind_of(content[:12])
    if kind is None:
        raise _refusal(field, "wrong_kind", _WRONG_KIND)
    if not _turns.acquire(timeout=SECONDS):
        raise TooFast(retry_after=SECONDS)
    try:
        return _decoded_elsewhere(content, kind, field)
    finally:
        _turns.release()


def _decoded_elsewhere(content: bytes, kind: str, field: str) -> tuple[EncodedImage, ...]:
    limits = [str(number) for number in (MEMORY, SECONDS, MOST_PIXELS, *WIDTHS)]
    try:
        done = subprocess.run(  # noqa: S603  our own file, and nothing of the visitor's in the arguments
            [sys.executable, "-I", str(_WORKER), kind, *limits],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise _refusal(field, "damaged", _DAMAGED) from None
    if done.returncode != 0:
        code = done.stdout.decode("ascii", "replace").strip()
        code = code if code in _REFUSALS else "damaged"  # killed by a limit, or by the picture
        raise _refusal(field, code, _REFUSALS[code])
    return tuple(_frames(done.stdout))


def _frames(output: bytes) -> list[EncodedImage]:
    found, at = [], 0
    while at < len(output):
        width, height, length = struct.unpack_from("!III", output, at)
        at += 12
        found.append(EncodedImage(width, height, output[at : at + length]))
        at += length
    return found


def _refusal(field: str, code: str, message: Message) -> Invalid:
    return Invalid(message, code=f"image_{code}", fields={field: [message]})
