"""Addresses of this area that are no pages."""

from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.cache import cache_control

from pop.pages.sitemaps import SITEMAPS
from pop.pages.views import picture

_AN_HOUR = 3_600  # seconds

urlpatterns: list[URLPattern | URLResolver] = [
    path("sitemap.xml", cache_control(public=True, max_age=_AN_HOUR)(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    # Wagtail's renditions only: what was uploaded is never handed out as it came.
    path("media/images/<str:name>", picture, name="picture"),
]
