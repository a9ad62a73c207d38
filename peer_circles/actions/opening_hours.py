"""When a drop-in circle is open each week."""

from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.actions.recording import record_about_circle
from peer_circles.hours import DAY_BEGINS, DAY_ENDS
from peer_circles.models import Circle, Format, OpeningHours, Weekday
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Invalid, Message, Refused
from pop.realtime.actions import touch_room


def add_opening_hours(
    *, actor: Actor, circle_id: UUID, weekday: int, opens: time, closes: time, now: datetime
) -> OpeningHours:
    """Open a drop-in circle on this day of each week (0 is Monday), by the clock of its zone; never at night.

    Raises Absent for who does not look after it, Refused for a circle of another format or a closed one, Invalid with
    fields: outside 07:00 to 22:00, turned round, or at a time when it is open already.
    """
    with transaction.atomic():
        circle = _locked(actor, circle_id)
        if circle.format != Format.DROP_IN or not circle.is_open:
            raise Refused(_("Only open drop-in circles have opening hours."), code="no_drop_in")
        opens, closes = opens.replace(second=0, microsecond=0), closes.replace(second=0, microsecond=0)
        if wrong := _wrong_with(circle, weekday, opens, closes):
            raise Invalid(fields=wrong)
        hours = OpeningHours.objects.create(circle=circle, weekday=weekday, opens=opens, closes=closes)
        touch_room(room_id=circle.room_id)
        _record(actor, "circles.add_opening_hours", circle, hours, now)
    return hours


def remove_opening_hours(*, actor: Actor, circle_id: UUID, hours_id: UUID, now: datetime) -> None:
    """Close it at that time from now on. Raises Absent for who does not look after it, and for other circles' hours."""
    with transaction.atomic():
        circle = _locked(actor, circle_id)
        hours = OpeningHours.objects.filter(circle=circle, pk=hours_id).first()
        if hours is None:
            raise Absent
        _record(actor, "circles.remove_opening_hours", circle, hours, now)
        hours.delete()
        touch_room(room_id=circle.room_id)


def _locked(actor: Actor, circle_id: UUID) -> Circle:
    circle = policies.circles_visible_to(actor).select_for_update().filter(pk=circle_id).first()
    if circle is None or not policies.may_plan_sessions(actor, circle):
        raise Absent
    return circle


def _wrong_with(circle: Circle, weekday: int, opens: time, closes: time) -> dict[str, list[Message]]:
    if weekday not in Weekday.values:
        return {"weekday": [_("Choose a day of the week.")]}
    if not DAY_BEGINS <= opens <= DAY_ENDS:
        return {"opens": [_("Circles are open by day: from 07:00 at the earliest.")]}
    if closes > DAY_ENDS or closes < DAY_BEGINS:
        return {"closes": [_("Circles are open by day: until 22:00 at the latest.")]}
    if closes <= opens:
        return {"closes": [_("It closes after it opens, on the same day.")]}
    others = OpeningHours.objects.filter(circle=circle, weekday=weekday)
    if others.filter(opens__lt=closes, closes__gt=opens).exists():
        return {"opens": [_("It is open at that time already. Choose another time, or take the other one away first.")]}
    return {}


def _record(actor: Actor, verb: str, circle: Circle, hours: OpeningHours, now: datetime) -> None:
    times = {"opens": f"{hours.opens:%H:%M}", "closes": f"{hours.closes:%H:%M}"}
    record_about_circle(actor, verb, circle, now, weekday=hours.weekday, **times)
