"""The JavaScript's own tests, run by Node: one test here for each `*.test.mjs` beside this file.

make test ARGS=tests/scripts            # these alone
.venv/bin/node --test tests/scripts/    # without pytest
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILES = sorted(HERE.glob("*.test.mjs"))
NODE = Path(sys.executable).parent / "node"
PATIENCE = 120  # seconds; a file takes one or two


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".test.mjs"))
def test_script(file):
    assert (ROOT / ".venv/js/node_modules").exists(), "what the scripts' tests need is not there: make types"
    run = subprocess.run(
        [NODE, "--test", "--test-reporter=spec", file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    said = run.stdout + run.stderr
    assert run.returncode == 0, said
    passed = re.search(r"^ℹ pass (\d+)$", said, re.MULTILINE)
    assert passed, said
    assert int(passed[1]) == len(re.findall(r"^\s*✔", said, re.MULTILINE)) > 0, said


def test_there_are_such_files():
    assert len(FILES) > 2
