"""Everything that is sent reads and works in a browser of five years (browsers.py): sheets, pages and scripts say
nothing that it does not know, or say it where leaving it out does no harm."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.frontend import browsers
from tests.frontend.sheets import FRONT, SHEETS, TEMPLATES, name

SCRIPTS = sorted((FRONT / "static/js").rglob("*.js"))
DEVELOPMENT_ONLY = {"explorer.css", "explorer.js"}  # the GraphQL explorer needs a new browser anyway
# What an older browser leaves out whole, because it is asked before.
ONLY_WHERE_KNOWN = re.compile(r"@supports [^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
DECLARATION = re.compile(r"(?<=[{;])\s*([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])")
TEMPLATE_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
NOT_SCRIPT = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.S)


def rules(sheet: str) -> str:
    """Without comments, strings, and what is asked before."""
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    return ONLY_WHERE_KNOWN.sub("", re.sub(r'"[^"]*"', '""', text))


def unknown_in_sheet(sheet: str) -> Iterator[str]:
    """Words of a stylesheet that stand on no list."""
    text = rules(sheet)
    harmless = browsers.WITHOUT_HARM.keys()
    declarations = DECLARATION.findall(text)
    for prop, value in declarations:
        if not prop.startswith("--") and prop not in browsers.PROPERTIES | harmless:
            yield prop
        yield from (f"{one}()" for one in re.findall(r"([a-z-]+)\(", value.lower()) if one not in browsers.FUNCTIONS)
        for unit in re.findall(r"(?<![\w#.-])-?(?:\d+\.?\d*|\.\d+)([a-z]+)\b", value):
            if unit not in browsers.UNITS | browsers.AFTER_AN_OLDER_LINE.keys():
                yield unit
    selectors = re.sub(r"\{[^{}]*\}", "{}", text)
    for pseudo in re.findall(r"(?<=:)[a-z-]+(?=[\s\w,.:>+~{()\[*#])", re.sub(r"\([a-z-]+:[^()]*\)", "", selectors)):
        if pseudo not in browsers.PSEUDO and f":{pseudo}" not in harmless:
            yield f":{pseudo}"
    yield from (f"@{rule}" for rule in re.findall(r"@([a-z-]+)", text) if rule not in browsers.AT_RULES)
    for query in re.findall(r"@media[^{]*", text):
        yield from (
            f"@media {one}" for one in re.findall(r"\(([a-z-]+)", query) if one not in browsers.MEDIA | harmless
        )
    yield from (what for what, pattern in browsers.YOUNG_VALUES.items() if re.search(pattern, text))
    yield from without_an_older_line(text)


def without_an_older_line(text: str) -> Iterator[str]:
    """Young values whose property was not given in older words just before."""
    for block in re.findall(r"\{([^{}]*)\}", text):
        given = set()
        for prop, value in DECLARATION.findall("{" + block + "}"):
            for young in browsers.AFTER_AN_OLDER_LINE:
                if re.search(rf"(?<![\w-])\d*{young}\b", value) and prop not in given:
                    yield f"{prop}: {value.strip()} without an older line before it"
            given.add(prop)


class Elements(HTMLParser):
    """What a template holds that is on no list."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.unknown: list[str] = []
        self.feed(TEMPLATE_TAG.sub("", html))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag not in browsers.ELEMENTS and "-" not in tag:  # one of our own elements has a dash
            self.unknown.append(f"<{tag}>")
        self.unknown += [f"{tag} {one}" for one in given if one in browsers.YOUNG_ATTRIBUTES]
        if tag == "details" and "name" in given:
            self.unknown.append("details name")
        if tag == "script" and given.get("type") not in (None, "module", "application/json"):
            self.unknown.append(f"script {given['type']}")


def unknown_in_script(script: str) -> list[str]:
    text = NOT_SCRIPT.sub("", script)
    found = []
    for what, (pattern, *_versions) in browsers.SCRIPTS.items():
        uses = [match.start() for match in re.finditer(pattern, text)]
        if what in browsers.ASKED_BEFORE and uses and re.search(browsers.ASKED_BEFORE[what], text):
            continue
        if uses:
            found.append(what)
    return found


@pytest.mark.parametrize("sheet", [one for one in SHEETS if one.name not in DEVELOPMENT_ONLY], ids=name)
def test_no_sheet_needs_a_browser_younger_than_five_years(sheet):
    assert sorted(set(unknown_in_sheet(sheet.read_text()))) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_page_needs_a_browser_younger_than_five_years(template):
    assert Elements(template.read_text()).unknown == []


@pytest.mark.parametrize("script", [one for one in SCRIPTS if one.name not in DEVELOPMENT_ONLY], ids=name)
def test_no_script_needs_a_browser_younger_than_five_years(script):
    assert unknown_in_script(script.read_text()) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_styles_that_a_script_sets_are_of_that_time_too(script):
    for styles in re.findall(r'"((?:[a-z-]+:[^;"]+;){2,}[^"]*)"', script.read_text()):
        assert list(unknown_in_sheet(f"a {{ {styles} }}")) == []


def test_what_is_excused_is_used():
    """A list that only grows says nothing."""
    everything = "".join(rules(sheet.read_text()) for sheet in SHEETS)
    for what in [*browsers.WITHOUT_HARM, *browsers.AFTER_AN_OLDER_LINE]:
        assert what.split(":")[0 if what[0] != ":" else 1] in everything, what
    scripts = "".join(script.read_text() for script in SCRIPTS)
    for what in browsers.ASKED_BEFORE:
        assert re.search(browsers.SCRIPTS[what][0], scripts), what


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        ("@layer base { a { color: red; } }", "@layer"),
        (".a { color: red; &:hover { color: blue; } }", "nesting"),
        (".hero:has(img) { gap: 0; }", ":has"),
        ("h1 { font-size: 2.2vi; }", "vi"),
        ("h1 { inline-size: 3cqw; }", "cqw"),
        ("@media (width >= 40rem) { a { gap: 0; } }", "range syntax in media queries"),
        ("@container (min-width: 3rem) { a { gap: 0; } }", "@container"),
        ("a { scale: 2; }", "scale"),
        ("a { color: color-mix(in srgb, red, blue); }", "color-mix()"),
        ("a { color: oklch(1 0 0); }", "oklch()"),
        ("a { color: light-dark(red, blue); }", "light-dark()"),
        ("a { margin-trim: block; }", "margin-trim"),
        ("a:user-invalid { color: red; }", ":user-invalid"),
        ("@media (scripting: none) { a { color: red; } }", "@media scripting"),
        ("ul { grid-template-rows: subgrid; }", "subgrid"),
        ("a { block-size: 100dvh; }", "block-size: 100dvh without an older line before it"),
        ("a { overflow-wrap: anywhere; }", "overflow-wrap: anywhere without an older line before it"),
    ],
)
def test_young_words_of_a_sheet_are_seen(sheet, found):
    assert found in set(unknown_in_sheet(sheet))


@pytest.mark.parametrize(
    "sheet",
    [
        "a { block-size: 100vh; block-size: 100dvh; }",
        "@supports selector(:has(*)) { a:has(b) { color: red; } }",
        '[data-x="a:popover-open"]:not(:first-child)::before { content: "1cqw"; margin: -0.5rem auto .5em; }',
        "@media (min-width: 3rem) and (prefers-contrast: more) { .a:is(ul, div)[id] b { color: rgb(1 2 3 / 8%); } }",
    ],
)
def test_what_a_browser_of_five_years_knows_passes(sheet):
    assert list(unknown_in_sheet(sheet)) == []


def test_young_elements_and_attributes_of_a_page_are_seen():
    html = '<dialog open></dialog><p popover inert>x</p><details name="a"></details><script type="importmap"></script>'
    assert Elements(html).unknown == ["<dialog>", "p popover", "p inert", "details name", "script importmap"]
    assert Elements('<pop-keep data-x="{% if a %}1{% endif %}"><p title="<dialog>">x</p></pop-keep>').unknown == []


@pytest.mark.parametrize(
    ("script", "what"),
    [
        ("const last = list.at(-1);", "[].at()"),
        ("const copy = structuredClone(one);", "structuredClone"),
        ("  await fetch(x, { signal: AbortSignal.timeout(5) });", "AbortSignal.timeout"),
        ("const data = new FormData(form, button);", "FormData with a button"),
        ("const data = await load();", "await outside functions"),
        ("class A { static { x(); } }", "static blocks"),
        ("if (/(?<=a)b/.test(x)) y();", "looking behind in patterns"),
        ("x.match(/[a]/v).length", "flags of patterns"),
        ("const button = event.submitter;", "event.submitter"),
        ("PublicKeyCredential.parseRequestOptionsFromJSON(x);", "passkeys as JSON"),
    ],
)
def test_young_words_of_a_script_are_seen(script, what):
    assert unknown_in_script(script) == [what]


def test_words_in_comments_and_what_is_asked_before_pass():
    assert unknown_in_script("// structuredClone is too young\n/* list.at(-1) */ const a = new FormData(form);") == []
    assert unknown_in_script("const button = event.submitter ?? this.#pressed;") == []
