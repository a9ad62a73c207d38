"""When a circle meets, rests and is open. What may be typed is decided by the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from peer_circles.hours import zone_named
from peer_circles.models import (
    LONGEST_INSTEAD,
    CircleSession,
    Weekday,
)
from pop.core.plain_forms import PlainForm


def _day_field(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day, such as 2027-03-09.")},
    )


def _time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time", "autocomplete": "off"}, format="%H:%M"),
        error_messages={"required": _("Choose a time."), "invalid": _("Choose a time, such as 17:30.")},
    )


class PlanForm(PlainForm):
    """When a circle meets, as the clock stands where the circle is."""

    day = _day_field(_("Day"))
    time = _time_field(_("Starts at"))
    minutes = forms.IntegerField(
        label=_("How many minutes?"),
        initial=60,
        help_text=_("From 15 to 120."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 15, "max": 120}),
        error_messages={"required": _("Say how many minutes."), "invalid": _("Write a number, such as 60.")},
    )


class RescheduleForm(PlanForm):
    """Another time for a session that is planned."""

    @classmethod
    def of(cls, session: CircleSession) -> "RescheduleForm":
        """With the time it has now, as the clock stands where its circle is."""
        there = session.starts_at.astimezone(zone_named(session.circle.time_zone))
        minutes = int((session.ends_at - session.starts_at).total_seconds() // 60)
        return cls(initial={"day": there.date(), "time": there.time(), "minutes": minutes})


class PauseForm(PlainForm):
    """From when to when nobody meets, as the calendar stands where the circle is."""

    first_day = _day_field(_("First day of the break"))
    last_day = _day_field(_("Last day of the break"), _("Up to two weeks. It can be the same day."))
    instead = forms.CharField(
        label=_("What is there instead?"),
        help_text=_(
            "Who is there for people meanwhile, and how to reach them. Everyone who can see the circle reads it."
        ),
        max_length=LONGEST_INSTEAD,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={
            "required": _("Say what people can do meanwhile."),
            "max_length": _("Please make this shorter: 200 characters at most."),
        },
    )


class OpeningHoursForm(PlainForm):
    """When a drop-in circle is open each week, as the clock stands where it is."""

    weekday = forms.TypedChoiceField(label=_("Every"), choices=Weekday.choices, coerce=int)
    opens = _time_field(_("Opens at"))
    closes = _time_field(_("Closes at"))


class CancelForm(PlainForm):
    instead = forms.CharField(
        label=_("What is there instead?"),
        help_text=_("If you like: what people can do at that time. Everyone who can see the circle reads it."),
        required=False,
        max_length=LONGEST_INSTEAD,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"max_length": _("Please make this shorter: 200 characters at most.")},
    )
