from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pop.pages"
    label = "pages"

    def ready(self) -> None:
        from pop.accounts.events import RoleEnded, RoleGranted
        from pop.core.events import subscribe
        from pop.pages.listeners import on_role_changed

        subscribe(RoleGranted, on_role_changed)
        subscribe(RoleEnded, on_role_changed)
