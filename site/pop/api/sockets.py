"""Subscriptions over a WebSocket at /graphql/: the protocol `graphql-transport-ws`.

https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md, subscriptions only: queries and mutations have the
HTTP door, where they cost less. A plain ASGI application; who is asking stands in the scope (pop.accounts.sockets), and
is read afresh for every subscription.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import orjson
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from graphql import ExecutionResult, GraphQLError, subscribe

from pop.accounts.contracts import Actor, Role
from pop.accounts.selectors import actor_for
from pop.api import documents, execution, limits
from pop.api import schema as schema_module
from pop.api.documents import RequestRefused
from pop.core.limits import network_of

PROTOCOL = "graphql-transport-ws"
_ENDS = {
    4400: "Bad request",
    4401: "Unauthorized",
    4406: "Subprotocol not acceptable",
    4408: "Connection initialisation timeout",
    4429: "Too many initialisation requests",
}


@dataclass(frozen=True)
class SocketContext:
    """What resolvers find in `info.context`."""

    actor: Actor
    session_key: str  # long-lived subscriptions look again whether it still holds


class _End(Exception):
    """The socket is to be closed."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason or _ENDS[code]


Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


async def graphql_socket(scope: Any, receive: Receive, send: Send) -> None:
    """One connection, from its opening to its end."""
    if (await receive())["type"] != "websocket.connect":
        return
    if PROTOCOL not in scope.get("subprotocols", []):
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.close", "code": 4406, "reason": _ENDS[4406]})
        return
    await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
    connection = _Connection(scope, receive, send)
    try:
        await connection.serve()
    except _End as end:
        await connection.send_quietly({"type": "websocket.close", "code": end.code, "reason": end.reason})
    finally:
        await connection.stop_all()


class _Connection:
    def __init__(self, scope: Any, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.receive = receive
        self.send = send
        self.running: dict[str, asyncio.Task[None]] = {}
        self.greeted = False

    async def serve(self) -> None:
        """Take messages until the other side has gone. Raises _End to close."""
        try:
            async with asyncio.timeout(limits.GREETING_SECONDS) as greeting:
                while (message := await self._next()) is not None:
                    await self._take(message)
                    if self.greeted:
                        greeting.reschedule(None)
        except TimeoutError:
            raise _End(4408) from None

    async def _next(self) -> dict[str, Any] | None:
        arrived = await self.receive()
        if arrived["type"] == "websocket.disconnect":
            return None
        try:
            message = orjson.loads(arrived.get("text") or "")
        except orjson.JSONDecodeError:
            raise _End(4400, "Not JSON") from None
        if not isinstance(message, dict):
            raise _End(4400)
        return message

    async def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "connection_init"}:
                if self.greeted:
                    raise _End(4429)
                self.greeted = True
                await self._say({"type": "connection_ack"})
            case {"type": "ping"}:
                await self._say({"type": "pong"})
            case {"type": "pong"}:
                pass
            case {"type": "subscribe", "id": str(name), "payload": dict(payload)} if name:
                if not self.greeted:
                    raise _End(4401)
                if name in self.running:
                    raise _End(4409, "Subscriber already exists")
                self.running[name] = asyncio.create_task(self._serve_one(name, payload))
            case {"type": "complete", "id": str(name)}:
                if task := self.running.pop(name, None):
                    task.cancel()
            case _:
                raise _End(4400)

    async def _serve_one(self, name: str, payload: dict[str, Any]) -> None:
        """One subscription: its events, then its end. Its end is said last, when its name is free again."""
        last: dict[str, Any] = {"type": "complete", "id": name}
        try:
            if len(self.running) > limits.SUBSCRIPTIONS_PER_SOCKET:
                raise RequestRefused(
                    [GraphQLError(f"At most {limits.SUBSCRIPTIONS_PER_SOCKET} subscriptions at once.")]
                )
            async for result in await self._subscribed(payload):
                shown = await sync_to_async(execution.answer)(result)
                await self._say({"type": "next", "id": name, "payload": shown})
        except RequestRefused as refused:
            last |= {"type": "error", "payload": [execution.shown_error(error) for error in refused.errors]}
        except Exception as error:
            fault = GraphQLError(str(error), path=[name], original_error=error)
            last |= {"type": "error", "payload": [{**execution.shown_error(fault), "path": []}]}
        if self.running.pop(name, None):
            await self._say(last)

    async def _subscribed(self, payload: dict[str, Any]) -> AsyncIterator[ExecutionResult]:
        prepared, context = await database_sync_to_async(self._prepared)(payload)
        async with asyncio.timeout(limits.seconds):
            results = await subscribe(
                schema_module.schema.graphql_schema,
                prepared.document.ast,
                context_value=context,
                variable_values=prepared.request.variables,
                operation_name=prepared.request.operation_name,
                hide_suggestions=True,
            )
        if isinstance(results, ExecutionResult):
            raise RequestRefused(results.errors or [GraphQLError("This cannot be subscribed to.")])
        return results

    def _prepared(self, payload: dict[str, Any]) -> tuple[execution.Prepared, SocketContext]:
        """Who asks, as of now, and what. Runs in a thread with a database connection."""
        session_key = self.scope["session"].session_key or ""
        actor = _actor_now(session_key)
        try:
            request = execution.Request.read(payload)
        except ValueError as error:
            raise RequestRefused([GraphQLError(str(error))]) from None
        introspection = settings.POP_GRAPHIQL or actor.has_role(Role.OWNER)
        prepared = execution.prepare(request, introspection=introspection)
        if not documents.is_subscription(prepared.operation):
            raise RequestRefused([GraphQLError("Queries and mutations go by POST to this address.")])
        host, _port = self.scope.get("client") or ("", 0)
        execution.count(prepared, actor, network_of(host))
        return prepared, SocketContext(actor, session_key)

    async def _say(self, message: dict[str, Any]) -> None:
        await self.send_quietly({"type": "websocket.send", "text": orjson.dumps(message).decode()})

    async def send_quietly(self, event: dict[str, Any]) -> None:
        with suppress(OSError, RuntimeError):  # the other side has gone; the reader will notice
            await self.send(event)

    async def stop_all(self) -> None:
        tasks = list(self.running.values())
        self.running.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _actor_now(session_key: str) -> Actor:
    """The actor behind the session as it is by now: it may have ended since the socket was opened."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return actor_for(get_user(request), request.session)
