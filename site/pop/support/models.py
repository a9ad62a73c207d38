"""The directory: services, and how to reach them. Field names follow Open Referral's HSDS 3.0 where it has one."""

from datetime import datetime
from uuid import uuid4

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from pop.support.contracts import SHOWN, Audience, Cost, PhoneType, Status, Topic
from pop.support.hours import Weekly

WEB_ADDRESS = URLValidator(schemes=["http", "https"])
MOST_ADDRESS = 300


class ServiceQuerySet(models.QuerySet["Service"]):
    def shown(self) -> "ServiceQuerySet":
        """What the public directory holds: in service, and still in its source unless one of us has checked it."""
        return self.filter(Q(vanished_on__isnull=True) | Q(assured_date__isnull=False), status__in=SHOWN)

    def with_details(self) -> "ServiceQuerySet":
        """Everything a listing reads, in four more queries whatever the number of services."""
        return self.prefetch_related("phones", "schedules", "languages", "topics")

    def in_order(self, *, checked_since: datetime) -> "ServiceQuerySet":
        """Checked ones first (SG-34), then services made for the young, then by name. The same for everyone (SG-39)."""
        young = [Audience.CHILDREN, Audience.YOUTH]
        return self.annotate(
            is_unchecked=Case(When(assured_date__gte=checked_since.date(), then=Value(0)), default=Value(1)),
            is_for_all=Case(When(audience__in=young, then=Value(0)), default=Value(1)),
        ).order_by("is_unchecked", "is_for_all", "name", "id")


class Service(ClusterableModel):
    """A helpline, crisis line or chat: one thing a young person can turn to (HSDS service)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=160)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.ACTIVE)
    country = models.CharField(_("country"), max_length=2, help_text=_("Two letters, ISO 3166-1; XK for Kosovo."))
    service_area = models.CharField(
        _("area"), max_length=120, blank=True, help_text=_("Only where it serves a part of the country.")
    )
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience.choices, default=Audience.ALL)
    cost = models.CharField(_("cost"), max_length=10, choices=Cost.choices, default=Cost.UNKNOWN)
    url = models.CharField(_("web address"), max_length=MOST_ADDRESS, blank=True, validators=[WEB_ADDRESS])
    chat_url = models.CharField(_("chat address"), max_length=MOST_ADDRESS, blank=True, validators=[WEB_ADDRESS])
    hours = models.CharField(
        _("hours"),
        max_length=200,
        blank=True,
        help_text=_("Short, in the service's own time: “24/7”, “Mon-Fri 09:00-17:00; Sat 10:00-14:00”."),
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=40,
        blank=True,
        help_text=_("Like Africa/Nairobi. Empty where nobody is sure: the page then does not say open or closed."),
    )

    # Where the facts come from: what the source claims is not a check of ours.
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_note = models.CharField(_("note on the source"), max_length=300, blank=True)
    source_date = models.DateField(_("date the source gives"), null=True, blank=True)

    # Our own check: a named human called or opened it (SG-34). Who it was stays inside; the page names the role.
    assured_date = models.DateField(_("checked on"), null=True, blank=True)
    assured_by = models.ForeignKey(
        "accounts.Persona", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    assured_as = models.CharField(max_length=20, blank=True, help_text="The role it was checked in.")

    # What the importer remembers. `imported` is the last row taken, field by field: where the record says something
    # else, a person has edited it, and the importer keeps its hands off.
    import_key = models.CharField(max_length=220, null=True, blank=True, unique=True, editable=False)
    dataset = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    imported = models.JSONField(default=dict, blank=True, editable=False)
    source_differs_since = models.DateTimeField(null=True, blank=True, editable=False)
    vanished_on = models.DateField(null=True, blank=True, editable=False)
    last_modified = models.DateTimeField(auto_now=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["country", "name", "id"]
        indexes = [models.Index(fields=["country", "status"], name="services_of_country")]
        constraints = [
            models.CheckConstraint(
                name="service_checked_in_a_role",
                condition=Q(assured_date__isnull=True, assured_as="")
                | Q(assured_date__isnull=False) & ~Q(assured_as=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"


class Phone(models.Model):
    """A number to call or to text (HSDS phone): as shown, and as a phone in that country dials it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(_("number"), max_length=40, help_text=_("As people there write it."))
    type = models.CharField(_("kind"), max_length=10, choices=PhoneType.choices, default=PhoneType.VOICE)
    e164 = models.CharField(max_length=16, blank=True, editable=False)
    short_code = models.CharField(max_length=17, blank=True, editable=False)
    dial = models.CharField(max_length=20, editable=False)
    keyword = models.CharField(max_length=20, blank=True, editable=False)  # the word to send, for some text numbers
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.number


class Schedule(models.Model):
    """Open on these days of every week (HSDS schedule). Times are wall-clock times in the service's own zone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="schedules")
    freq = models.CharField(max_length=7, choices=[("WEEKLY", "WEEKLY")], default="WEEKLY")
    byday = models.CharField(max_length=20, help_text="MO,TU,WE,TH,FR,SA,SU")
    opens_at = models.TimeField()
    closes_at = models.TimeField(help_text="Not after opens_at: it closes the next day. 00:00 to 00:00: all day.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.byday} {self.opens_at:%H:%M}-{self.closes_at:%H:%M}"

    @property
    def weekly(self) -> Weekly:
        return Weekly(tuple(self.byday.split(",")), self.opens_at, self.closes_at)


class ServiceLanguage(models.Model):
    """A language somebody answers in (HSDS language)."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(_("language"), max_length=3, help_text=_("ISO 639: en, ar, sw; three letters if need be."))

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["service", "code"], name="service_language_once")]

    def __str__(self) -> str:
        return self.code


class ServiceTopic(models.Model):
    """What it helps with: a term of our small taxonomy."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="topics")
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["service", "topic"], name="service_topic_once")]

    def __str__(self) -> str:
        return self.topic


class ChosenCountry(models.Model):
    """Whose helplines somebody wants to be shown when they may need them: their choice, nothing finer (SG-37)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    persona = models.OneToOneField("accounts.Persona", on_delete=models.CASCADE, related_name="+")
    country = models.CharField(max_length=2)

    class Meta:
        verbose_name_plural = "chosen countries"

    def __str__(self) -> str:
        return self.country
