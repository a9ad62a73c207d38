"""Which Chromium the tests drive. Its headless shell is the same engine without the window around it, and costs less;
what a profile keeps on disk and what an app's window shows, only the whole browser can say."""

import os
import shutil
from pathlib import Path

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHELL = "chromium-headless-shell"


def find_browser() -> str | None:
    """POP_BROWSER, the headless shell, or a whole one."""
    return os.environ.get("POP_BROWSER") or shutil.which(SHELL) or find_whole_browser()


def has_window() -> bool:
    """Whether the browser that is driven asks for icons: the shell has no place for them."""
    return not (find_browser() or "").endswith(SHELL)


def find_whole_browser() -> str | None:
    """POP_BROWSER, a Chromium of the system, or one that Playwright installed."""
    named = os.environ.get("POP_BROWSER") or next(filter(None, map(shutil.which, WHOLE)), None)
    if named:
        return named
    ours = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    return next((str(path) for path in sorted(ours.glob("chromium*/chrome-linux*/*")) if path.name == "chrome"), None)
