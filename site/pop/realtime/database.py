"""Database work for rooms: a few threads, each with a connection that stays, and one that writes what people say."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

THREADS = 8
P = ParamSpec("P")
T = TypeVar("T")

_threads = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="rooms-database")
# By itself: one connection has its statements planned and its tables at hand, and nothing read elsewhere holds it up.
_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rooms-writer")


async def in_database(job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a job that talks to the database in one of the threads, and wait for what it gives."""
    return await _run(_threads, partial(job, *args, **kwargs))


async def by_writer(job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The same in the one thread that writes what people say: one job after the other."""
    return await _run(_writer, partial(job, *args, **kwargs))


async def _run(threads: Executor, job: Callable[[], T]) -> T:
    def run() -> T:
        # What a request does at its ends: drop connections that are broken or past CONN_MAX_AGE.
        close_old_connections()
        try:
            return job()
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(threads, run)
