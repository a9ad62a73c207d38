"""Pages of the frame, once in every language."""

from django.urls import URLPattern, URLResolver, path

from frontend import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("leave/how/", views.leave_how, name="leave_how"),
    path("display/", views.display, name="display"),
    path("about/", views.about, name="about"),
]
