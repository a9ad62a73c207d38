"""What this area does when others announce something."""

from pop.accounts.events import RoleEnded, RoleGranted
from pop.pages.actions import sync_editor_groups


def on_role_changed(event: RoleGranted | RoleEnded) -> None:
    sync_editor_groups(login_id=event.login_id)
