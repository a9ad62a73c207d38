"""Reading circles: the circle itself, its people, its room and what was said. Sessions and asides by their file."""

from peer_circles.selectors.circles import (
    CircleView,
    circle_to_set,
    circle_view_for,
    circle_views_for,
    circles_for,
    inside_for,
)
from peer_circles.selectors.messages import (
    anonymous_in,
    count_taken_back,
    message_by_somebody,
    message_for,
    message_to_answer,
    messages_for,
    messages_in,
    messages_named,
    own_unsettled,
    page_of_messages,
    reactions_of,
    recent_texts,
)
from peer_circles.selectors.people import (
    here_since,
    hidden_from,
    invitations_for,
    members_of,
    turn_in,
    unheard_by,
)
from peer_circles.selectors.rooms import (
    circle_id_of_room,
    circle_ids_of_rooms,
    circle_of_room,
    circles_of_rooms,
    stream_position,
)
from peer_circles.selectors.seats import (
    seat_at,
    seats_for,
    waits_for_a_person,
)

__all__ = [
    "CircleView",
    "anonymous_in",
    "circle_id_of_room",
    "circle_ids_of_rooms",
    "circle_of_room",
    "circle_to_set",
    "circle_view_for",
    "circle_views_for",
    "circles_for",
    "circles_of_rooms",
    "count_taken_back",
    "here_since",
    "hidden_from",
    "inside_for",
    "invitations_for",
    "members_of",
    "message_by_somebody",
    "message_for",
    "message_to_answer",
    "messages_for",
    "messages_in",
    "messages_named",
    "own_unsettled",
    "page_of_messages",
    "reactions_of",
    "recent_texts",
    "seat_at",
    "seats_for",
    "stream_position",
    "turn_in",
    "unheard_by",
    "waits_for_a_person",
]
