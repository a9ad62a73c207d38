"""What the crawl may take for looked at already (same.js): nothing that axe-core could answer in another way."""

from pathlib import Path

import pytest

SAME = Path(__file__).with_name("same.js").read_text()
PAGE = """<html lang="en"><body><main><h1>Help</h1><p class="lead">Somebody listens.</p><label for="q">Search</label>
<input id="q"><a href="/help/">Get help</a><a href="/about/">About</a><button aria-label="Leave">x</button>
<svg aria-hidden="true"><path d="M0 0"/></svg></main></body></html>"""
FRENCH = (
    PAGE.replace('"en"', '"fr" dir="ltr"')
    .replace("Help<", "Aide<")
    .replace("Somebody listens.", "Quelqu’un écoute.")
    .replace("Search", "Chercher")
    .replace("Get help", "Trouver de l’aide")
    .replace("About", "À propos")
    .replace('"Leave"', '"Partir"')
    .replace("/help/", "/fr/help/")
    .replace("/about/", "/fr/about/")
    .replace("M0 0", "M9 9")
)


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def skeleton(page, html: str) -> str:
    page.set_content(html)
    page.evaluate(SAME)
    return page.evaluate("same.skeleton()")


def test_a_translation_is_the_same_page(page):
    assert skeleton(page, PAGE) == skeleton(page, FRENCH)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Chercher", ""),  # a label without words
        ('"Partir"', '""'),
        ("Aide<", "Quelqu’un écoute.<"),  # two things that say the same
        ("/fr/about/", "/fr/help/"),
        ('for="q"', 'for="p"'),
        ("h1>", "h2>"),
        ('class="lead"', 'class="small"'),
        ("<button ", "<button hidden "),
        ("<button ", '<button aria-expanded="true" '),
        ('aria-hidden="true"', ""),
        ("<input ", '<input role="combobox" '),
        ("</main>", "<p>More</p></main>"),
    ],
)
def test_a_page_of_other_parts_is_another_page(page, was, now):
    assert was in FRENCH
    assert skeleton(page, FRENCH.replace(was, now)) != skeleton(page, PAGE)


def colours(page, style: str) -> set[str]:
    page.set_content(f"<style>{style}</style><section><p>One</p><p class=two>Two</p></section>")
    page.evaluate(SAME)
    return set(page.evaluate("same.newColours({ known: [] })"))


def test_the_same_colours_are_met_once(page):
    assert len(colours(page, "p { color: #333 }")) == 1


@pytest.mark.parametrize(
    "style",
    [
        ".two { color: #777 }",
        ".two { background: #eee }",
        ".two { opacity: .5 }",
        ".two { font-size: 30px }",
        ".two { background: linear-gradient(#000, #fff) }",
    ],
)
def test_another_colour_ground_or_size_is_looked_at(page, style):
    assert len(colours(page, style)) == 2
    assert colours(page, style.replace(".two", "section").replace("30px", "31px")) != colours(page, "p {}")
