"""The Wagtail admin, with POP's wall around every address of it."""

from django.urls import URLPattern, URLResolver, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from pop.pages.cms_wall import behind_the_wall
from pop.pages.views import OwnSettings, sign_out

urlpatterns: list[URLPattern | URLResolver] = decorate_urlpatterns(
    [
        path("account/", require_admin_access(OwnSettings.as_view()), name="wagtailadmin_account"),
        path("logout/", sign_out, name="wagtailadmin_logout"),
        *wagtailadmin_urls.urlpatterns,
    ],
    behind_the_wall,
)
