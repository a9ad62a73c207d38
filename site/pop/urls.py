"""Every address of the site, area by area. Addresses people can count on: docs/architecture.md."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.documents import urls as wagtaildocs_urls

from pop.core import health

handler500 = "frontend.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("frontend.urls")),
    path("", include("pop.api.urls")),
    path("cms/", include("pop.pages.cms_urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("pop.pages.urls")),
]

if settings.POP_DEMO_DOOR:
    urlpatterns += [path("demo/", include("pop.accounts.demo_urls"))]

# English has no prefix, every other language has one: an address says its language, no cookie needed.
urlpatterns += i18n_patterns(
    path("", include("frontend.page_urls")),
    path("account/", include("pop.accounts.urls")),
    path("help/", include("pop.support.urls")),
    path("innovations/", include("innovations.urls")),
    path("circles/", include("peer_circles.urls")),
    path("moderation/", include("moderation.urls")),
    path("transparency/", include("pop.insights.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
