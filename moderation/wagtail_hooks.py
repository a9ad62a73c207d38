"""The way from the Wagtail admin to the queue."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from moderation.policies import may_see_queue


class QueueMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_queue(request.actor)  # type: ignore[attr-defined]


@hooks.register("register_admin_menu_item")
def register_queue() -> Any:
    return QueueMenuItem(_("Moderation queue"), reverse("moderation:queue"), name="moderation", icon_name="warning")
