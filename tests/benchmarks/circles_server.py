"""POP itself, `pop.asgi`, with the limits per person out of the way: a thousand people here stand for many more."""

from pop.asgi import application
from pop.core.limits import Limit
from pop.realtime import hub

NO_LIMIT = 10**9

hub.FRAMES_PER_PERSON = NO_LIMIT
hub.SOCKETS_PER_PERSON = NO_LIMIT

from peer_circles.actions import at_once  # noqa: E402

at_once.POSTS = Limit("circles.posts", times=NO_LIMIT, seconds=10)

__all__ = ["application"]
