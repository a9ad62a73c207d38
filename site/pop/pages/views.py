"""Doors of this area that are not pages: editors' own settings, signing out of the Wagtail admin, pictures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from wagtail.admin.views.account import AccountView, LocaleSettingsPanel, ThemeSettingsPanel
from wagtail.users.models import UserProfile


class OwnSettings(AccountView):
    """Language, time zone and theme. Name, e-mail and passphrase have one home, with a second factor: the account."""

    def get_panels(self) -> list[Any]:
        profile = UserProfile.get_for_user(self.request.user)
        kinds = (LocaleSettingsPanel, ThemeSettingsPanel)
        panels = [kind(self.request, self.request.user, profile) for kind in kinds]
        return [panel for panel in panels if panel.is_active()]


def sign_out(request: HttpRequest) -> HttpResponse:
    """The site's own way out, so that whatever it clears is cleared here too."""
    match = resolve(reverse("account_logout"))
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response
