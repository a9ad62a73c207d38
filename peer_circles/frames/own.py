"""One's own words while nobody else reads them, in a circle and in a talk of two: for their author alone."""

from peer_circles.models import AsideMessage, Message
from pop.realtime.contracts import Frame


def own_words(message: Message | AsideMessage) -> Frame:
    return {
        "id": message.pk,
        "client_id": message.client_id,
        "status": message.state,
        "text": message.text,
        "at": message.created_at,
    }
