from django.urls import path
from django.urls.resolvers import URLPattern

from pop.api.sockets import graphql_socket

websocket_urlpatterns: list[URLPattern] = [path("graphql/", graphql_socket)]  # type: ignore[arg-type]  # Channels' routes lead to ASGI applications
