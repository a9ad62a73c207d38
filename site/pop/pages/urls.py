"""Addresses of this area that are no pages."""

from django.urls import URLPattern, URLResolver, path

from pop.pages.views import picture

urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail's renditions only: what was uploaded is never handed out as it came.
    path("media/images/<str:name>", picture, name="picture"),
]
