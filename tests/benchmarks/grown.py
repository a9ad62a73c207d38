"""POP as it runs when it has grown: several processes over one PostgreSQL and one Redis, all of them to be broken."""

import os
import subprocess
import sys
from contextlib import ExitStack
from tempfile import TemporaryDirectory

from tests.benchmarks.circles import READY, ROOT, RUN, UVICORN, Server, Shape, made
from tests.daemons import Postgres, Redis, free_port, own_postgres, own_redis, wait_for_port

LOG = ROOT / "var" / "servers.log"


class Grown:
    """Started, with the people and rooms of these shapes; ended with the stack."""

    def __init__(self, stack: ExitStack, shapes: list[Shape], count: int = 2, host: str = "127.0.0.1") -> None:
        self.postgres: Postgres = stack.enter_context(own_postgres(max_connections="200"))
        self.redis: Redis = stack.enter_context(own_redis())
        self._host = host
        self._environment = {
            **os.environ,
            "POP_DATA_DIR": stack.enter_context(TemporaryDirectory()),
            "PYTHONWARNINGS": "ignore",
            "PYTHONPATH": "",
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
            "DATABASE_URL": self.postgres.url(),
            "REDIS_URL": self.redis.url,
        }
        self.world = made("pop", shapes, self._environment)
        collect = [sys.executable, RUN, "django", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, cwd=ROOT, env=self._environment, check=True)
        self.ports = [free_port() for _ in range(count)]
        self.processes: dict[int, subprocess.Popen] = {}
        stack.callback(self._end)
        for port in self.ports:
            self.start(port)
        for port in self.ports:
            self.wait(port)

    @property
    def pids(self) -> list[int]:
        return [self.processes[port].pid for port in self.ports]

    @property
    def server(self) -> Server:
        """All of them as one, for a crowd to connect to."""
        first, *others = self.ports
        also = [self.postgres.pid, self.redis.pid, *(self.processes[port].pid for port in others)]
        return Server("pop", first, self.processes[first], also, others)

    def start(self, port: int) -> None:
        """Begin to start."""
        command = [sys.executable, RUN, "uvicorn", "tests.benchmarks.circles_server:application", *UVICORN, *READY]
        command += ["--host", self._host, "--port", str(port)]
        with LOG.open("a") as log:  # servers whose database is killed say so at length
            self.processes[port] = subprocess.Popen(command, cwd=ROOT, env=self._environment, stderr=log, stdout=log)

    def wait(self, port: int) -> None:
        """Until it answers."""
        wait_for_port(port, self.processes[port])

    def kill(self, port: int) -> None:
        """kill -9: no goodbye, nothing finished."""
        self.processes[port].kill()
        self.processes[port].wait(10)

    def connections(self) -> int:
        """To the database, but for the one that asks."""
        asked = "SELECT count(*) - 1 FROM pg_stat_activity WHERE backend_type = 'client backend'"
        return int(self.postgres.ask(asked, "postgres")[0])

    def _end(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)
