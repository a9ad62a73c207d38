"""Addresses of the frame that say no language."""

from django.urls import URLPattern, URLResolver, path

from frontend import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("leave/", views.leave, name="leave"),
    path("worker.js", views.worker, name="worker"),
    path("robots.txt", views.robots, name="robots"),
]
