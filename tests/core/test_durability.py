"""POP does not start on a database that may lose what it confirmed (SEC-05)."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler

from pop.core import health
from pop.core.durability import what_may_be_lost
from tests.daemons import own_postgres
from tests.served import ROOT

START = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'pop.settings.demo'; import pop.asgi; print('it starts')"


@pytest.fixture(scope="module")
def postgres():
    with own_postgres() as running:
        yield running


def started_on(url, folder):
    environment = {**os.environ, "DATABASE_URL": url, "REDIS_URL": "", "POP_DATA_DIR": str(folder)}
    environment |= {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]), "PYTHONWARNINGS": "ignore"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-c", START]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=120)


def test_sec_05_it_does_not_start_on_a_postgresql_that_may_lose_things(postgres, tmp_path):
    sound = started_on(postgres.url(), tmp_path)
    assert (sound.returncode, sound.stdout) == (0, "it starts\n"), sound.stderr
    postgres.stop()
    postgres.start(fsync="off")
    try:
        refused = started_on(postgres.url(), tmp_path)
    finally:
        postgres.stop()
        postgres.start()
    assert refused.returncode != 0
    assert refused.stdout == ""
    (line,) = refused.stderr.splitlines()
    assert line.startswith("POP does not start: in PostgreSQL fsync is off")


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["off", "local", "remote_write", "on", "remote_apply"])
@pytest.mark.parametrize("whose", ["ROLE pop", "DATABASE postgres", "SYSTEM"])
def test_sec_05_each_level_of_synchronous_commit_counts(postgres, whose, value):
    postgres.do(f"ALTER {whose} SET synchronous_commit = {value}")
    postgres.do("SELECT pg_reload_conf(), pg_sleep(0.2)")
    try:
        assert asked(postgres) == ("" if value in {"on", "remote_apply"} else f"synchronous_commit is {value}")
    finally:
        postgres.do(f"ALTER {whose} RESET synchronous_commit")
        postgres.do("SELECT pg_reload_conf()")


def asked(postgres):
    described = {
        **connection.settings_dict,
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "pop",
        "PASSWORD": "",
        "HOST": "127.0.0.1",
        "PORT": postgres.port,
        "OPTIONS": {},
    }
    database = ConnectionHandler({"default": described})["default"]
    try:
        with database.wrap_database_errors:
            return what_may_be_lost(database)
    finally:
        database.close()


@pytest.mark.django_db
def test_sec_05_it_says_so_where_machines_ask_whether_it_is_ready(client, monkeypatch, settings):
    settings.POP_MAY_LOSE_DATA = False
    monkeypatch.setattr(health, "_migrations_seen", False)
    monkeypatch.setattr(health, "what_may_be_lost", lambda database: "fsync is off")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"waiting for a database that keeps what it confirms\n")


def test_only_the_settings_for_tests_allow_it():
    folder = ROOT / "site" / "pop" / "settings"
    allowing = {file.name for file in folder.glob("*.py") if "POP_MAY_LOSE_DATA = True" in file.read_text()}
    assert allowing == {"test.py"}
