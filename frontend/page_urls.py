"""Pages of the frame, once in every language."""

from django.urls import URLPattern, URLResolver, path

from frontend import views
from frontend.catalogue import catalogue, catalogue_area

urlpatterns: list[URLPattern | URLResolver] = [
    path("leave/how/", views.leave_how, name="leave_how"),
    path("catalogue/", catalogue, name="catalogue"),
    path("catalogue/<slug:area>/", catalogue_area, name="catalogue_area"),
    path("display/", views.display, name="display"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("offline/", views.offline, name="offline"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
