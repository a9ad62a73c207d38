"""`/catalogue/`: every part of the design in every state, for those who build and look after POP.

It renders the real templates, so it cannot drift; tests/frontend/test_catalogue.py fails when a file of
`templates/components/`, `icons/` or `illustrations/`, or a part of an area's pages, is not shown. Its own words are
English and not translated: it is a tool, not a page of the site. The parts speak the language of its address, so
`/ar/catalogue/` shows them right to left. What they are filled with: frontend/specimens/.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from frontend import colours
from frontend.specimens import ARABIC, LONG, NAME, SHORT, Specimen, circles, components, moderation, reading, told_apart

TEMPLATES = Path(__file__).parent / "templates"
SAY = {
    "title": "Catalogue",
    "lead": "Every part of the design in every state. The page renders the parts themselves.",
    "areas": "Parts of areas",
    "short": SHORT,
    "name": NAME,
    "long": LONG,
    "arabic": ARABIC,
    "aa": "Aa",
    "hover": "Pointed at: a deeper colour, nothing moves. Focused: a ring of two colours, seen on every ground. "
    "Reduced motion: no change takes time.",
}
# The parts of each of these have styles of their own, which do not go together on one page.
AREAS: dict[str, Callable[[], Iterator[Specimen]]] = {
    "circles": circles.specimens,
    "moderation": moderation.specimens,
    "reading": reading.specimens,
}
Parts = list[tuple[str, list[tuple[Specimen, SafeString]]]]


def names(folder: str, ending: str) -> list[str]:
    return sorted(path.stem for path in (TEMPLATES / folder).glob(f"*.{ending}"))


def may_look(request: HttpRequest) -> bool:
    """Staff with their second factor; everybody where nobody real is (development and the demo)."""
    actor = getattr(request, "actor", None)
    return bool(settings.DEBUG or settings.POP_DEMO_DOOR or getattr(actor, "roles", ()))


def _drawn(specimens: Iterable[Specimen], request: HttpRequest) -> Parts:
    found: dict[str, list[tuple[Specimen, SafeString]]] = {}
    for one in specimens:
        found.setdefault(one.template, []).append((one, one.html(request)))
    return list(found.items())


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    if not may_look(request):
        raise Http404
    context = {
        "say": SAY,
        "areas": AREAS,
        "parts": _drawn(components.specimens(), request),
        "framed": ["nav", "footer"],
        "icons": [(name, f"icons/{name}.svg") for name in names("icons", "svg")],
        "illustrations": names("illustrations", "svg"),
        "themes": [(theme, colours.measured(theme, tokens)) for theme, tokens in colours.themes().items()],
        "buttons": ["", "button--quiet", "button--danger", "button--help", "button--small"],
        "badges": ["", "badge--open", "badge--good", "badge--wait", "badge--bad"],
        "notices": ["", "notice--success", "notice--warning", "notice--error"],
    }
    return render(request, "frontend/catalogue.html", context)


@require_safe
def catalogue_area(request: HttpRequest, area: str) -> HttpResponse:
    """The parts of one area's pages. Not there: an area that has no page here."""
    if not may_look(request) or area not in AREAS:
        raise Http404
    context = {"title": SAY["title"], "area": area, "parts": _drawn(AREAS[area](), request)}
    return HttpResponse(told_apart(render_to_string("frontend/catalogue_area.html", context, request)))
