"""The HTTP door: Django's WSGI handler. pop.asgi puts it behind the same server as the sockets."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pop.settings.production")
application = get_wsgi_application()
