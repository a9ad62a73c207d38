"""The closed vocabularies of the directory, and the few words other areas share with it. Field names follow Open
Referral's HSDS 3.0 where it has one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """HSDS `service.status`. Only active and temporarily closed services are shown."""

    ACTIVE = "active", _("In service")
    INACTIVE = "inactive", _("Not in service")
    DEFUNCT = "defunct", _("Closed for good")
    TEMPORARILY_CLOSED = "temporarily closed", _("Closed for the time being")


SHOWN = (Status.ACTIVE, Status.TEMPORARILY_CLOSED)


class Topic(models.TextChoices):
    GENERAL = "general", _("Any worry")
    VIOLENCE = "violence", _("Violence")
    ABUSE = "abuse", _("Abuse")
    MENTAL_HEALTH = "mental-health", _("Feelings and mental health")
    SUICIDE = "suicide", _("Thoughts of suicide")
    ONLINE_SAFETY = "online-safety", _("Trouble online")
    LGBTQ = "lgbtq", _("LGBTQ+")
    SUBSTANCE = "substance", _("Alcohol and drugs")


class Audience(models.TextChoices):
    CHILDREN = "children", _("For children")
    YOUTH = "youth", _("For young people")
    ALL = "all", _("For everyone")
    WOMEN = "women", _("For women and girls")


class Cost(models.TextChoices):
    FREE = "free", _("Free")
    PAID = "paid", _("Costs money")
    UNKNOWN = "unknown", _("We do not know if it costs money")


class PhoneType(models.TextChoices):
    """HSDS `phone.type`, the two kinds the directory has."""

    VOICE = "voice", _("Call")
    TEXT = "text", _("Text message")


class Way(models.TextChoices):
    """How somebody would rather get in touch."""

    PHONE = "phone", _("Call")
    TEXT = "text", _("Text message")
    CHAT = "chat", _("Chat")
