from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "pop.support"
    label = "support"
