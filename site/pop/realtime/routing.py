from django.urls import URLPattern, path

from pop.realtime.consumers import rooms

# Channels routes ASGI applications by Django's paths; the types know views only.
websocket_urlpatterns: list[URLPattern] = [path("ws/rooms/", rooms)]  # type: ignore[arg-type]
