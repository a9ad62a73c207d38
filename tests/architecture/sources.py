"""The project's own source files, read as text and as syntax trees."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("site/pop", "innovations", "peer_circles", "moderation", "frontend")
AREAS = {
    "pop.api": "site/pop/api",
    "pop.insights": "site/pop/insights",
    "pop.pages": "site/pop/pages",
    "innovations": "innovations",
    "peer_circles": "peer_circles",
    "pop.support": "site/pop/support",
    "moderation": "moderation",
    "pop.realtime": "site/pop/realtime",
    "pop.accounts": "site/pop/accounts",
    "pop.audit": "site/pop/audit",
    "pop.core": "site/pop/core",
}


@cache
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def python_files() -> Iterator[Path]:
    """Every module of the product, migrations too, as paths from the root."""
    for place in PLACES:
        for file in sorted((ROOT / place).rglob("*.py")):
            yield file.relative_to(ROOT)


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse((ROOT / file).read_text(), str(file))
