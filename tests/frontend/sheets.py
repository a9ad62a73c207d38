"""The files of the front: its templates and its stylesheets, by name."""

from pathlib import Path

FRONT = Path(__file__).resolve().parents[2] / "frontend"
TEMPLATES = sorted((FRONT / "templates").rglob("*.html"))
SHEETS = sorted((FRONT / "static/css").rglob("*.css"))


def name(path: Path) -> str:
    return str(path.relative_to(FRONT))
