"""`python tests/benchmarks/run.py MODULE …` is `python -m MODULE …` with this project's `tests` as the package of that
name: packages in the environment bring a `tests` of their own, and would be found first."""

import runpy
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]

sys.path[:1] = [str(ROOT), str(ROOT / "site")]  # instead of this folder
ours = ModuleType("tests")
ours.__path__ = [str(ROOT / "tests")]
sys.modules["tests"] = ours
sys.argv[:1] = []
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
