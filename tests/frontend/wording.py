"""The English texts a person can read, with where they stand, read from the sources: what the checks of words read."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.architecture.sources import ROOT, python_files, tree

TEMPLATES = ROOT / "frontend" / "templates"
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
_TRANSLATE = re.compile(r"""\{%\s*trans(?:late)?\s+("[^"]*"|'[^']*')""")
_IN_TAG = re.compile(r"""\b_\(("[^"]*"|'[^']*')\)""")
_BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b[^%]*%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
_PLURAL = re.compile(r"\{%\s*plural\s*%\}")
_COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)


@dataclass(frozen=True)
class Text:
    place: str  # the file, from the root
    words: str

    @property
    def plain(self) -> str:
        """As it is read: no tags, and something short where a value is filled in later."""
        shown = re.sub(r"<[^>]+>", "", self.words)
        return re.sub(r"\{\{.*?\}\}|%\(\w+\)[sd]|%[sd]|\{\w*\}", "it", shown)


def texts() -> Iterator[Text]:
    for file in sorted(TEMPLATES.rglob("*")):
        if file.suffix in {".html", ".txt"}:
            source = _COMMENT.sub("", file.read_text())
            place = str(file.relative_to(ROOT))
            for found in [*_TRANSLATE.findall(source), *_IN_TAG.findall(source)]:
                yield Text(place, found[1:-1])
            for block in _BLOCK.findall(source):
                for part in _PLURAL.split(block):
                    yield Text(place, " ".join(part.split()))
    for path in python_files():
        if "migrations" in path.parts:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and _name_of(node.func) in GETTEXT:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield Text(str(path), argument.value)


def _name_of(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def lix(texts: list[str]) -> float:
    """Björnsson's readability index: words per sentence, and the share of words over six letters in percent."""
    words = [word for text in texts for word in words_of(text)]
    sentences = sum(max(1, len(re.findall(r"[.!?:](?=\s|$|”)", text))) for text in texts)
    long_words = sum(len(word) > 6 for word in words)
    return len(words) / sentences + 100 * long_words / len(words)


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", text)
