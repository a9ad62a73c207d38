"""Is the process alive, and may it be given visitors? For whoever runs POP; says nothing else to anybody."""

import logging
from collections.abc import Callable
from shutil import disk_usage

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pop.core.durability import what_may_be_lost

ROOM = 64 * 1024 * 1024  # bytes free, at least
Notice = Callable[[], str]  # a short sentence for whoever runs POP, or ""
_warnings: list[Notice] = []
logger = logging.getLogger(__name__)
# Reading all migrations takes a good part of a second. Once they were all there they stay there for this process.
_migrations_seen = False


@require_safe
@never_cache
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers. No database: a database that is down is not mended by restarting this."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def ready(_request: HttpRequest) -> HttpResponse:
    """The database answers, keeps what it confirms (SEC-05), has every migration this code knows, and there is room on
    the disk where POP's folder is (SEC-08). 503 with a word otherwise. What is no reason to send visitors away stands
    in further lines: a monitor should read them."""
    try:
        missing = _what_is_missing() or _room_is_missing()
    except DatabaseError:
        missing = "database"
    if missing:
        return HttpResponse(f"waiting for {missing}\n", content_type="text/plain", status=503)
    return HttpResponse("".join(f"{line}\n" for line in ("ready", *_said())), content_type="text/plain")


def register_warning(warning: Notice) -> None:
    """Called from an area's apps.py: what readiness says besides."""
    if warning not in _warnings:
        _warnings.append(warning)


def _said() -> list[str]:
    try:
        return [said for warning in _warnings if (said := warning())]
    except DatabaseError:
        logger.exception("A warning could not be made")
        return ["a warning could not be made: see the log"]


def _room_is_missing() -> str:
    """A PostgreSQL elsewhere has a disk of its own, which whoever keeps it watches."""
    return "room on the disk" if disk_usage(settings.DATA).free < ROOM else ""


def _what_is_missing() -> str:
    global _migrations_seen  # noqa: PLW0603  a fact about this process, learnt once
    if _migrations_seen:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return ""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations"
    if not settings.POP_MAY_LOSE_DATA and what_may_be_lost(connection):
        return "a database that keeps what it confirms"
    _migrations_seen = True
    return ""
