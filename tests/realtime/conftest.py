"""A kind of room for tests: what was said stands in memory, and who may come in is a list."""

from contextlib import nullcontext
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from pop.core import clock
from pop.core.errors import Refused
from pop.realtime import actions, contracts
from pop.realtime.contracts import VOICE, Seat
from pop.realtime.frames import a_text, a_uuid


@dataclass
class Parlour:
    name: str = "parlour"
    rest: float = 0.0
    guests: dict[UUID, set[UUID]] = field(default_factory=dict)  # room -> personas
    said: dict[UUID, str] = field(default_factory=dict)
    whispers: dict[UUID, str] = field(default_factory=dict)  # persona -> what only they see
    voices: dict[UUID, UUID] = field(default_factory=dict)  # what was said -> by which persona
    deaf: dict[UUID, set[UUID]] = field(default_factory=dict)  # persona -> whom they do not hear
    quiet: set[UUID] = field(default_factory=set)  # personas who may only listen
    beats: int = 0
    news: set[UUID] = field(default_factory=set)  # rooms where time alone has changed something
    accepts = {"post": {"client_id": a_uuid, "text": a_text}}

    def seats(self, asked, heard=None):
        return [
            Seat(may_write=actor.persona_id not in self.quiet)
            if actor.persona_id in self.guests.get(room_id, ())
            else None
            for room_id, actor in asked
        ]

    def render(self, events):
        return [{"text": self.said[event.subject_id], VOICE: self.voices.get(event.subject_id)} for event in events]

    def unheard(self, asked):
        return [frozenset(self.deaf.get(viewer.actor.persona_id, ())) for _room_id, viewer in asked]

    def beat(self, room_ids):
        self.beats += 1
        return self.news & set(room_ids)

    def private_frames(self, room_id, viewers):
        return [
            {"whisper": self.whispers[viewer.actor.persona_id]} if viewer.actor.persona_id in self.whispers else {}
            for viewer in viewers
        ]

    def together(self, asked, now):
        return nullcontext()

    def plain(self, actor, seat, room_id, frame, now):
        return None

    def receive(self, actor, room_id, frame, now):
        if frame["text"] == "refuse me":
            raise Refused
        if frame["text"] == "break":
            raise ZeroDivisionError
        return {"client_id": frame["client_id"], "seq": self.say(room_id, frame["text"], by=actor.persona_id)}

    # What a domain's actions would do

    def say(self, room_id, *texts, by=None):
        with transaction.atomic():
            for text in texts:
                subject_id = uuid4()
                self.said[subject_id] = text
                self.voices[subject_id] = by
                seq = actions.append_event(room_id=room_id, kind="said", subject_id=subject_id, now=clock.now())
        return seq

    def open(self, *people):
        room_id = actions.open_room(kind="parlour")
        self.guests[room_id] = {somebody.persona.pk for somebody in people}
        return room_id

    def show_out(self, room_id, somebody):
        with transaction.atomic():
            self.guests[room_id].discard(somebody.persona.pk)
            actions.touch_room(room_id=room_id)

    def stop_hearing(self, room_id, somebody, *others):
        with transaction.atomic():
            self.deaf[somebody.persona.pk] = {other.persona.pk for other in others}
            actions.touch_room(room_id=room_id)

    def whisper(self, room_id, somebody, text):
        with transaction.atomic():
            self.whispers[somebody.persona.pk] = text
            actions.touch_room(room_id=room_id)


@pytest.fixture
def parlour(monkeypatch):
    kind = Parlour()
    monkeypatch.setitem(contracts._kinds, "parlour", kind)
    return kind
