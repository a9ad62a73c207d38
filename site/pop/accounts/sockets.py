"""Who is asking, over a WebSocket: the session cookie, and only from our own pages (SEC-29)."""

from collections.abc import Iterable
from importlib import import_module
from types import SimpleNamespace
from typing import Any, cast

from channels.auth import AuthMiddlewareStack
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from pop.accounts.contracts import ANONYMOUS, Actor
from pop.accounts.selectors import actor_for


def AuthenticatedSockets(application: Any) -> Any:  # noqa: N802  named as the Channels middleware it stands beside
    """Origin allow-list, then session and login in the scope."""
    return AllowedHostsOriginValidator(AuthMiddlewareStack(application))


def actors_of_sessions(session_keys: Iterable[str]) -> dict[str, Actor]:
    """Who is behind each session now: sessions, logins and roles read afresh, so that a logout, a changed
    passphrase, a lost role or a closed login counts on sockets that are open already (SEC-28).

    ANONYMOUS for a session that is gone, and for "". Call it in a database thread.
    """
    return {key: _actor_of_session(key) for key in set(session_keys)}


def _actor_of_session(session_key: str) -> Actor:
    if not session_key:
        return ANONYMOUS
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    # Django's own check of a session (backend, login, hash of the passphrase) asks a request for nothing else.
    return actor_for(cast("Any", get_user(cast(HttpRequest, SimpleNamespace(session=session)))), session)
