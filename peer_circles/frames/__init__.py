"""How circles look on the wire: the bodies of frames (docs/realtime-protocol.md). What only some see, by its file."""

from peer_circles.frames.messages import PACE, ack_body, message_body, pace_body, private_bodies, support_body

__all__ = ["PACE", "ack_body", "message_body", "pace_body", "private_bodies", "support_body"]
