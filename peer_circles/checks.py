"""What would let circles grow beyond what anybody is heard in is found when the software starts."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from peer_circles.models import MOST_LIVE, MOST_ON_A_BOARD


def circles_stay_small(**kwargs: Any) -> Sequence[CheckMessage]:
    """POP_CIRCLE_PLACES within what the database allows."""
    places = settings.POP_CIRCLE_PLACES
    is_right = 2 <= places["usual"] <= places["most"] <= MOST_LIVE and 2 <= places["board"] <= MOST_ON_A_BOARD
    if is_right:
        return []
    words = f"POP_CIRCLE_PLACES: 2 <= usual <= most <= {MOST_LIVE}, and 2 <= board <= {MOST_ON_A_BOARD}."
    return [Error(words, id="peer_circles.E001")]
