"""Doors of this area that are not pages: editors' own settings, signing out of the Wagtail admin, pictures."""

from mimetypes import guess_type
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse
from django.views.decorators.http import require_safe
from wagtail.admin.views.account import AccountView, LocaleSettingsPanel, ThemeSettingsPanel
from wagtail.images import get_image_model
from wagtail.users.models import UserProfile

from pop.core.errors import Absent


class OwnSettings(AccountView):
    """Language, time zone and theme. Name, e-mail and passphrase have one home, with a second factor: the account."""

    def get_panels(self) -> list[Any]:
        profile = UserProfile.get_for_user(self.request.user)
        kinds = (LocaleSettingsPanel, ThemeSettingsPanel)
        panels = [kind(self.request, self.request.user, profile) for kind in kinds]
        return [panel for panel in panels if panel.is_active()]


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture of an article, as Wagtail sized it. Raises Absent for everything else in the media folder."""
    path = f"images/{name}"
    if not get_image_model().get_rendition_model().objects.filter(file=path).exists():
        raise Absent
    response = FileResponse(default_storage.open(path), content_type=guess_type(name)[0] or "application/octet-stream")
    response["Cache-Control"] = "public, max-age=31536000, immutable"  # another size or picture has another name
    return response


def sign_out(request: HttpRequest) -> HttpResponse:
    """The site's own way out, so that whatever it clears is cleared here too."""
    match = resolve(reverse("account_logout"))
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response
