"""Logins sign in; personas are the pseudonyms others see. Content points to a persona, never to a login."""

from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pop.accounts.contracts import AgeBand, NoticeTopic, Role
from pop.core.from_rows import FromRows


class LoginManager(BaseUserManager["Login"]):
    def get_by_natural_key(self, username: str | None) -> "Login":
        return self.get(username__iexact=username)


class Login(FromRows, AbstractBaseUser, PermissionsMixin):
    """A name and a passphrase that sign in. Nothing here is shown to anybody else.

    `is_superuser` is how Wagtail knows an owner; actions keep it in step with the owner role.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    username = models.CharField(_("sign-in name"), max_length=40, unique=True)
    # Wagtail and allauth expect the field. Youth accounts leave it empty; staff may fill it.
    email = models.EmailField(blank=True)
    age_band = models.CharField(max_length=5, choices=AgeBand.choices, blank=True)
    is_active = models.BooleanField(default=True)
    created_on = models.DateField(auto_now_add=True)

    objects = LoginManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    def __str__(self) -> str:
        return self.username

    @property
    def is_staff(self) -> bool:
        return self.is_superuser


class Persona(FromRows):
    """A pseudonym. Outlives its login, without name or login, so that threads and remixes stay readable."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    login = models.OneToOneField(Login, null=True, on_delete=models.SET_NULL, related_name="persona")
    name = models.CharField(_("pseudonym"), max_length=40, blank=True)
    # The name as an eye sees it: folded case, look-alike letters and spacing. Two people never look the same.
    skeleton = models.CharField(max_length=60, unique=True, null=True)
    created_on = models.DateField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="persona_named_or_gone",
                condition=models.Q(login__isnull=True) | ~models.Q(name=""),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(_("someone who left"))


class Organisation(models.Model):
    """A partner: a UN agency, an NGO, a company, a school."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    website = models.URLField(blank=True)

    def __str__(self) -> str:
        return self.name


class StaffRole(models.Model):
    """A role somebody holds, from whom, until when. Ended roles stay as history."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    login = models.ForeignKey(Login, on_delete=models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    granted_at = models.DateTimeField(db_default=Now())
    granted_by = models.ForeignKey(Login, null=True, on_delete=models.SET_NULL, related_name="+")
    # Vetting or training runs out: from the day after, the role is not there (SG-60).
    valid_until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["login", "role"],
                name="staff_role_once",
                condition=models.Q(ended_at__isnull=True, organisation__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["login", "role", "organisation"],
                name="staff_role_once_per_organisation",
                condition=models.Q(ended_at__isnull=True, organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="partner_editor_has_organisation",
                condition=~models.Q(role=Role.PARTNER_EDITOR.value) | models.Q(organisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.login_id})"


class Consent(models.Model):
    """That an under-13 may publish and join, and on whose word. No document and no guardian's name is kept (SG-44)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    login = models.OneToOneField(Login, on_delete=models.CASCADE, related_name="consent")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL)
    given_on = models.DateField()

    def __str__(self) -> str:
        return f"consent of {self.given_on}"


class Notice(models.Model):
    """Something POP tells a person inside the site: a decision, an answer, an invitation. Nothing private in it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["persona", "-created_at"], name="notices_of_persona")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.created_at:%Y-%m-%d})"


class Hiding(models.TextChoices):
    MUTE = "mute", _("Folded away: you can open what they write")
    BLOCK = "block", _("Gone: you see nothing of what they write")


class HiddenPerson(models.Model):
    """That somebody does not want to see somebody else's words. The other never learns of it (SG-05)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")  # who hides
    hidden = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=5, choices=Hiding.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["persona", "hidden"], name="hidden_once"),
            models.CheckConstraint(name="nobody_hides_themselves", condition=~models.Q(persona=models.F("hidden"))),
        ]

    def __str__(self) -> str:
        return f"{self.how} of {self.hidden_id} by {self.persona_id}"


class UnwantedNotices(models.Model):
    """That somebody wants no notices about this. Nothing here: they get all of them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=20, choices=NoticeTopic.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["persona", "topic"], name="unwanted_once"),
            models.CheckConstraint(name="decisions_always_come", condition=~models.Q(topic=NoticeTopic.DECISION.value)),
        ]

    def __str__(self) -> str:
        return f"no {self.topic} for {self.persona_id}"


class RecoveryCode(models.Model):
    """One of the codes that let somebody back in without their passphrase. Kept as a keyed hash; gone once used."""

    id = models.BigAutoField(primary_key=True)
    login = models.ForeignKey(Login, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["login", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.login_id}"


class ConsentCode(models.Model):
    """A partner's word that one under-13 may take part, not used yet. Kept as a keyed hash; gone once used (SG-43)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE)
    made_by = models.ForeignKey(Login, null=True, on_delete=models.SET_NULL, related_name="+")
    valid_until = models.DateField()

    def __str__(self) -> str:
        return f"consent code until {self.valid_until}"
