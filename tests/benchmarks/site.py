"""A POP as production sends it, with the world of tests/world.py in it, in a process of its own.

    with running_site() as site:     # about half a minute until it answers
        site.url, site.addresses     # "http://127.0.0.1:…", {(name of the address, language): path}

As a program (tests/benchmarks/run.py) it makes the world in a folder, with its addresses; with `--cpu N` it prints what
a page costs.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
RUN = str(ROOT / "tests" / "benchmarks" / "run.py")
ADDRESSES = "addresses.json"
PATIENCE = 120.0  # seconds; a busy machine takes its time to make a world


@dataclass(frozen=True)
class Site:
    url: str
    addresses: dict[tuple[str, str], str]
    folder: str


@contextmanager
def running_site() -> Iterator[Site]:
    """Make the world in a temporary folder, serve it, end it."""
    with TemporaryDirectory() as folder:
        make_site(folder)
        with served_site(folder) as site:
            yield site


def make_site(folder: str) -> None:
    """The world and all that is sent, in a folder; its addresses beside it."""
    subprocess.run(
        [sys.executable, RUN, "tests.benchmarks.site", folder],
        cwd=ROOT,
        env=_environment(folder),
        check=True,
        timeout=600,
    )


@contextmanager
def served_site(folder: str) -> Iterator[Site]:
    """Serve it with uvicorn on a free port, end it. Several may serve one folder."""
    written = json.loads((Path(folder) / ADDRESSES).read_text())
    addresses = {tuple(key.split("|")): path for key, path in written.items()}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, RUN, "uvicorn", "pop.asgi:application", "--port", str(port)]
    command += ["--log-level", "warning", "--no-access-log"]
    server = subprocess.Popen(command, cwd=ROOT, env=_environment(folder))
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/readyz", server)
        yield Site(url, addresses, folder)
    finally:
        server.terminate()
        server.wait(10)


def cpu_per_page(site: Site, times: int = 200) -> dict[str, dict[str, float]]:
    """CPU milliseconds of this machine per answer, made anew and kept, in the server's own process but without the
    network, by path."""
    asked = subprocess.run(
        [sys.executable, RUN, "tests.benchmarks.site", site.folder, "--cpu", str(times)],
        cwd=ROOT,
        env=_environment(site.folder),
        check=True,
        stdout=subprocess.PIPE,
        timeout=600,
    )
    return json.loads(asked.stdout.splitlines()[-1])


def _environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return {
        **kept,
        "POP_DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        "PYTHONWARNINGS": "ignore",
    }


def _wait_for(url: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended by itself"
        try:
            with urlopen(url, timeout=5):  # noqa: S310  our own server on this machine
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(url)


# --- In the process that makes the world --------------------------------------------------------------------


def _make() -> dict[str, str]:
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests import world as worlds
    from tests.site_map import ADDRESSES

    world = worlds.build()
    call_command("collectstatic", interactive=False, verbosity=0)
    return {
        f"{address.name}|{language}": address.path_in(language, world)
        for address in ADDRESSES
        if address.is_public
        for language, _name in settings.LANGUAGES
    }


def _cpu(times: int) -> dict[str, dict[str, float]]:
    from django.core.handlers.wsgi import WSGIRequest
    from django.test import RequestFactory

    from frontend.public_pages import forget_pages
    from pop.wsgi import application
    from tests.world import World

    world = World()
    paths = ["/", "/help/", "/help/gb/", "/resources/", "/innovations/", "/about/"]
    paths.append(f"/innovations/{world.project('The walk-home card')}/")

    def milliseconds(path: str, *, anew: bool) -> float:
        for _warm in range(3):
            _answer(path)
        spent = 0.0
        for _again in range(times):
            if anew:
                forget_pages()
            began = time.process_time()
            _answer(path)
            spent += time.process_time() - began
        return round(spent / times * 1000, 2)

    def _answer(path: str) -> None:
        environ = RequestFactory(headers={"Host": "127.0.0.1", "Accept-Encoding": "br"}).get(path).environ
        request = WSGIRequest(environ)
        response = application.get_response(request)
        assert response.status_code == 200, path
        response.close()

    return {path: {"anew": milliseconds(path, anew=True), "kept": milliseconds(path, anew=False)} for path in paths}


def main() -> None:
    import django

    django.setup()
    folder, *wanted = sys.argv[1:]
    if wanted[:1] == ["--cpu"]:
        sys.stdout.write(json.dumps(_cpu(int(wanted[1]))) + "\n")
    else:
        (Path(folder) / ADDRESSES).write_text(json.dumps(_make()))


if __name__ == "__main__":
    main()
