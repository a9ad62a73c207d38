"""Who is asking, over a WebSocket: the session cookie, and only from our own pages (SEC-29)."""

from typing import Any

from channels.auth import AuthMiddlewareStack
from channels.security.websocket import AllowedHostsOriginValidator


def AuthenticatedSockets(application: Any) -> Any:  # noqa: N802  named as the Channels middleware it stands beside
    """Origin allow-list, then session and login in the scope."""
    return AllowedHostsOriginValidator(AuthMiddlewareStack(application))
