"""The HTTP door to the schema, as the GraphQL-over-HTTP specification has it.

Only POST with application/json (SEC-23). A page of another site cannot send that without asking first (a browser's
preflight, which nobody here answers), and whatever names another origin is turned away besides. That stands in for the
CSRF token of forms, so that programs need none.
"""

from typing import Any

import orjson
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLError

from pop.accounts.contracts import Role
from pop.api import documents, execution, limits
from pop.api.documents import RequestRefused
from pop.core.errors import TooFast
from pop.core.limits import network_of

_NEW = "application/graphql-response+json"
_OLD = "application/json"


class _Unfit(Exception):
    """The request is not one of GraphQL over HTTP."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers


@csrf_exempt
def graphql(request: HttpRequest) -> HttpResponse:
    """`/graphql/`"""
    media_type = _NEW
    try:
        if request.method == "GET" and settings.POP_GRAPHIQL and "text/html" in request.headers.get("Accept", ""):
            return _explorer(request)
        if request.method != "POST":
            raise _Unfit(405, "Send a POST.", Allow="POST")
        media_type = _media_type(request.headers.get("Accept"))
        _check_origin(request)
        return _answered(_read(request), request, media_type)
    except _Unfit as unfit:
        body = {"errors": [{"message": str(unfit), "extensions": {"code": "bad_request"}}]}
        return _response(body, unfit.status, media_type, **unfit.headers)
    except TooFast as error:
        return _response(execution.refusal(error), 429, media_type, **{"Retry-After": str(error.retry_after)})


def _answered(asked: execution.Request, request: HttpRequest, media_type: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    try:
        prepared = execution.prepare(asked, introspection=settings.POP_GRAPHIQL or actor.has_role(Role.OWNER))
        if documents.is_subscription(prepared.operation):
            raise RequestRefused([GraphQLError("Subscriptions go over the WebSocket at this address.")])
    except RequestRefused as refused:
        body = {"errors": [execution.shown_error(error) for error in refused.errors]}
        return _response(body, 400 if media_type == _NEW or refused.over_limit else 200, media_type)
    execution.count(prepared, actor, network_of(request.META.get("REMOTE_ADDR", "")))
    body = execution.answer(execution.run(prepared, request))
    return _response(body, 200 if "data" in body or media_type == _OLD else 400, media_type)


def _response(body: dict[str, Any], status: int, media_type: str, **headers: str) -> HttpResponse:
    response = HttpResponse(
        orjson.dumps(body), status=status, content_type=f"{media_type}; charset=utf-8", headers=headers
    )
    response["Cache-Control"] = "no-store"
    return response


def _media_type(accept: str | None) -> str:
    """The better of what the client takes. None said means the old one, as does anything."""
    if not accept:
        return _OLD
    wanted = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        wanted[name] = quality.rstrip("0").rstrip(".") != "" and quality != "0"
    for media_type, names in ((_NEW, (_NEW,)), (_OLD, (_OLD, "application/*", "*/*"))):
        if any(wanted.get(name) for name in names):
            return media_type
    raise _Unfit(406, f"The answer is {_NEW} or {_OLD}.")


def _check_origin(request: HttpRequest) -> None:
    origin = request.headers.get("Origin")
    ours = f"{request.scheme}://{request.get_host()}"
    if origin is not None and origin != ours and origin not in settings.CSRF_TRUSTED_ORIGINS:
        raise _Unfit(403, "This comes from another site.")
    if request.headers.get("Sec-Fetch-Site", "none") in {"cross-site", "same-site"}:
        raise _Unfit(403, "This comes from another site.")


def _read(request: HttpRequest) -> execution.Request:
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type != _OLD or charset not in {"utf-8", "utf8"}:
        raise _Unfit(415, "Send application/json in UTF-8.", **{"Accept-Post": "application/json"})
    body = request.read(limits.body_bytes + 1)
    if len(body) > limits.body_bytes:
        raise _Unfit(413, f"Send at most {limits.body_bytes} bytes.")
    try:
        return execution.Request.read(orjson.loads(body))
    except orjson.JSONDecodeError:
        raise _Unfit(400, "This is not JSON.") from None
    except ValueError as error:
        raise _Unfit(400, str(error)) from None


@csp_update({"font-src": "data:"})  # GraphiQL carries its letters in its stylesheet
def _explorer(request: HttpRequest) -> HttpResponse:
    return render(request, "api/explorer.html")
