"""Both doors of the composition root open in a process of their own, where nobody has set Django up before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("door", ["pop.asgi", "pop.wsgi"])
def test_a_server_can_load_the_site(door):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pop.settings.test",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }
    done = subprocess.run(
        [sys.executable, "-c", f"import {door}"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
