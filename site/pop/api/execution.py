"""Running an operation, with a deadline; and saying what went wrong without saying too much."""

import logging
import time
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import connection
from django.utils.translation import gettext as _
from graphene.utils.str_converters import to_camel_case
from graphql import (
    ExecutionContext,
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    located_error,
)

from pop.accounts.contracts import Actor
from pop.api import documents, limits
from pop.api import schema as assembled
from pop.api.documents import Document
from pop.core import limits as rates
from pop.core.errors import DomainError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Request:
    """What a client sent."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None

    @classmethod
    def read(cls, sent: Any) -> "Request":
        """From the JSON a client sent. ValueError says what is wrong with it."""
        if isinstance(sent, list):
            raise ValueError("Send one operation at a time.")
        if not isinstance(sent, dict):
            raise ValueError("Send a JSON object.")
        if not isinstance(sent.get("query"), str):
            raise ValueError("query must be a string.")
        for name, kind in (("variables", dict), ("extensions", dict), ("operationName", str)):
            if not isinstance(sent.get(name), kind | None):
                raise ValueError(f"{name} must be {'a string' if kind is str else 'an object'}, or left out.")
        return cls(sent["query"], sent.get("variables") or {}, sent.get("operationName"))


@dataclass(frozen=True)
class Prepared:
    document: Document
    operation: OperationDefinitionNode
    request: Request


class TooSlow(Exception):
    """The deadline has passed."""


def prepare(request: Request, *, introspection: bool) -> Prepared:
    """Everything that can be refused before anything runs. Raises RequestRefused."""
    document = documents.read(assembled.schema.graphql_schema, request.query, introspection=introspection)
    operation = document.operation(request.operation_name)
    documents.weigh(assembled.schema.graphql_schema, document, operation, request.variables)
    return Prepared(document, operation, request)


def count(prepared: Prepared, actor: Actor, network: str) -> None:
    """Count what is about to run: operations, not requests (SEC-22). Raises TooFast."""
    who = str(actor.login_id) if actor.is_signed_in else network
    for _operation in range(documents.root_fields(prepared.document, prepared.operation)):
        rates.count(limits.OPERATIONS, who)
        if documents.is_mutation(prepared.operation):
            rates.count(limits.CHANGES, who)


class _TimedExecution(ExecutionContext):
    """Stops at the deadline. A mutation that has begun is finished; the next one is not begun."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.deadline = time.monotonic() + limits.seconds
        self.changes = self.operation.operation is OperationType.MUTATION

    def execute_field(self, parent_type: Any, source: Any, field_nodes: Any, path: Any) -> Any:
        if time.monotonic() > self.deadline and (path.prev is None or not self.changes):
            raise located_error(TooSlow(), field_nodes, path.as_list())
        return super().execute_field(parent_type, source, field_nodes, path)


def run(prepared: Prepared, context: Any) -> ExecutionResult:
    """Run a query or a mutation. Mutations run one after the other, each in the transaction of its own action."""
    deadline = time.monotonic() + limits.seconds

    def in_time(execute: Any, sql: Any, parameters: Any, many: Any, about: Any) -> Any:
        if time.monotonic() > deadline:
            raise TooSlow
        return execute(sql, parameters, many, about)

    with nullcontext() if documents.is_mutation(prepared.operation) else connection.execute_wrapper(in_time):
        return execute_sync(
            assembled.schema.graphql_schema,
            prepared.document.ast,
            context_value=context,
            variable_values=prepared.request.variables,
            operation_name=prepared.request.operation_name,
            execution_context_class=_TimedExecution,
            hide_suggestions=True,
        )


def answer(result: ExecutionResult) -> dict[str, Any]:
    """The result as the client may see it."""
    shown: dict[str, Any] = {}
    if result.errors:
        shown["errors"] = [shown_error(error) for error in result.errors]
    if result.data is not None or not result.errors or any(error.path for error in result.errors):
        shown["data"] = result.data
    return shown


def shown_error(error: GraphQLError) -> dict[str, Any]:
    """A refusal in its own words, a mistake of the request in GraphQL's, and nothing at all about our own faults
    but a number that also stands in the log (SEC-38)."""
    cause = error.original_error
    shown: dict[str, Any] = {"message": error.message}
    if error.locations:
        shown["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    if error.path:
        shown["path"] = error.path
    if isinstance(cause, DomainError):
        shown["message"] = str(cause.message)
        shown["extensions"] = {"code": cause.code}
        if cause.fields:
            fields = {to_camel_case(name): [str(text) for text in texts] for name, texts in cause.fields.items()}
            shown["extensions"]["fields"] = fields
    elif isinstance(cause, TooSlow):
        shown["message"] = _("This took too long, so we stopped it. Please ask for less at once.")
        shown["extensions"] = {"code": "too_slow"}
    elif cause is not None and not _is_about_the_request(error, cause):
        reference = uuid4().hex[:12]
        logger.error("GraphQL error %s", reference, exc_info=cause)
        shown["message"] = _("Something went wrong on our side. Reference: %(reference)s") % {"reference": reference}
        shown["extensions"] = {"code": "internal", "reference": reference}
    else:
        shown["extensions"] = {"code": "bad_request", **(error.extensions or {})}
    return shown


def _is_about_the_request(error: GraphQLError, cause: Exception) -> bool:
    """Before anything runs (no path yet), a scalar says with a ValueError what it cannot take."""
    return isinstance(cause, GraphQLError) or (not error.path and isinstance(cause, ValueError | TypeError))


def refusal(error: DomainError) -> dict[str, Any]:
    """A refusal of the whole request."""
    return {"errors": [{"message": str(error.message), "extensions": {"code": error.code}}]}
