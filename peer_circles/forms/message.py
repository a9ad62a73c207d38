"""What every message has, wherever it is said: its words, and the sender's own name for it."""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from peer_circles.models import LONGEST_TEXT
from pop.core.plain_forms import PlainForm


class MessageForm(PlainForm):
    data_notices: ClassVar = {"circles.message": ("text",)}  # a talk of two has its own
    not_personal: ClassVar = {"client_id": "a random number for the message to come"}

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _("Please make this shorter: 2,000 characters at most."),
        },
    )

    @classmethod
    def fresh(cls, **initial: Any) -> Self:
        """An empty form with a name for the message to come: sending the page twice says it once (SEC-02)."""
        return cls(initial={"client_id": uuid4(), **initial})

    def named_anew(self) -> Self:
        """As it was filled in; where its name is not one the page gave out it gets another, and the words stay."""
        if "client_id" in self.errors:
            given: Any = self.data
            data = given.copy()  # what came in a request nobody changes
            data["client_id"] = str(uuid4())
            self.data = data
        return self
