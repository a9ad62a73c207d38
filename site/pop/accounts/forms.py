"""Forms of the account pages. They only carry text in and messages out; actions decide."""

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from pop.accounts.contracts import AgeBand, NoticeTopic, Role
from pop.accounts.models import Organisation
from pop.accounts.names import LONGEST
from pop.core.plain_forms import PlainForm, say_errors_plainly

_PASSPHRASE_HELP = _(
    "At least 10 letters. Four words that only you would put together are easy to keep and hard to guess."
)

_KNOWN = "they told us when they signed up; nothing new is kept"


def _passphrase(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, help_text=help_text)


class NameForm(PlainForm):
    data_notices: ClassVar = {"accounts.name": ("name",)}
    name = forms.CharField(
        label=_("Your made-up name"),
        help_text=_("You also sign in with it. Never use your real name."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}),
        max_length=LONGEST * 4,  # the action says it kindly; this only bounds the work
    )


class AgeBandForm(PlainForm):
    data_notices: ClassVar = {"accounts.age_band": ("age_band",)}
    age_band = forms.ChoiceField(
        label=_("How old are you?"),
        help_text=_("We keep only this age group, never your birthday. It decides which circles fit you."),
        choices=AgeBand.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one."), "invalid_choice": _("Please choose one.")},
    )


class SignUpForm(NameForm, AgeBandForm):
    data_notices: ClassVar = NameForm.data_notices | {"accounts.passphrase": ("passphrase",)} | AgeBandForm.data_notices
    passphrase = _passphrase(_("Passphrase"), "new-password", _PASSPHRASE_HELP)
    field_order = ["name", "passphrase", "age_band"]


class RecoverForm(PlainForm):
    data_notices: ClassVar = {"accounts.passphrase": ("new_passphrase",)}
    not_personal: ClassVar = {"name": _KNOWN, "code": "we made it, and it is gone once it is used"}
    name = forms.CharField(
        label=_("Your made-up name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    code = forms.CharField(
        label=_("Recovery code"),
        help_text=_("One of the eight codes you saved when you signed up, such as K7QP-3MZ2-9XWA-T4HD."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    new_passphrase = _passphrase(_("New passphrase"), "new-password", _PASSPHRASE_HELP)


class PassphraseForm(PlainForm):
    data_notices: ClassVar = {"accounts.confirm": ("passphrase",)}
    passphrase = _passphrase(_("Your passphrase"), "current-password")


class NoticesForm(PlainForm):
    """Which notices somebody wants. Nothing new about them: what they do here is known."""

    wanted = forms.MultipleChoiceField(
        label=_("Tell me about"),
        choices=[(topic.value, topic.label) for topic in NoticeTopic if topic is not NoticeTopic.DECISION],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Please choose from the list.")},
    )
    not_personal: ClassVar = {"wanted": "which notices to leave out; asked for nobody else's eyes"}


class ConsentForm(PlainForm):
    data_notices: ClassVar = {"accounts.permission": ("code",)}
    code = forms.CharField(
        label=_("Code from your group"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class ConsentCodeForm(PlainForm):
    organisation_id = forms.ChoiceField(label=_("Organisation that vouches"))

    def __init__(self, *args: Any, organisations: list[Organisation], may_do_without: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(organisation.pk), organisation.name) for organisation in organisations]
        if may_do_without:
            choices.insert(0, ("", str(_("POP itself"))))
        field = self.fields["organisation_id"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = choices
        field.required = not may_do_without


ROLE_NAMES = {
    Role.FACILITATOR: _("Facilitator"),
    Role.MODERATOR: _("Moderator"),
    Role.SAFEGUARDING_LEAD: _("Safeguarding lead"),
    Role.COUNSELLOR: _("Counsellor"),
    Role.PARTNER_EDITOR: _("Partner editor"),
    Role.OWNER: _("Owner"),
}


class RoleForm(PlainForm):
    name = forms.CharField(label=_("Name they sign in with"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    organisation_id = forms.ChoiceField(label=_("Organisation"), help_text=_("For partner editors."), required=False)
    valid_until = forms.DateField(
        label=_("Until"),
        help_text=_("The last day, when vetting or training runs out."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation_id"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = [("", "–"), *((str(organisation.pk), organisation.name) for organisation in organisations)]


class OrganisationForm(PlainForm):
    organisation = forms.CharField(label=_("Name of the organisation"), max_length=120)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")


class LoginForm(allauth_forms.LoginForm):
    """allauth's, in the words of the site."""

    not_personal: ClassVar = {"login": _KNOWN, "password": _KNOWN}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Your made-up name")
        self.fields["password"].label = _("Passphrase")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        say_errors_plainly(self)


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    not_personal: ClassVar = {"password": _KNOWN}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Your passphrase")
        self.fields["password"].widget.attrs.pop("placeholder", None)
        say_errors_plainly(self)


class ChangePassphraseForm(allauth_forms.ChangePasswordForm):
    data_notices: ClassVar = {"accounts.passphrase": ("password1", "password2")}
    not_personal: ClassVar = {"oldpassword": _KNOWN}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Your passphrase now"),
            "password1": _("New passphrase"),
            "password2": _("New passphrase once more"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = _PASSPHRASE_HELP if name == "password1" else ""
            self.fields[name].widget.attrs.pop("placeholder", None)
        say_errors_plainly(self)
