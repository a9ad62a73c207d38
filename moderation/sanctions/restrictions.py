"""What content areas ask before they let somebody write what others see: whether a person of the staff has said no for
now. Asking for help is never asked about: talks alone, calls for help, flags, support and helplines stay open (SEC-10).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

from moderation.models import STOPS_WRITING, Sanction
from moderation.sanctions.places import Place
from pop.accounts.contracts import Actor
from pop.core.errors import Refused

RESTRICTED = "restricted"  # the code of the refusal
EVERYWHERE = Q(place_kind="", place_id=None)


def restricted_there(*, persona: str, kind: str, place: str, now: Any) -> Exists:
    """Whether the writer of a row may not write in its place, as a part of the area's own query, so that asking costs
    none more. `persona` and `place` are columns of that query; `now` is a moment, or stands for one that is told."""
    here = EVERYWHERE | Q(place_kind=kind, place_id=OuterRef(place))
    return Exists(Sanction.objects.filter(here, in_force_at(now), persona=OuterRef(persona)))


def in_force_at(now: Any) -> Q:
    """Those that keep somebody from writing at this moment."""
    return Q(lifted_at=None, step__in=STOPS_WRITING) & (Q(until=None) | Q(until__gt=now))


def restriction_of(persona_id: UUID | None, place: Place | None, now: datetime) -> Sanction | None:
    """The one that lasts longest there, everywhere included. One query; for the area itself, in nobody's name."""
    if persona_id is None:
        return None
    here = EVERYWHERE | Q(place_kind=place.kind, place_id=place.id) if place else EVERYWHERE
    rows = Sanction.objects.filter(here, in_force_at(now), persona=persona_id)
    return max(rows.select_related("incompatible_content_ground"), key=lambda one: _length(one, now), default=None)


def restrictions_of(persona_ids: Collection[UUID], place: Place, now: datetime) -> dict[UUID, Sanction]:
    """The same for many people in one place, in one query, for the area itself: who may write is not in it."""
    here = EVERYWHERE | Q(place_kind=place.kind, place_id=place.id)
    rows = Sanction.objects.filter(here, in_force_at(now), persona__in=set(persona_ids))
    found: dict[UUID, Sanction] = {}
    for one in sorted(rows.select_related("incompatible_content_ground"), key=lambda one: _length(one, now)):
        if one.persona_id is not None:
            found[one.persona_id] = one
    return found


def require_may_write(actor: Actor, place: Place | None, now: datetime) -> None:
    """Raises Refused with code RESTRICTED for who may not write there at this moment."""
    found = restriction_of(actor.persona_id, place, now)
    if found is not None:
        raise refusal_of(found, now)


def refusal_of(sanction: Sanction, now: datetime) -> Refused:
    """In plain words, with the time that is left and where to read why."""
    if sanction.until is None:
        words = _("You can read here, but not write. “What happened with my account” says why, and what you can do.")
    else:
        words = _(
            "You can read here, but not write. Time left: %(left)s. “What happened with my account” says why."
        ) % {"left": timeuntil(sanction.until, now)}
    return Refused(words, code=RESTRICTED)


def _length(sanction: Sanction, now: datetime) -> timedelta:
    return timedelta.max if sanction.until is None else sanction.until - now
