"""Asking the API, as a browser of somebody's own does."""

from typing import Any

from django.test import Client

from peer_circles.models import Circle

MESSAGES = """query($id: UUID!) { circle(id: $id) {
  name messages(first: 50) { edges { node { id seq status text author { name isFacilitator } } } } } }"""


def ask(browser: Client, query: str, **variables: Any) -> dict[str, Any]:
    variables = {name: str(value) if name == "id" else value for name, value in variables.items()}
    answer = browser.post(
        "/graphql/", {"query": query, "variables": variables}, content_type="application/json", follow=True
    )
    return answer.json()


def read(browser: Client, circle: Circle) -> list[str] | None:
    """The words of a circle's messages, in order; None where the API says nothing of it."""
    answer = ask(browser, MESSAGES, id=circle.pk)
    connection = answer["data"]["circle"]["messages"] if answer.get("data") else None
    return connection and [edge["node"]["text"] for edge in connection["edges"]]
