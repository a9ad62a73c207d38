"""How the notices of projects read: nobody's name and no title in them (SEC-54)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from innovations.contracts import REMIXED
from pop.accounts.contracts import NoticeText, NoticeTopic, register_notice


def register() -> None:
    register_notice(REMIXED, _remixed, NoticeTopic.REMIX)


def _remixed(facts: dict[str, Any]) -> NoticeText:
    return NoticeText(
        title=_("Somebody has made something new out of a project of yours."),
        body=_("It says that it comes from yours."),
        url=reverse("innovations:project", args=[facts["project"]]) if facts.get("project") else "",
    )
