from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "pop.insights"
    label = "insights"
