from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pop.pages"
    label = "pages"
