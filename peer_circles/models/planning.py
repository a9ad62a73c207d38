"""When a circle rests, and when its door is open."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from peer_circles.hours import DAY_BEGINS, DAY_ENDS
from peer_circles.models.circles import LONGEST_INSTEAD, Circle

LONGEST_PAUSE = 14  # days


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Pause(models.Model):
    """Days on which a circle rests, both ends included, by the calendar where the circle is; without a circle, all of
    them rest. Nothing is planned then, and members read without writing. It always names what there is instead."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="pauses")
    first_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    instead = models.CharField(max_length=LONGEST_INSTEAD)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(name="pause_is_short", condition=Q(days__gte=1, days__lte=LONGEST_PAUSE)),
            models.CheckConstraint(name="pause_names_what_there_is", condition=~Q(instead="")),
        ]
        indexes = [models.Index(fields=["first_day"], name="pauses_by_day")]

    def __str__(self) -> str:
        return f"{self.days} days from {self.first_day} on in {self.circle_id or 'all circles'}"

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.days - 1)

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


class OpeningHours(models.Model):
    """When a drop-in circle is open, each week, by the clock of its zone; never at night."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name_plural = "opening hours"
        constraints = [
            models.CheckConstraint(name="opening_hours_day_of_week", condition=Q(weekday__gte=0, weekday__lte=6)),
            models.CheckConstraint(
                name="opening_hours_by_day",
                condition=Q(opens__gte=DAY_BEGINS, closes__lte=DAY_ENDS, closes__gt=F("opens")),
            ),
            models.UniqueConstraint(fields=["circle", "weekday", "opens"], name="opening_hours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M} in {self.circle_id}"


class StaffSeen(models.Model):
    """When somebody who looks after a circle last had a line to its room: of a drop-in circle in its hours, of one
    whose members write between its meetings at any time (SG-09). Who it was is nobody's business and not kept."""

    circle = models.OneToOneField(Circle, primary_key=True, on_delete=models.CASCADE, related_name="staff_seen")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.circle_id} at {self.at}"
