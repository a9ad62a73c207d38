"""What an article of the demo is made of."""

from dataclasses import dataclass
from typing import Any

Block = tuple[str, Any]


@dataclass(frozen=True)
class Text:
    title: str
    summary: str
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Article:
    slug: str
    texts: dict[str, Text]


def p(text: str) -> Block:
    return ("paragraph", f"<p>{text}</p>")


def h(text: str) -> Block:
    return ("heading", text)


def tip(title: str, text: str) -> Block:
    return ("tip", {"title": title, "text": f"<p>{text}</p>"})


def steps(*steps: tuple[str, str]) -> Block:
    return ("steps", {"steps": [{"title": title, "text": text} for title, text in steps]})


def note(note: str, *paragraphs: str) -> Block:
    return ("content_note", {"note": note, "text": "".join(f"<p>{text}</p>" for text in paragraphs)})
