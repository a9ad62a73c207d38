from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "pop.core"
    label = "core"
