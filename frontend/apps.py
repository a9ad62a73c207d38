from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.signals import connection_created


class FrontendConfig(AppConfig):
    name = "frontend"
    label = "frontend"

    def ready(self) -> None:
        from frontend.public_pages import note_writes

        def watch(connection: Any, **_more: Any) -> None:
            note_writes(connection)

        connection_created.connect(watch, weak=False, dispatch_uid="frontend.public_pages")
        for connection in connections.all(initialized_only=True):
            note_writes(connection)
