"""docs/realtime-protocol.md says what the code does: every frame, field, closing, refusal and figure is there."""

import json
import re
from pathlib import Path

import pytest

from peer_circles.rooms import CircleRooms
from pop.realtime import consumers, frames, hub
from pop.realtime.frames import OWN_WORDS, Close
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
    ours = {"bad_frame", "too_fast", "not_found", "sign_in_needed", "refused", "invalid", "unavailable"}
    posting = (ROOT / "peer_circles/actions/saying.py").read_text()
    assert ours | set(re.findall(r'code="([a-z_]+)"', posting)) <= documented


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
