"""What somebody sees at once when their words sound as if they needed help (SG-31). Written by the software, and it
says so (SG-32); it is there until a person comes, and takes nobody's place."""

from datetime import datetime
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

from peer_circles.models import Circle
from pop.support.selectors import services_for_region


class CareService(TypedDict):
    name: str
    number: str
    href: str
    url: str


class CareCard(TypedDict):
    title: str
    text: str
    label: str
    services: list[CareService]
    help_url: str
    help_label: str


def care_card(circle: Circle, now: datetime) -> CareCard:
    """In the reader's language, with helplines of the circle's country where it has one."""
    services = [
        CareService(
            name=service.name,
            number=service.phones[0].number if service.phones else "",
            href=service.phones[0].href if service.phones else "",
            url=service.path,
        )
        for service in services_for_region(circle.country or None, limit=3, now=now)
    ]
    return CareCard(
        title=_("You matter to us"),
        text=_(
            "That sounds hard. A person here reads what you wrote and comes back to you. You did nothing wrong by "
            "writing it. If you want to talk to someone right now, these people listen. If you are in danger, "
            "call the emergency number where you are."
        ),
        label=_("Automatic message"),
        services=services,
        help_url=reverse("support:home"),
        help_label=_("Find help near you"),
    )


def lines_card(circle: Circle, now: datetime) -> CareCard:
    """The same helplines, for everybody who goes out of a session."""
    return {
        **care_card(circle, now),
        "title": _("Somebody to talk to, also tonight"),
        "text": _("You can call or write to these people, about big things and small ones. You need no reason."),
    }
