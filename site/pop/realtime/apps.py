from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "pop.realtime"
    label = "realtime"
