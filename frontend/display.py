"""How somebody wants POP to look on this device: one plain cookie, read for every page, written on `/display/` only.

The cookie says a look and whether pictures are shown, nothing else: `dark.text`. Whatever else it holds is read as the
default. The server reads it, so that both choices work without JavaScript; every page therefore says `Vary: Cookie`
(frontend.middleware).
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

COOKIE = "display"
YEAR_SECONDS = 365 * 24 * 3600
THEMES = {
    "auto": _("As the device is set"),
    "light": _("Light"),
    "dark": _("Dark"),
    "contrast": _("High contrast"),
}


@dataclass(frozen=True)
class Display:
    """`theme` is a key of THEMES; `pictures` False leaves every picture out that is not needed to understand a page."""

    theme: str = "auto"
    pictures: bool = True

    @property
    def code(self) -> str:
        """The cookie's value: also what a cache of pages has to tell apart."""
        return f"{self.theme}.{'pictures' if self.pictures else 'text'}"


def of_the_device(request: HttpRequest) -> Display:
    """Where nothing was chosen: a browser that saves data says so, and gets no pictures."""
    return Display(pictures=request.headers.get("Save-Data", "").strip().lower() != "on")


def display_of(request: HttpRequest) -> Display:
    """What the cookie asks for. Unknown parts fall back one by one; never an error."""
    theme, _dot, pictures = request.COOKIES.get(COOKIE, "").partition(".")
    show = {"pictures": True, "text": False}.get(pictures, of_the_device(request).pictures)
    return Display(theme if theme in THEMES else "auto", show)


def remember(response: HttpResponse, display: Display, *, for_long: bool, device: Display | None = None) -> None:
    """Until the browser is closed, or for a year. What the `device` gets anyway needs no cookie: it is taken away."""
    if display == (device or Display()):
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        display.code,
        max_age=YEAR_SECONDS if for_long else None,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def context(request: HttpRequest) -> dict[str, Any]:
    """Every template knows `display`."""
    return {"display": display_of(request)}
