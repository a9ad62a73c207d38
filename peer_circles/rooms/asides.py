"""Asides as rooms: what realtime asks about them."""

import logging
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from uuid import UUID

from peer_circles import selectors
from peer_circles.actions import asides as actions
from peer_circles.actions import note_signs_of_life
from peer_circles.actions.shifts import Sign
from peer_circles.frames.asides import inside_bodies, words_ack, words_body
from peer_circles.opening import openings
from peer_circles.policies import asides as aside_policies
from peer_circles.selectors.asides import aside_now, asides_of_rooms, words_named
from peer_circles.selectors.sessions import sessions_on
from pop.accounts.contracts import Actor
from pop.core import clock
from pop.realtime.contracts import Check, Event, Frame, Seat, Viewer
from pop.realtime.frames import a_text, a_uuid

logger = logging.getLogger(__name__)


class AsideRooms:
    name = actions.ASIDE_ROOM
    rest = 0.0
    accepts: Mapping[str, Mapping[str, Check]] = {"post": {"client_id": a_uuid, "text": a_text}}

    def seats(self, asked: Sequence[tuple[UUID, Actor]], heard: Sequence[datetime] | None = None) -> list[Seat | None]:
        now, found = clock.now(), asides_of_rooms(room_id for room_id, _actor in asked)
        circles = {aside.circle.room_id: aside.circle for aside in found.values()}
        on = sessions_on(circles.values(), now)
        there = [(found[room_id], actor) for room_id, actor in asked if room_id in found]
        in_circle = selectors.seats_for(
            [(aside.circle.room_id, actor) for aside, actor in there],
            circles,
            on,
            openings(list(circles.values()), now),
        )
        # Not while something is said, behind the rooms' locks: this comes the other way, from the aside to its room.
        if heard is not None:
            at = [moment for (room_id, _actor), moment in zip(asked, heard, strict=True) if room_id in found]
            staff = [
                (aside, actor, moment)
                for (aside, actor), moment, seat in zip(there, at, in_circle, strict=True)
                if seat is not None and seat.is_staff and actor.persona_id == aside.staff_id
            ]
            if self._signs_of_life(list(found.values()), staff, now):
                found = asides_of_rooms(found.keys())
                there = [(found[room_id], actor) for room_id, actor in asked if room_id in found]
            # Whoever talks with somebody alone is at work for the session, too: the group notices nothing.
            self._at_work([(aside.circle_id, actor, moment) for aside, actor, moment in staff], on.values(), now)
        seats = iter(
            aside_policies.aside_seat(actor, aside, aside_now(aside, now).state, seat, now)
            for (aside, actor), seat in zip(there, in_circle, strict=True)
        )
        return [next(seats) if room_id in found else None for room_id, _actor in asked]

    def render(self, events: Sequence[Event]) -> list[Frame]:
        words = words_named([event.subject_id for event in events])
        return [words_body(words[event.subject_id]) if event.subject_id in words else {} for event in events]

    def unheard(self, asked: Sequence[tuple[UUID, Viewer]]) -> list[frozenset[UUID]]:
        return [frozenset() for _one in asked]  # of two, nobody hides the other

    def beat(self, room_ids: Collection[UUID]) -> set[UUID]:
        return set()

    def private_frames(self, room_id: UUID, viewers: Sequence[Viewer]) -> list[Frame]:
        aside = asides_of_rooms([room_id]).get(room_id)
        return inside_bodies(aside, viewers, clock.now()) if aside else [{} for _viewer in viewers]

    def together(self, asked: Sequence[tuple[UUID, Actor, Frame]], now: datetime) -> AbstractContextManager[None]:
        return nullcontext()

    def plain(self, actor: Actor, seat: Seat, room_id: UUID, frame: Frame, now: datetime) -> Frame | None:
        return None

    def receive(self, actor: Actor, room_id: UUID, frame: Frame, now: datetime) -> Frame:
        aside = asides_of_rooms([room_id])[room_id]
        message = actions.post_aside_message(
            actor=actor, aside_id=aside.pk, client_id=frame["client_id"], text=frame["text"], now=now
        )
        return words_ack(message)

    def _signs_of_life(self, asides: Sequence[object], staff: Sequence[object], now: datetime) -> bool:
        """Failing to write it down freezes, and breaks nothing."""
        try:
            return actions.note_staff_there(asides=asides, there=staff, now=now)  # type: ignore[arg-type]
        except Exception:
            logger.exception("Whether the staff of an aside is there could not be written down")
            return False

    def _at_work(self, there: Sequence[Sign], on: object, now: datetime) -> None:
        try:
            note_signs_of_life(on=on, there=there, now=now)  # type: ignore[arg-type]
        except Exception:
            logger.exception("Who of the staff is at work could not be written down")
