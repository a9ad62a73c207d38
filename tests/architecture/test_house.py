"""The shape of the house: what docs/architecture.md promises and a machine can see."""

import ast
import json
import re
import subprocess
import sysconfig
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db.models import Field

from tests.architecture.sources import AREAS, ROOT, project, python_files, tree


def test_site_is_a_folder_and_never_a_package():
    assert not (ROOT / "site" / "__init__.py").exists()
    import site

    assert Path(site.__file__).is_relative_to(sysconfig.get_path("stdlib"))
    assert (ROOT / "site" / "pop" / "__init__.py").exists()


def test_no_ignore_rule_hides_the_sources():
    rules = (ROOT / ".gitignore").read_text().split()
    assert not {"site", "/site", "site/", "/site/"} & set(rules)
    ignored = subprocess.run(
        ["git", "check-ignore", "site/pop/urls.py", "site"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ignored.stdout == ""


def test_every_installed_area_stands_in_the_contracts():
    installed = {app for app in settings.INSTALLED_APPS if app.split(".")[0] in {"pop", *AREAS}}
    installed = {".".join(app.split(".")[:2]) if app.startswith("pop.") else app for app in installed}
    contracts = {contract["id"]: contract for contract in project()["tool"]["importlinter"]["contracts"]}
    in_layers = {area.strip() for layer in contracts["areas"]["layers"] for area in re.split("[|:]", layer)}
    assert installed == set(AREAS)
    assert installed <= in_layers
    assert set(AREAS) - {"pop.core"} == set(contracts["inside"]["containers"])


def test_every_area_with_models_has_a_contract_that_keeps_them():
    contracts = {contract["id"]: contract for contract in project()["tool"]["importlinter"]["contracts"]}
    for area, folder in AREAS.items():
        if not ((ROOT / folder / "models.py").exists() or (ROOT / folder / "models").exists()):
            continue
        contract = contracts[f"models-of-{area.removeprefix('pop.')}"]
        assert contract["forbidden_modules"] == [f"{area}.models"]
        assert set(contract["source_modules"]) == set(AREAS) - {area}
        assert f"{area}.models" in contracts["migrations"]["forbidden_modules"]


def test_a_file_is_named_after_what_it_knows():
    nameless = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base_classes"}
    assert [str(file) for file in python_files() if set(file.with_suffix("").parts) & nameless] == []


def test_nothing_happens_behind_a_save():
    """No business in `save()`, and no signals: what an action does stands in the action."""
    found = []
    for file in python_files():
        if "migrations" in file.parts:
            continue
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.signals":
                found.append(f"{file}:{node.lineno} model signals")
            if isinstance(node, ast.ClassDef) and "models" in file.with_suffix("").parts:
                found += [
                    f"{file}:{part.lineno} save()"
                    for part in node.body
                    if isinstance(part, ast.FunctionDef) and part.name == "save"
                ]
    assert found == []


TRANSPORTLESS = ("actions", "policies", "selectors", "models", "contracts", "events", "errors")
WITH_PAGE_TYPES = {"pages", "innovations"}  # a Wagtail page type is a model and a door in one: it serves itself
TRANSPORT = ("django.http", "django.shortcuts", "django.views", "django.urls.resolvers", "django.contrib.messages")


def test_what_decides_and_writes_knows_no_request():
    """import-linter sees packages of others as one module; django.http needs this."""
    found = []
    for file in python_files():
        parts = set(file.with_suffix("").parts)
        if not parts & set(TRANSPORTLESS) or ("models" in parts and parts & WITH_PAGE_TYPES):
            continue
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(TRANSPORT):
                found.append(f"{file}:{node.lineno} {node.module}")
            if isinstance(node, ast.arg) and node.arg == "request":
                found.append(f"{file}:{node.lineno} takes a request")
    assert found == []


def test_the_committed_schema_is_what_the_code_makes():
    call_command("export_schema", check=True)


def test_every_setting_an_operator_can_make_has_a_heading():
    """Datasette's rule: a setting that is not in the documentation does not exist, and the other way round."""
    asked = set()
    for file in python_files():
        if "settings" not in file.parts or file.name == "environment.py":
            continue
        for node in ast.walk(tree(file)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "environment"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                asked.add(node.args[0].value)
    text = (ROOT / "docs" / "operations.md").read_text()
    assert set(re.findall(r"^### `([A-Z0-9_]+)`$", text, re.MULTILINE)) == asked


def test_only_the_settings_read_the_environment():
    found = []
    for file in python_files():
        if "settings" in file.parts or file.name in {"asgi.py", "wsgi.py"}:
            continue
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
                found.append(f"{file}:{node.lineno}")
    assert found == []


def test_every_dependency_has_its_reason():
    pyproject = project()["project"]
    wanted = [*pyproject["dependencies"]]
    for extra in pyproject["optional-dependencies"].values():
        wanted += extra
    wanted += json.loads((ROOT / "frontend/package.json").read_text())["devDependencies"]
    names = {re.match(r"[A-Za-z0-9-]+", line).group().lower() for line in wanted}
    text = (ROOT / "docs" / "dependencies.md").read_text()
    lines = re.findall(r"^- \*\*([a-z0-9-]+)\*\*[^:\n]*: (.+)$", text, re.MULTILINE)
    assert {name for name, _reason in lines} == names
    assert all(len(reason) > 15 for _name, reason in lines)


def test_no_test_borrows_from_another_test():
    """What two of them need stands in a module named after it, in a factory or in a conftest."""
    borrowed = [
        f"{path.relative_to(ROOT)}: {module}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        for module in [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        if module.startswith("tests.") and re.search(r"\.test_\w+$", module)
    ]
    assert borrowed == []


NEVER_NAMED = {  # rows that no address and no answer names
    "audit.AuditEntry",
    "accounts.RecoveryCode",
    "realtime.RoomEvent",
    "support.ServiceLanguage",
    "support.ServiceTopic",
}


def test_sec_24_public_ids_are_random():
    """SEC-24: what an address or an API can name is a UUID."""
    from django.apps import apps

    guessable = []
    for model in apps.get_models():
        area = model.__module__.split(".models")[0]
        key = model._meta.pk
        if area in AREAS and isinstance(key, Field) and key.get_internal_type() in {"AutoField", "BigAutoField"}:
            guessable.append(model._meta.label)
    assert set(guessable) <= NEVER_NAMED, guessable


def test_journeys_wait_for_what_they_assert():
    """A click does not wait for the page it leads to. `expect(...)` waits; a bare assertion loses that race one day."""
    hasty = re.compile(r"assert .*\.(is_visible|is_hidden|count|inner_text|input_value|get_attribute)\b")
    found = [
        f"{path.name}:{number}"
        for path in sorted((ROOT / "tests/journeys").glob("test_*.py"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if hasty.search(line) and ".objects." not in line
    ]
    assert found == [], "say expect(...) of playwright instead"
