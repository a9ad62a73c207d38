"""Circles and asides as rooms: what realtime asks about them."""

from peer_circles.rooms.asides import AsideRooms
from peer_circles.rooms.circles import CircleRooms

__all__ = ["AsideRooms", "CircleRooms"]
