#!/usr/bin/env python3
"""Django's command line."""

import os
import sys
from pathlib import Path

# `site/` is a folder of sources, not a package (the standard library owns that name): the package `pop` lies in it.
ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pop.settings.demo")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
