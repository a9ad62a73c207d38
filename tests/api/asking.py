"""Asking /graphql/ as a client does."""

from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpResponse
from django.test import Client

NEW = "application/graphql-response+json"
OLD = "application/json"


@dataclass
class Asking:
    client: Client

    def __call__(self, document: str, **variables: Any) -> dict[str, Any]:
        """The whole answer: data and errors."""
        return self.post({"query": document, "variables": variables}).json()

    def data(self, document: str, **variables: Any) -> dict[str, Any]:
        """What came back, and that nothing was wrong."""
        answer = self(document, **variables)
        assert "errors" not in answer, answer
        return answer["data"]

    def post(self, body: Any, *, accept: str = NEW, content_type: str = OLD, **more: Any) -> HttpResponse:
        sent = body if isinstance(body, bytes) else orjson.dumps(body)
        return self.client.post("/graphql/", sent, content_type=content_type, headers={"Accept": accept, **more})
