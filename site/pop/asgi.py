"""The composition root's door: HTTP through WSGI, WebSockets through ASGI, one server for both.

Django's own ASGI handler costs about ten times the CPU of its WSGI handler and opens a database connection
per request, so plain pages go through a small pool of WSGI threads instead (docs/decisions/).
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pop.settings.production")
django.setup()  # the sockets below import models, which only exist once the apps are loaded

from a2wsgi import WSGIMiddleware
from channels.routing import ProtocolTypeRouter, URLRouter

from pop.accounts.sockets import AuthenticatedSockets
from pop.api.routing import websocket_urlpatterns as api_sockets
from pop.realtime.routing import websocket_urlpatterns as room_sockets
from pop.wsgi import application as wsgi_application

WSGI_THREADS = 10

application = ProtocolTypeRouter(
    {
        "http": WSGIMiddleware(wsgi_application, workers=WSGI_THREADS),
        "websocket": AuthenticatedSockets(URLRouter([*room_sockets, *api_sockets])),
    }
)
