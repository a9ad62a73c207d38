"""Who is asking, over a WebSocket: the session cookie, and only from our own pages (SEC-29)."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any, TypeGuard, cast
from uuid import UUID

from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import SessionMiddlewareStack
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session as StoredSession
from django.db.models import DateTimeField
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from pop.accounts.contracts import ANONYMOUS, Actor
from pop.accounts.models import Login
from pop.accounts.selectors import RolesHeld, actors_for, ask_roles
from pop.core import clock
from pop.core.prepared import Among, Given, Prepared

Session = Mapping[str, Any]
SignedIn = tuple[Login | AnonymousUser, Session]


def AuthenticatedSockets(application: Any) -> Any:  # noqa: N802  named as the Channels middleware it stands beside
    """Origin allow-list, then the session's key in the scope. Who that is, is asked again at every frame anyway."""
    return AllowedHostsOriginValidator(SessionMiddlewareStack(application))


def actors_of_sessions(session_keys: Iterable[str]) -> dict[str, Actor]:
    """Who is behind each session now: sessions, logins and roles read afresh, so that a logout, a changed
    passphrase, a lost role or a closed login counts on sockets that are open already (SEC-28).

    ANONYMOUS for a session that is gone, and for "". Four queries at most, however many ask. Call it in a database
    thread.
    """
    return ask_actors(session_keys)()


def ask_actors(session_keys: Iterable[str], likely: Iterable[UUID] = ()) -> Callable[[], dict[str, Actor]]:
    """The same, asked now and answered by calling what this gives.

    `likely`: the logins that were behind these sessions before. They are asked for in the same turn; whoever turns out
    to be somebody else is asked for when the answer is read.
    """
    asked = list(session_keys)
    keys = {key for key in asked if key}
    store = import_module(settings.SESSION_ENGINE).SessionStore
    if not issubclass(store, DatabaseSessions) or store.get_model_class() is not StoredSession:
        return lambda: _actors(asked, {key: _by_itself(store(key)) for key in keys})
    sessions = _SESSIONS.ask(keys=keys, now=clock.now())
    before = {*likely}
    people = _ask_people(before)

    def answer() -> dict[str, Actor]:
        opened = {key: _decoded(store, data) for key, data in sessions()}
        logins, roles = people()
        if others := {login_id for session in opened.values() if (login_id := _login_id(session))} - before:
            more_logins, more_roles = _ask_people(others)()
            logins, roles = {**logins, **more_logins}, {**roles, **more_roles}
        return _actors(asked, _signed_in(opened, logins, store), roles)

    return answer


_SESSIONS: Prepared[tuple[str, str]] = Prepared(
    lambda: StoredSession.objects.filter(
        Among("pk", "keys"), expire_date__gt=Given("now", DateTimeField())
    ).values_list("pk", "session_data")
)
_LOGINS: Prepared[Login] = Prepared(
    lambda: (
        Login.objects.select_related("persona")
        .filter(Among("pk", "ids"))
        .only("is_active", "age_band", "password", "persona__login")
    )
)


def _ask_people(login_ids: set[UUID]) -> Callable[[], tuple[dict[UUID, Login], RolesHeld]]:
    """These logins with their personas, and the roles they hold."""
    if not login_ids:
        return lambda: ({}, {})
    logins, roles = _LOGINS.ask(ids=login_ids), ask_roles(login_ids)
    return lambda: ({login.pk: login for login in logins()}, roles())


def _actors(
    asked: Iterable[str], signed_in: Mapping[str, SignedIn], roles: RolesHeld | None = None
) -> dict[str, Actor]:
    personas = {login.pk: login.persona.pk for login, _session in signed_in.values() if _has_persona(login)}
    actors = dict(zip(signed_in, actors_for(list(signed_in.values()), personas, roles), strict=True))
    return {key: actors.get(key, ANONYMOUS) for key in asked}


def _signed_in(
    sessions: Mapping[str, Session], logins: Mapping[UUID, Login], store: type[DatabaseSessions]
) -> dict[str, SignedIn]:
    """Whose sessions hold. What is not plain at first sight (a key that was exchanged) goes Django's own way, one by
    one."""
    found: dict[str, SignedIn] = {}
    for key, session in sessions.items():
        login_id = _login_id(session)
        login = logins.get(login_id) if login_id else None
        if login is not None and _holds(session, login):
            found[key] = (login, session)
        elif SESSION_KEY in session:
            found[key] = _by_itself(store(key))
    return found


def _has_persona(login: Login | AnonymousUser) -> TypeGuard[Login]:
    return isinstance(login, Login) and hasattr(login, "persona")


def _by_itself(session: Any) -> SignedIn:
    # Django's own check of a session (backend, login, hash of the passphrase) asks a request for nothing else.
    return cast("Any", get_user(cast(HttpRequest, SimpleNamespace(session=session)))), session


def _holds(session: Session, login: Login) -> bool:
    """Whether the session was begun by a way in that is still there, and with the passphrase of today."""
    return (
        login.is_active
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), _mark_of(login.password))
    )


@lru_cache(maxsize=2048)
def _mark_of(password_hash: str) -> str:
    """What a session begun with this passphrase carries: a keyed hash of its hash, the same every time."""
    return Login(password=password_hash).get_session_auth_hash()


def _login_id(session: Session) -> UUID | None:
    return _as_id(session.get(SESSION_KEY))


@lru_cache(maxsize=2048)
def _as_id(text: str | None) -> UUID | None:
    try:
        return UUID(text)
    except (ValueError, TypeError, AttributeError):
        return None


@lru_cache(maxsize=2048)
def _decoded(store: type[DatabaseSessions], data: str) -> Session:
    """What was signed says the same every time it is read."""
    return store().decode(data)
