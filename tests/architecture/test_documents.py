"""What the documents name is there: files, folders, commands, settings, and the words of the code they quote."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.sources import AREAS, ROOT, python_files, tree

PLACES = ("*.md", "*/*.md", "*/*/*.md", "site/**/*.md")
WORD_LIST = Path("frontend/locale/GLOSSARY.md")  # of languages, not of the code
DOCUMENTS = sorted({file.relative_to(ROOT) for place in PLACES for file in ROOT.glob(place)} - {WORD_LIST})
LEFT_OUT = {".git", ".venv", "var", "node_modules", "__pycache__"}
SOURCES = {".py", ".js", ".mjs", ".html", ".css", ".toml", ".json", ".graphql", ".tsv", ""}
SCRIPTS = "frontend/static/js/"
OF_DJANGO = {"migrate", "makemigrations", "collectstatic"}
A_PAGE = 5_500  # characters

_QUOTED = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_FILE = re.compile(r"[\w*.<>-][\w*./<>-]*\.(?:py|js|mjs|html|css|md|tsv|json|toml|svg|txt)|[\w-]+\.graphql")
_FOLDER = re.compile(r"[\w.-]+(?:/[\w.-]+)*/")
_CODE = re.compile(r"[\w.]+(\(.*\))?")
_COMMAND = re.compile(r"manage\.py (\w+)")
_TARGET = re.compile(r"make ([a-z][a-z-]+)")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,}")

# Each with its reason.
NOT_THERE = {
    "may_x(actor, thing)": "a pattern",
    "things_visible_to(actor)": "a pattern",
    "may_x": "a pattern",
    "var/": "made by running",
    "POP_SECRET_KEY_FILE": "any setting can be read from a file named so",
    "POP_AUDIT_KEY_FILE": "any setting can be read from a file named so",
    "structuredClone": "what is not to be used",
    "prefetch": "of another package",
    "datapackage.json": "written into what is downloaded",
    "data/countries/*/helplines.json": "of another project",
    "data.js": "of another project",
}


@cache
def files() -> tuple[str, ...]:
    """Every file of the project, as a path from its top."""
    tops = [top for top in ROOT.iterdir() if top.name not in LEFT_OUT]
    found = [file for top in tops for file in ([top] if top.is_file() else top.rglob("*")) if file.is_file()]
    paths = [file.relative_to(ROOT) for file in found]
    return tuple(str(path) for path in paths if not LEFT_OUT & set(path.parts))


@cache
def words() -> frozenset[str]:
    """Every word of the code."""
    found: set[str] = set()
    for name in files():
        path = Path(name)
        if path.suffix in SOURCES and not {"locale", "vendor"} & set(path.parts) and path.name != Path(__file__).name:
            found.update(_WORD.findall((ROOT / path).read_text(errors="ignore")), _WORD.findall(path.stem))
    return frozenset(found)


def quoted(text: str) -> Iterator[str]:
    yield from _QUOTED.findall(re.sub(r"```.*?```", "", text, flags=re.S))


def is_file(name: str) -> bool:
    pattern = re.sub(r"<[^>]*>|…", "*", name).removeprefix("../")
    return any(fnmatch(path, pattern) or fnmatch(path, f"*/{pattern}") for path in files())


def is_there(name: str) -> bool:
    """Whether what a document quotes is there. What is neither a name nor a command is not asked."""
    if command := _COMMAND.match(name):
        return is_file(f"management/commands/{command[1]}.py") or command[1] in OF_DJANGO
    if target := _TARGET.match(name):
        return re.search(rf"^{target[1]}:", (ROOT / "Makefile").read_text(), re.M) is not None
    if _FILE.fullmatch(name):
        return is_file(name)
    if _FOLDER.fullmatch(name):
        return any(f"/{name}" in f"/{path}" for path in files())
    if re.fullmatch(r"\w+…", name):
        return any(word.startswith(name.removesuffix("…")) for word in words())
    return not _CODE.fullmatch(name) or set(_WORD.findall(name)) <= words()


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_what_a_document_names_is_there(document):
    text = (ROOT / document).read_text()
    assert [name for name in quoted(text) if name not in NOT_THERE and not is_there(name)] == []


def test_the_rule_above_does_see_something():
    dead = ["manage.py prepair", "make tests-now", "queue-consol.js", "static/jz/", "no_such(actor)", "Verdikt…"]
    assert [name for name in dead if is_there(name)] == []
    alive = [
        "manage.py prepare",
        "make test",
        "queue-console.js",
        "…_views.py",
        "static/js/",
        "decide_item(...)",
        "test_sg_10_…",
    ]
    assert [name for name in alive if not is_there(name)] == []


def test_links_between_documents_lead_somewhere():
    broken = [
        f"{document}: {target}"
        for document in DOCUMENTS
        for target in _LINK.findall((ROOT / document).read_text())
        if "://" not in target and not (ROOT / document.parent / target).exists()
    ]
    assert broken == []


def test_every_area_says_on_one_page_what_it_is_for():
    areas = [ROOT / folder / "README.md" for folder in AREAS.values()]
    pages = [*areas, ROOT / "frontend/README.md", ROOT / "tests/README.md"]
    assert [str(page.relative_to(ROOT)) for page in pages if not page.exists()] == []
    assert [str(page.relative_to(ROOT)) for page in pages if len(page.read_text()) > A_PAGE] == []


NAMED_ENOUGH = {"__init__.py", "apps.py", "urls.py", "routing.py"}  # docs/architecture.md says what they hold
BY_PLACE = {"migrations", "commands", "templatetags"}


def test_every_file_says_in_its_first_line_what_it_knows():
    silent = [
        str(file)
        for file in python_files()
        if file.name not in NAMED_ENOUGH and not BY_PLACE & set(file.parts) and ast.get_docstring(tree(file)) is None
    ]
    assert silent == []
    scripts = [name for name in files() if name.startswith(SCRIPTS)]
    assert [name for name in scripts if not (ROOT / name).read_text().startswith("/**")] == []


def test_every_decision_has_a_number_of_its_own():
    numbers = sorted(file.name.split("-")[0] for file in (ROOT / "docs/decisions").glob("*.md"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
