"""Several people doing something at the same moment, each in a thread and on a line to the database of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from pop.core.errors import DomainError


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What became of each: what it gave, or how it was refused."""
    together = Barrier(len(deeds))

    def run(deed):
        try:
            together.wait(30)
            return deed()
        except DomainError as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
