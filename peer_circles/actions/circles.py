"""Opening circles."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.actions.circle_fields import cleaned, wrong_fields
from peer_circles.actions.recording import record_about_circle
from peer_circles.models import Circle, Format, Membership, Mode, Part
from pop.accounts.contracts import Actor, Role
from pop.core.errors import Invalid, Message, Refused
from pop.realtime.actions import open_room

UNDER_16_IS_READ = _("Under 16, a person reads every message first. Choose another way.")

BOARDS_ARE_SLOW = _("On a board people write slowly, and a person reads every message first. That stays so.")


def create_circle(
    *,
    actor: Actor,
    name: str,
    purpose: str,
    age_band: str,
    format: str,
    agreement: str,
    now: datetime,
    language: str = "en",
    times: str = "",
    time_zone: str = "UTC",
    country: str = "",
    capacity: int | None = None,
    talk_between_sessions: bool = False,
    mode: str | None = None,
) -> Circle:
    """Open a circle. A facilitator who opens one looks after it from the start.

    In a circle that meets at set times members write while a session is on, and at other times only if
    `talk_between_sessions` says so. Boards are slow and read first; elsewhere a person reads first unless `mode` says
    another way. `capacity` None: as many as circles usually take here.

    Raises Refused for who may not, Invalid with fields.
    """
    if not policies.may_create_circle(actor):
        raise Refused
    fields: dict[str, Any] = cleaned(
        {
            "name": name,
            "purpose": purpose,
            "age_band": age_band,
            "language": language,
            "times": times,
            "time_zone": time_zone,
            "country": country,
            "capacity": settings.POP_CIRCLE_PLACES["usual"] if capacity is None else capacity,
            "talk_between_sessions": talk_between_sessions,
            "agreement": agreement,
        }
    )
    if mode is None:
        mode = Mode.SLOW if format == Format.BOARD else Mode.PRE_MODERATED
    wrong = wrong_fields(fields, format=format) | _wrong_mode(age_band, mode, format)
    if wrong:
        raise Invalid(fields=wrong)
    return _open(actor, {**fields, "format": format, "mode": mode}, now)


@transaction.atomic
def _open(actor: Actor, fields: dict[str, Any], now: datetime) -> Circle:
    mode = fields["mode"]
    circle = Circle.objects.create(
        room_id=open_room(kind="circle"), reads_first=mode != Mode.OPEN, **fields, created_at=now
    )
    if actor.has_role(Role.FACILITATOR) and actor.persona_id:
        _join_as_facilitator(actor.persona_id, circle, now)
    about = {name: fields[name] for name in ("age_band", "format", "mode")}
    record_about_circle(actor, "circles.create", circle, now, **about)
    return circle


def _wrong_mode(age_band: str, mode: str, format: str) -> dict[str, list[Message]]:
    if format == Format.BOARD and mode != Mode.SLOW:
        return {"mode": [BOARDS_ARE_SLOW]}
    if not policies.may_talk_so(age_band, mode, format):
        return {"mode": [UNDER_16_IS_READ if mode == Mode.OPEN else _("Please choose how people talk here.")]}
    return {}


def _join_as_facilitator(persona_id: UUID, circle: Circle, now: datetime) -> None:
    Membership.objects.create(
        circle=circle,
        persona_id=persona_id,
        part=Part.FACILITATOR,
        agreed_version=circle.agreement_version,
        joined_at=now,
    )
