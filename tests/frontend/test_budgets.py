"""The budgets of public pages are never above what was promised (docs/performance.md). That pages keep to them:
tests/weights. Here also what no budget can hold: pages that only somebody signed in sees."""

import json
import re
from pathlib import Path

import brotli
import pytest
import rcssmin
import rjsmin

from tests.site_map import ADDRESSES, DEMO_ONLY

FRONT = Path(__file__).resolve().parents[2] / "frontend"
BUDGETS = json.loads((Path(__file__).parents[1] / "budgets.json").read_text())
FLIGHT = 14_600  # bytes that one turn of the line carries
ANY_PAGE = 60_000
HEADERS = 480  # bytes of each answer to a file, as measured over HTTP/1.1; a page's own are counted
PUBLIC = {address.name: address for address in ADDRESSES if address.is_public}
_HELP_OR_REPORT = re.compile(r"^(support:|moderation:flag|leave_how|offline)")
_IMPORT = re.compile(r"""(?:\bimport|\bexport)\b[^;"']*?["'](\.{1,2}/[^"']+)["']""")


def kind_of(name: str) -> dict[str, int]:
    return BUDGETS["kinds"][BUDGETS["pages"][name]["kind"]]


@pytest.mark.parametrize("name", PUBLIC)
def test_sg_62_a_public_page_comes_in_one_flight_and_waits_for_two_requests(name):
    assert kind_of(name)["first_view"] <= FLIGHT
    assert kind_of(name)["before_use"] <= 2


def test_sg_62_pages_of_help_and_of_reports_do_so_before_compression():
    pages = [name for name in PUBLIC if _HELP_OR_REPORT.match(name)]
    assert len(pages) > 15
    assert [name for name in pages if kind_of(name)["html_plain"] > FLIGHT] == []


# --- Pages of somebody signed in -------------------------------------------------------------------------------


def small(text: str, quality: int = 11) -> int:
    return len(brotli.compress(text.encode(), quality=quality))


def modules(path: Path, seen: dict[Path, int]) -> None:
    """What this script brings with it: each file once, in bytes over the line."""
    if path in seen:
        return
    text = path.read_text()
    seen[path] = small(rjsmin.jsmin(text)) + HEADERS
    for target in _IMPORT.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
        modules((path.parent / target).resolve(), seen)


def weight(answer) -> int:
    """Bytes over the line with nothing cached: the page, its sheets and its scripts with all they import; not people's
    own pictures. A page with a token is padded with a hundred random bytes at most."""
    html = answer.content.decode()
    headers = sum(len(name) + len(value) + 4 for name, value in answer.items())
    files: dict[Path, int] = {}
    for source in re.findall(r'<script type="module"[^>]* src="/static/(js/[^"]+)"', html):
        modules((FRONT / "static" / source).resolve(), files)
    for sheet in re.findall(r'<link rel="stylesheet" href="/static/(css/[^"]+)"', html):
        text = rcssmin.cssmin((FRONT / "static" / sheet).read_text())
        files[FRONT / sheet] = small(text) + HEADERS
    icon = (FRONT / "static/img/favicon.svg").stat().st_size + HEADERS
    return small(html, quality=5) + 100 + headers + sum(files.values()) + icon


OTHERS = [address for address in ADDRESSES if not address.is_public and address.status < 500]


@pytest.mark.parametrize("address", OTHERS, ids=lambda address: address.name)
def test_any_page_of_the_site_stays_below_60_kilobytes(world, address):
    """In Arabic, which is the heaviest of the languages."""
    language = "en" if address.pattern in DEMO_ONLY else "ar"
    answer = address.answer(world.session_of(address.reader), language, world)
    assert f'lang="{language}"' in answer.content.decode()
    assert 5_000 < weight(answer) <= ANY_PAGE
