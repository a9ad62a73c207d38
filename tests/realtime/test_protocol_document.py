"""docs/realtime-protocol.md says what the code does: every frame, field, closing, refusal and figure is there."""

import json
import re
from pathlib import Path

import pytest

from moderation.queue_room import QUEUE_ROOM, QueueRoom
from peer_circles.frames import PACE
from peer_circles.models import MessageState
from peer_circles.rooms import AsideRooms, CircleRooms
from pop.core.errors import Absent, DomainError, Invalid, Refused, SignInNeeded, TooFast
from pop.realtime import consumers, frames, hub
from pop.realtime.contracts import Seat
from pop.realtime.frames import LEFT_OUT, OWN_WORDS, Close
from pop.realtime.outbox import MOST_WAITING

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "realtime-protocol.md").read_text()


def rows(heading):
    """The tables below a heading, as cells."""
    part = TEXT.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines][1:]


def names(cell):
    return re.findall(r"`([a-z_]+)`", cell)


WORDS = {**OWN_WORDS, **{name: {"room": None, **fields} for name, fields in CircleRooms.accepts.items()}}


def test_every_frame_a_client_may_send_is_there_with_its_fields():
    documented = {names(row[0])[0]: row[1] for row in rows("What a client sends")}
    assert documented.keys() == WORDS.keys()
    for name, fields in WORDS.items():
        assert fields.keys() <= set(names(documented[name])), name


# What is told in circles, to everybody and to one person; a few of these names are not on the wire.
FRAMES = sorted(file for file in (ROOT / "peer_circles/frames").glob("*.py") if file.name != "__init__.py")
NOT_SENT = {"subject_id", "code", "step", "kind"}


def test_every_name_in_what_circles_send_is_there():
    sent = {"mark"}
    for source in FRAMES:
        sent |= set(re.findall(r'"([a-z_]+)"(?::|\])', source.read_text()))
    assert len(sent) > 50
    documented = {word for code in re.findall(r"`([^`\n]+)`", TEXT) for word in re.findall(r"[a-z_]+", code)}
    assert sorted(sent - NOT_SENT - documented) == []


def test_every_kind_of_event_is_there_and_no_other():
    kinds = {*PACE, "support", LEFT_OUT, "message", MessageState.REMOVED.value, MessageState.RETRACTED.value}
    for source in (ROOT / "peer_circles/actions").rglob("*.py"):
        kinds |= set(re.findall(r'append_event\([^)]*kind="([a-z_]+)"', source.read_text()))
    documented = set(names(TEXT.split("**Circles.** Event kinds ", 1)[1].split(", each with", 1)[0]))
    documented |= {name for found in re.findall(r"of the kinds? `(\w+)`(?: and `(\w+)`)?", TEXT) for name in found}
    documented |= set(re.findall(r"A `([a-z_]+)` event", TEXT))
    assert documented - {""} == kinds


def test_the_frames_of_every_room_have_the_fields_they_are_said_to_have():
    documented = {name: set(names(row[1])) for row in rows("What a client gets") for name in names(row[0])}
    standing = hub._standing(Seat(may_write=True)).keys()
    assert documented["joined"] == {"room", "seq", *standing}
    assert documented["seat"] == {"room", *standing}
    refused = frames.refusal(TooFast(retry_after=1), {"room": str(QUEUE_ROOM), "client_id": str(QUEUE_ROOM)}).frame
    assert refused.keys() - {"type"} <= documented["error"]


def test_the_room_of_the_queue_is_named_and_takes_nothing():
    assert str(QUEUE_ROOM) in TEXT
    assert QueueRoom.accepts == {}
    assert AsideRooms.accepts.keys() == {"post"}


def test_every_frame_a_client_gets_is_there():
    sent = set()
    for source in (ROOT / "site/pop/realtime").glob("*.py"):
        sent |= set(re.findall(r'"type": "([a-z]+)"', source.read_text()))
    documented = {name for row in rows("What a client gets") for name in names(row[0])}
    assert documented == sent - {"join", "leave", "ping"}


def test_every_closing_is_there_and_no_other_of_ours():
    documented = {int(code) for row in rows("Closings") for code in re.findall(r"\d{4}", row[0])}
    assert {int(code) for code in Close} <= documented
    assert {code for code in documented if code >= 4000} == {int(code) for code in Close if code >= 4000}


def test_every_refusal_of_a_frame_is_there():
    documented = set(names(TEXT.split("Error codes:", 1)[1].split("\n\n", 1)[0]))
    kinds = {DomainError, Absent, SignInNeeded, Refused, Invalid, TooFast}
    ours = {kind.code for kind in kinds} | {"bad_frame", "restricted"}
    # What a frame in a circle, or in a talk of two, may bring about; and in realtime itself.
    deeds = [ROOT / f"peer_circles/actions/{name}.py" for name in ("saying", "reactions", "modes", "messages", "seats")]
    for source in [*deeds, ROOT / "peer_circles/actions/asides/words.py", *(ROOT / "site/pop/realtime").glob("*.py")]:
        ours |= set(re.findall(r'code="([a-z_]+)"', source.read_text()))
    assert ours == documented


@pytest.mark.parametrize(
    "figure",
    [
        f"Version {frames.VERSION}.",
        f"{frames.LONGEST_FRAME:,} bytes",
        f"At most {hub.SOCKETS_PER_PERSON} connections per person, {hub.FRAMES_PER_PERSON} frames per person"
        f" in {hub.RATE_SECONDS} seconds",
        f"silent for {consumers.IDLE_SECONDS:.0f} seconds",
        f"joins nothing within {consumers.FIRST_JOIN_SECONDS:.0f}",
        f"{MOST_WAITING // 1024} KiB",
    ],
)
def test_figures_are_those_of_the_code(figure):
    assert figure in TEXT


def test_the_examples_use_only_what_there_is():
    said = re.findall(r'^([→←]) (\{"type":"([a-z]+)".*)$', TEXT, re.M)
    assert {kind for arrow, _frame, kind in said if arrow == "→"} >= {"join", "post"}
    for arrow, frame, kind in said:
        if arrow == "→":
            assert json.loads(frame).keys() - {"type"} <= WORDS[kind].keys(), frame
        else:
            assert any(kind in names(row[0]) for row in rows("What a client gets")), frame
