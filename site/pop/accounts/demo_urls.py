"""The door for the demo's people: there only where the demo runs."""

from django.urls import URLPattern, URLResolver, path

from pop.accounts.views.demo import door

urlpatterns: list[URLPattern | URLResolver] = [path("", door, name="demo_door")]
