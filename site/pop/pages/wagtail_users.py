"""Wagtail's users app, kept for what the admin itself needs of it: each editor's own language and theme.

Logins, passphrases and roles belong to pop.accounts alone. Nobody, not even an owner, may manage them here (SEC-44):
whoever may edit users in Wagtail may become anybody.
"""

from wagtail.users.apps import WagtailUsersAppConfig


class PopUsersConfig(WagtailUsersAppConfig):
    default = False

    def ready(self) -> None:
        from django.contrib.auth import get_user_model
        from django.contrib.auth.models import Group
        from wagtail.permissions import register_permission_policy

        from pop.pages.nobody import Nobody

        for model in (get_user_model(), Group):
            register_permission_policy(model, Nobody(model))
