"""What a form says when something is missing or wrong: what to do, instead of Django's own sentences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pop.core.errors import Message

_WORDS: dict[str, Message] = {
    "required": _("Please fill this in."),
    "max_length": _("Please make this shorter: at most %(limit_value)d letters."),
    "null_characters_not_allowed": _("There is a sign in it that does not work here. Please type it again."),
}
_CHOICE: dict[str, Message] = {
    "required": _("Please choose one."),
    "invalid_choice": _("Please choose one from the list."),
    "invalid_list": _("Please choose from the list."),
}
_FILE: dict[str, Message] = {
    "required": _("Please choose a picture."),
    "invalid": _("We could not read this file. Please choose it again."),
    "missing": _("We could not read this file. Please choose it again."),
    "empty": _("This file is empty. Please choose another one."),
}


def say_errors_plainly(form: forms.BaseForm) -> None:
    """Replace Django's own sentences in this form; what a field says itself stays."""
    for field in form.fields.values():
        if isinstance(field, forms.ChoiceField):
            words = _CHOICE
        elif isinstance(field, forms.FileField):
            words = _FILE
        else:
            words = _WORDS
        theirs = _sentences_of_django(field)
        for code, text in words.items():
            if field.error_messages.get(code, theirs.get(code)) == theirs.get(code):
                field.error_messages[code] = text  # type: ignore[assignment]


def _sentences_of_django(field: forms.Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        found.update(getattr(kind, "default_error_messages", {}))
    return found


class PlainForm(forms.Form):
    """A form whose every error says how to mend it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_errors_plainly(self)
