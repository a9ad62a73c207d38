"""Wagtail's users app, kept for what the admin itself needs of it."""

from wagtail.users.apps import WagtailUsersAppConfig


class PopUsersConfig(WagtailUsersAppConfig):
    default = False
