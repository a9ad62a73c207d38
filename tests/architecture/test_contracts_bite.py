"""Every contract between the areas is broken on purpose, in a copy, and seen to fail for the line that broke it."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.architecture.sources import PLACES, ROOT, project

BREAKS = {
    "areas": ("site/pop/core/clock.py", "import pop.accounts.contracts", "pop.core.clock -> pop.accounts.contracts"),
    "inside": (
        "site/pop/accounts/policies.py",
        "import pop.accounts.actions",
        "pop.accounts.policies -> pop.accounts.actions",
    ),
    "generic": ("site/pop/realtime/frames.py", "import innovations", "pop.realtime.frames -> innovations"),
    "transport": ("site/pop/audit/actions.py", "import graphene", "pop.audit.actions -> graphene"),
    "text": ("moderation/policies.py", "import bleach", "moderation.policies -> bleach"),
    "frontend": ("site/pop/api/urls.py", "import frontend.middleware", "pop.api.urls -> frontend.middleware"),
    "migrations": (
        "site/pop/audit/migrations/__init__.py",
        "import pop.audit.models",
        "pop.audit.migrations -> pop.audit.models",
    ),
}
CONTRACTS = {contract["id"]: contract for contract in project()["tool"]["importlinter"]["contracts"]}
for contract_id, contract in CONTRACTS.items():
    if contract_id.startswith("models-of-"):
        models = contract["forbidden_modules"][0]
        BREAKS[contract_id] = ("site/pop/api/views.py", f"import {models}", f"pop.api.views -> {models}")


@pytest.fixture(scope="module")
def verdict(tmp_path_factory):
    """What import-linter says of a copy with every contract broken."""
    copy = tmp_path_factory.mktemp("house")
    for place in PLACES:
        shutil.copytree(ROOT / place, copy / place, ignore=shutil.ignore_patterns("static", "locale", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for file, line, _chain in BREAKS.values():
        with (copy / file).open("a") as opened:
            opened.write(f"\n{line}\n")
    lint = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go()", "--no-cache"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": f"{copy}:{copy / 'site'}", "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert lint.returncode == 1, lint.stdout + lint.stderr
    return lint.stdout


def test_every_contract_has_its_break():
    assert set(BREAKS) == set(CONTRACTS)


@pytest.mark.parametrize("contract_id", BREAKS)
def test_a_broken_contract_is_seen(verdict, contract_id):
    name, chain = CONTRACTS[contract_id]["name"], BREAKS[contract_id][2]
    assert re.search(rf"^{re.escape(name)} BROKEN", verdict, re.MULTILINE)
    section = verdict.split(f"\n{name}\n---")[1].split("\n---")[0]
    assert chain in section, section
