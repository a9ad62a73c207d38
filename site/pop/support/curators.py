"""What curators may not do in the Wagtail admin."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class NeverDelete(ModelPermissionPolicy):
    """A service that closed gets another status: an old link must say so, and an import must not bring it back."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))
