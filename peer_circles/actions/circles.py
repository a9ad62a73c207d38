"""Opening circles."""

from datetime import datetime
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.models import MOST_LIVE, MOST_ON_A_BOARD, Circle, Format, Membership, Mode, Part
from pop.accounts.contracts import Actor, AgeBand, Role
from pop.audit.actions import record
from pop.core.errors import Invalid, Message, Refused
from pop.core.text import clean_block, clean_line
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
    capacity: int = 6,
    talk_between_sessions: bool = False,
    mode: str | None = None,
) -> Circle:
    """Open a circle. A facilitator who opens one looks after it from the start.

    In a circle that meets at set times members write while a session is on, and at other times only if
    `talk_between_sessions` says so. Boards are slow and read first; elsewhere a person reads first unless `mode` says
    another way.

    Raises Refused for who may not, Invalid with fields.
    """
    if not policies.may_create_circle(actor):
        raise Refused
    name, purpose, times, agreement = clean_line(name), clean_line(purpose), clean_line(times), clean_block(agreement)
    if mode is None:
        mode = Mode.SLOW if format == Format.BOARD else Mode.PRE_MODERATED
    wrong = _wrong_words(name, purpose, times, agreement) | _wrong_frame(time_zone, country, capacity, format)
    if age_band not in AgeBand.values:
        wrong["age_band"] = [_("Please choose an age band.")]
    if format not in Format.values:
        wrong["format"] = [_("Please choose how this circle meets.")]
    if format == Format.BOARD and mode != Mode.SLOW:
        wrong["mode"] = [BOARDS_ARE_SLOW]
    elif not policies.may_talk_so(age_band, mode, format):
        wrong["mode"] = [UNDER_16_IS_READ if mode == Mode.OPEN else _("Please choose how people talk here.")]
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        circle = Circle.objects.create(
            room_id=open_room(kind="circle"),
            name=name,
            purpose=purpose,
            age_band=age_band,
            language=language,
            times=times,
            time_zone=time_zone,
            country=country,
            format=format,
            capacity=capacity,
            talk_between_sessions=talk_between_sessions,
            mode=mode,
            reads_first=mode != Mode.OPEN,
            agreement=agreement,
            created_at=now,
        )
        if actor.has_role(Role.FACILITATOR) and actor.persona_id:
            Membership.objects.create(
                circle=circle,
                persona_id=actor.persona_id,
                part=Part.FACILITATOR,
                agreed_version=circle.agreement_version,
                joined_at=now,
            )
        record(
            actor_id=actor.login_id,
            acting_as=actor.roles,
            verb="circles.create",
            subject_kind="circle",
            subject_id=circle.pk,
            now=now,
            facts={"age_band": age_band, "format": format, "mode": mode},
        )
    return circle


def _wrong_words(name: str, purpose: str, times: str, agreement: str) -> dict[str, list[Message]]:
    wrong: dict[str, list[Message]] = {}
    for field, value, longest in (("name", name, 80), ("purpose", purpose, 300), ("agreement", agreement, 4000)):
        if not value or len(value) > longest:
            wrong[field] = [_("Please write something here, not longer than this field takes.")]
    if len(times) > 120:
        wrong["times"] = [_("Please make this shorter.")]
    return wrong


def _wrong_frame(time_zone: str, country: str, capacity: int, format: str) -> dict[str, list[Message]]:
    wrong: dict[str, list[Message]] = {}
    if not 2 <= capacity <= (MOST_ON_A_BOARD if format == Format.BOARD else MOST_LIVE):
        wrong["capacity"] = [_("Live circles take up to 8 people, boards up to 60.")]
    if time_zone not in available_timezones():
        wrong["time_zone"] = [_("Please choose a time zone.")]
    if len(country) not in {0, 2}:
        wrong["country"] = [_("Please choose a country.")]
    return wrong
