"""The words on the wire: what a client may send, checked; what it is sent, encoded once. docs/realtime-protocol.md."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext_lazy as _

from pop.core.errors import DomainError, Invalid, TooFast
from pop.realtime.contracts import VOICE, Check, Event, Frame
from pop.realtime.wire import text_frame

VERSION = 1
LONGEST_FRAME = 16_384  # bytes; the server refuses longer ones before they get here (1009), this is the second wall
LARGEST_SEQ = 2**53 - 1  # what a JavaScript number holds exactly


LEFT_OUT = "left_out"  # the kind of an event whose words somebody does not get


class Close(IntEnum):
    """Why a connection is closed."""

    TOO_BIG = 1009
    TOO_SLOW = 1013  # the reader does not keep up: connect again and catch up
    NOT_UNDERSTOOD = 4400
    SIGN_IN = 4401
    NOT_HERE = 4404  # no such room, or not for this person (any more): the two look alike (SEC-24)
    IDLE = 4408
    TOO_MANY = 4429


class Outgoing:
    """A frame on its way out: encoded once, whoever gets it."""

    __slots__ = ("_without", "frame", "ready", "seq", "size", "voice")

    def __init__(self, frame: Frame, seq: int = 0, voice: UUID | None = None) -> None:
        encoded = orjson.dumps(frame)
        self.frame = frame
        self.voice = voice  # for whom it is unheard, `without_words` goes out instead
        self._without: Outgoing | None = None
        self.ready = text_frame(encoded)  # what goes over the wire, head and all
        self.size = len(encoded)
        self.seq = seq

    @property
    def text(self) -> str:
        return self.ready[-self.size :].decode()

    @property
    def without_words(self) -> "Outgoing":
        """That something happened, so that no number is missing; not what, and not by whom. Encoded once, too."""
        if self._without is None:
            named = {name: self.frame[name] for name in ("type", "room", "seq", "at")}
            self._without = Outgoing({**named, "kind": LEFT_OUT}, self.seq)
        return self._without


class Page(list[Outgoing]):
    """Frames that go out together: put together once, whoever gets them."""

    @cached_property
    def ready(self) -> bytes:
        return b"".join(frame.ready for frame in self)

    @cached_property
    def size(self) -> int:
        return sum(frame.size for frame in self)


def in_parts(frames: Sequence[Outgoing], most: int) -> Iterator[list[Outgoing]]:
    """These frames in their order, in parts of at most so many bytes, or of one frame."""
    part: list[Outgoing] = []
    size = 0
    for frame in frames:
        if part and size + frame.size > most:
            yield part
            part, size = [], 0
        part.append(frame)
        size += frame.size
    if part:
        yield part


_uuid_of = lru_cache(maxsize=4096)(UUID)  # of a frame each is asked for more than once, and of a room all the time


def a_uuid(value: Any) -> UUID:
    if not isinstance(value, str):
        raise ValueError
    return _uuid_of(value)


def a_text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value


def a_seq(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_SEQ:
        raise ValueError
    return value


def a_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def maybe(check: Check) -> Check:
    """The same for a field that may be left out: None then."""
    return lambda value: None if value is None else check(value)


# What every room understands; each kind of room adds its own words.
OWN_WORDS: Mapping[str, Mapping[str, Check]] = {
    "join": {"room": a_uuid, "after": a_seq},
    "leave": {"room": a_uuid},
    "ping": {},
}


def parsed(text: str | None) -> Frame:
    """A JSON object with a type. Raises Invalid for anything else."""
    if text is None:
        raise Invalid(_("Frames are text."), code="bad_frame")
    try:
        frame = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Invalid(_("That is not JSON."), code="bad_frame") from None
    if not isinstance(frame, dict) or not isinstance(frame.get("type"), str):
        raise Invalid(_("A frame is an object with a type."), code="bad_frame")
    return frame


def checked(frame: Frame, words: Mapping[str, Mapping[str, Check]]) -> Frame:
    """The frame with its fields as what they mean: exactly the fields its type has. Raises Invalid with `fields`."""
    fields = words.get(frame["type"])
    if fields is None:
        raise Invalid(_("This type of frame is not known here."), code="bad_frame")
    wrong: dict[str, list[Any]] = {}
    result: Frame = {"type": frame["type"]}
    for name, check in fields.items():
        try:
            result[name] = check(frame.get(name))
        except ValueError:
            wrong[name] = [_("This is missing or not what belongs here.")]
    # The names somebody invented are not repeated: an answer holds nothing of what was sent but ids.
    if wrong or frame.keys() - fields.keys() - {"type"}:
        raise Invalid(_("Some fields of this frame are wrong, missing or too many."), code="bad_frame", fields=wrong)
    return result


def event(step: Event, body: Frame) -> Outgoing:
    named = {"type": "event", "room": step.room_id, "seq": step.seq, "kind": step.kind, "at": step.at}
    frame = {**body, **named}
    voice = frame.pop(VOICE, None)
    return Outgoing(frame, step.seq, voice)


def refusal(error: DomainError, asked: Frame) -> Outgoing:
    """An error frame, in the language active now; says which frame it answers where that is known."""
    frame: Frame = {"type": "error", "code": error.code, "message": str(error.message)}
    if error.fields:
        frame["fields"] = {name: [str(text) for text in texts] for name, texts in error.fields.items()}
    if isinstance(error, TooFast):
        frame["retry_after"] = error.retry_after
    for name in _ids(asked):
        frame[name] = asked[name]
    return Outgoing(frame)


def _ids(asked: Frame) -> Iterable[str]:
    for name in ("room", "client_id", "id"):
        value = asked.get(name)
        if isinstance(value, UUID) or (isinstance(value, str) and _is_uuid(value)):
            yield name


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
