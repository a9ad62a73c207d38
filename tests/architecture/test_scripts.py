"""Rules for the JavaScript that a machine can see. What it may say is checked by `tsc` (make check)."""

import json
import re

from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.management import call_command

from tests.architecture.sources import ROOT

FRONT = ROOT / "frontend"
SCRIPTS = FRONT / "static/js"
DEVELOPMENT_ONLY = {"explorer.js"}

_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.S)
_IMPORT = re.compile(r"""(?:\bimport|\bexport)\b[^;"']*?["'](\.{1,2}/[^"']+)["']""")
_IN_TEMPLATE = re.compile(r"""{%\s*static\s+['"]js/([^'"]+)['"]\s*%}""")


def modules() -> dict[str, str]:
    """Every script's path under static/js, and its text without comments."""
    return {
        str(path.relative_to(SCRIPTS)): _COMMENT.sub("", path.read_text()) for path in sorted(SCRIPTS.rglob("*.js"))
    }


def imports(name: str, text: str) -> set[str]:
    here = (SCRIPTS / name).parent
    return {str((here / target).resolve().relative_to(SCRIPTS)) for target in _IMPORT.findall(text)}


def test_every_script_is_used_and_every_import_leads_to_one():
    texts = modules()
    used = {name for page in (FRONT / "templates").rglob("*.html") for name in _IN_TEMPLATE.findall(page.read_text())}
    for place in ("frontend", "site/pop", "peer_circles", "innovations", "moderation"):
        for file in (ROOT / place).rglob("*.py"):
            used |= set(re.findall(r"""["']js/([\w/.-]+\.js)["']""", file.read_text()))
    for name, text in texts.items():
        used |= imports(name, text)
    assert used == set(texts)


def test_every_script_has_its_types_checked():
    configured = [json.loads(re.sub(r"^\s*//.*$", "", f.read_text(), flags=re.M)) for f in FRONT.glob("tsconfig*.json")]
    assert all(config["compilerOptions"][key] for config in configured for key in ("checkJs", "strict", "noEmit"))
    excused = [path for path in SCRIPTS.rglob("*.js") if re.search(r"@ts-(nocheck|ignore)", path.read_text())]
    assert excused == []
    seen = set()
    for config in configured:
        held = {path for pattern in config["include"] for path in FRONT.glob(pattern)}
        seen |= held - {path for pattern in config.get("exclude", []) for path in FRONT.glob(pattern)}
    assert set(SCRIPTS.rglob("*.js")) <= seen
    assert "$(wildcard frontend/tsconfig*.json)" in (ROOT / "Makefile").read_text(), "make types runs them all"


def test_every_script_is_tested():
    tests = "".join(path.read_text() for path in (ROOT / "tests/scripts").glob("*.mjs"))
    named = set(re.findall(r"""load\(\s*["']([\w/-]+)["']""", tests))
    named |= {name.removesuffix(".js") for name in re.findall(r"static/js/([\w/-]+\.js)", tests)}
    assert {name.removesuffix(".js") for name in set(modules()) - DEVELOPMENT_ONLY} - named == set()


# Trusted Types would stop some of these in the browser; here they are stopped before.
FORBIDDEN = {
    "makes HTML or code out of strings": (
        r"\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\(|srcdoc"
    ),
    "is not hashed when files are collected": r"\bimport\(\s*[\"'`]",
    "asks another host": r"""["'`](?:https?:)?//(?!\$)""",
    "keeps something on the device (SEC-55)": (
        r"\b(?:local|session)Storage\b|\bindexedDB\b|document\.cookie|\bcaches\b"
    ),
}
# Each with its reason.
ALLOWED = {
    # The mark that sends Back away after leaving: the neutral site's address, gone with the tab.
    ("quick-exit.js", "keeps something on the device (SEC-55)"),
    ("exit-guard.js", "keeps something on the device (SEC-55)"),
    # A country's public help page, when somebody asks for it, until they leave or remove it.
    ("keep.js", "keeps something on the device (SEC-55)"),
    ("worker/worker.js", "keeps something on the device (SEC-55)"),
}


def broken(texts: dict[str, str]) -> set[tuple[str, str]]:
    return {(name, why) for name, text in texts.items() for why, what in FORBIDDEN.items() if re.search(what, text)}


def test_sec_30_sec_55_scripts_stay_away_from_what_is_dangerous():
    assert broken(modules()) == ALLOWED


def test_the_rules_above_do_see_something():
    bad = {
        "a.js": "item.innerHTML = x",
        "b.js": 'import("./x.js")',
        "c.js": 'fetch("https://else.where/")',
        "d.js": "localStorage.x = 1",
        "e.js": "const fine = `//${location.host}/ws/`",
    }
    assert {name for name, _why in broken(bad)} == {"a.js", "b.js", "c.js", "d.js"}
    assert imports("room/line.js", 'import { a,\n b } from "./log.js"; export * from "../x.js";') == {
        "room/log.js",
        "x.js",
    }


def test_pages_and_sheets_load_nothing_from_other_hosts():
    loads = re.compile(
        r"""(?:src|srcset|poster|data)\s*=\s*["'](?:https?:)?//|<link[^>]+href\s*=\s*["'](?:https?:)?//"""
    )
    found = [str(page) for page in (FRONT / "templates").rglob("*.html") if loads.search(page.read_text())]
    found += [
        str(sheet)
        for sheet in (FRONT / "static/css").rglob("*.css")
        if re.search(r"""url\(\s*["']?(?:https?:)?//|@import""", sheet.read_text())
    ]
    assert found == []


def test_the_lock_of_the_scripts_tools_names_hashes_and_no_host():
    package = json.loads((FRONT / "package.json").read_text())
    lock = json.loads((FRONT / "package-lock.json").read_text())
    assert lock["packages"][""]["devDependencies"] == package["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["devDependencies"].values())
    assert "dependencies" not in package, "the site runs without Node"
    for name, entry in lock["packages"].items():
        assert not name or entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name


def test_names_in_imports_change_with_the_content(settings, tmp_path):
    """What one module imports has a hash in its name too: after a release no browser mixes old and new."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "frontend.static_files.HashedNames"},
    }
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
    call_command("collectstatic", interactive=False, verbosity=0, ignore=["wagtail*", "admin", "vendor", "graphene*"])
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert set(HashedFilesMixin.patterns)  # the sheets are still done
    seen = 0
    for name in modules():
        served = tmp_path / names[f"js/{name}"]
        for target in _IMPORT.findall(_COMMENT.sub("", served.read_text())):
            path = (served.parent / target).resolve()
            assert path.exists(), f"{name} imports {target}"
            assert str(path.relative_to(tmp_path)) in names.values(), f"{name} imports {target} without a hash"
            seen += 1
    assert seen == sum(len(imports(name, text)) for name, text in modules().items())
