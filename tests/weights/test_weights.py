"""Every public page, in every language, in a real Chromium with nothing cached, against tests/budgets.json."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from tests.benchmarks.pages import Weight, weigh
from tests.site_map import ADDRESSES

BUDGETS = json.loads((Path(__file__).parents[1] / "budgets.json").read_text())
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PUBLIC = [address for address in ADDRESSES if address.is_public]
FIGURES = ("first_view", "html_plain", "requests", "before_use", "pictures")


def too_much(weight: Weight, budget: dict[str, int]) -> list[str]:
    """What is over the budget, in words."""
    return [
        f"{figure} {getattr(weight, figure)} > {budget[figure]}"
        for figure in FIGURES
        if figure in budget and getattr(weight, figure) > budget[figure]
    ]


def test_every_public_page_has_a_budget_and_no_budget_is_left_over():
    assert {address.name for address in PUBLIC} == set(BUDGETS["pages"])
    assert {page["kind"] for page in BUDGETS["pages"].values()} == set(BUDGETS["kinds"])
    for kind, budget in BUDGETS["kinds"].items():
        assert budget["before_use"] <= 2, kind
        assert budget["first_view"] <= 60_000, kind


def test_the_scales_tip():
    heavy = Weight("/", html_plain=20_000, first_view=9_000, requests=9, before_use=3)
    budget = {"first_view": 10_000, "html_plain": 14_600, "requests": 9, "before_use": 2}
    assert too_much(heavy, budget) == ["html_plain 20000 > 14600", "before_use 3 > 2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_public_page_passes_its_budget(browser, site, language):
    table = []
    for address in PUBLIC:
        weight = weigh(browser, site.url, site.addresses[address.name, language])
        budget = BUDGETS["kinds"][BUDGETS["pages"][address.name]["kind"]]
        if passed := too_much(weight, budget):
            table.append(f"{address.name:45} {weight.path:40} {', '.join(passed)}")
        assert weight.strangers == [], f"{address.name} asked somebody else for something"
        assert weight.requests >= 2, f"{address.name}: nothing was measured"
    assert table == [], "\n".join(["over the budget of tests/budgets.json:", *table])
