"""The composition root's door: HTTP through WSGI, WebSockets through ASGI, one server for both.

Django's own ASGI handler costs about ten times the CPU of its WSGI handler and opens a database connection
per request, so plain pages go through a small pool of WSGI threads instead (docs/decisions/).
"""

import gc
import os

from a2wsgi import WSGIMiddleware
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pop.settings.production")
pages = get_wsgi_application()  # sets Django up, which what follows needs

from pop.accounts.sockets import AuthenticatedSockets  # noqa: E402
from pop.api.routing import websocket_urlpatterns as api_sockets  # noqa: E402
from pop.core import chores  # noqa: E402
from pop.core.durability import refuse_to_lose  # noqa: E402
from pop.realtime.routing import websocket_urlpatterns as room_sockets  # noqa: E402

WSGI_THREADS = 10

refuse_to_lose()
chores.start()

# What start-up made stays for good: looking through it again and again for what nobody needs any more would take a
# third of the time of a busy room. And a batch of messages is not yet a reason to look.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 10)

application = ProtocolTypeRouter(
    {
        "http": WSGIMiddleware(pages, workers=WSGI_THREADS),
        "websocket": AuthenticatedSockets(URLRouter([*room_sockets, *api_sockets])),
    }
)
