from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "pop.core"
    label = "core"

    def ready(self) -> None:
        from pop.core import leaps
        from pop.core.health import register_warning

        register_warning(leaps.warning)
