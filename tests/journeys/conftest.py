"""Real browsers for whole stories. `visit` opens one page per person; every page is watched.

    def test_two_people(visit, amina, live_site):
        page = visit(amina)                                  # signed in, desktop, English
        other = visit(screen="phone", javascript=False)      # a stranger without JavaScript
        arabic = visit(language="ar")
        page.goto("/circles/")                               # addresses are relative to the live site

A test fails afterwards when any of its pages broke the Content-Security-Policy, threw an error, or asked another host
than the live site for anything. `watch.allow(url)` names an address the story does lead to; nothing ever really leaves
this machine (the browser cannot resolve any name).

No Chromium: these tests are skipped, unless POP_REQUIRE_BROWSER=yes says that this machine must have one.
"""

import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from tests.browsers import find_browser, find_whole_browser
from tests.live import LiveSite
from tests.people import Person

SCREENS = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
    "small phone": {"viewport": {"width": 320, "height": 568}, "is_mobile": True, "has_touch": True},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
PATIENCE = 10_000  # milliseconds; nothing takes that long unless it is broken


def needs_browser(item: pytest.Item) -> bool:
    return "playwright" in getattr(item, "fixturenames", ())


def pytest_itemcollected(item: pytest.Item) -> None:
    if needs_browser(item):
        item.add_marker(pytest.mark.journey)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Django takes Playwright's event loop for an async view and refuses the database; here it may not."""
    if not needs_browser(item):
        return (yield)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        return (yield)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return launch_args(browser_type_launch_args, find_browser())


@pytest.fixture(scope="session")
def whole_browser_launch_args(browser_type_launch_args: dict) -> dict:
    """For what the profile on disk and the window are asked about."""
    return launch_args(browser_type_launch_args, find_whole_browser())


def launch_args(given: dict, path: str | None) -> dict:
    if path is None:
        say = "No Chromium found. Install one (Debian: apt install chromium) or name it in POP_BROWSER."
        if os.environ.get("POP_REQUIRE_BROWSER") == "yes":
            pytest.fail(say)
        pytest.skip(say)
    # No sandbox: build machines run as root. No names: whatever a page asks for, nothing leaves this machine.
    rules = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
    return {**given, "executable_path": path, "args": ["--no-sandbox", f"--host-resolver-rules={rules}"]}


class Watch:
    """What the pages of one test did that no page of POP may do."""

    def __init__(self, site: LiveSite) -> None:
        self.site = site
        self.allowed = {site.host}
        self.violations: list[str] = []
        self.errors: list[str] = []
        self.strangers: list[str] = []

    def allow(self, url: str) -> None:
        """This test does lead to that host."""
        self.allowed.add(urlsplit(url).netloc)

    def context(self, context) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("request", lambda request: self._request(request.url))
        context.on("page", lambda page: page.on("websocket", lambda ws: self._request(ws.url)))

    def _console(self, message) -> None:
        if "Content Security Policy" in message.text or "Trusted" in message.text:
            self.violations.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc not in self.allowed:
            self.strangers.append(url)

    def check(self) -> None:
        assert self.violations == [], "the Content-Security-Policy was broken"
        assert self.errors == [], "a script of ours failed"
        assert self.strangers == [], "a page asked somebody else for something"


@pytest.fixture
def watch(live_site: LiveSite) -> Iterator[Watch]:
    watch = Watch(live_site)
    yield watch
    watch.check()


@pytest.fixture
def visit(watch: Watch, live_site: LiveSite, browser) -> Iterator[Callable]:
    """Open a browser of somebody's own (or a stranger's) and get its page. See the top of this file."""
    contexts = []

    def open_page(
        somebody: Person | None = None,
        *,
        screen: str = "desktop",
        language: str = "en",
        javascript: bool = True,
        dark: bool = False,
    ):
        context = browser.new_context(
            base_url=live_site.url,
            locale=language,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            **SCREENS[screen],
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        watch.context(context)
        if somebody:
            context.add_cookies(live_site.playwright_cookies_of(somebody))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def elsewhere(watch: Watch, settings) -> Iterator[str]:
    """A neutral site that is not POP, on this machine; POP_EXIT_URL leads to it. Gives its address."""

    class Neutral(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Elsewhere</title><link rel=icon href=data:,><h1>Elsewhere</h1>")

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Neutral)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/"
    settings.POP_EXIT_URL = url
    watch.allow(url)
    yield url
    server.shutdown()
    server.server_close()
    thread.join()
