"""Database work for rooms: a few threads, each with a connection that stays."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

THREADS = 8
P = ParamSpec("P")
T = TypeVar("T")

_threads = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="rooms-database")


async def in_database(job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a job that talks to the database in one of the threads, and wait for what it gives."""

    def run() -> T:
        # What a request does at its ends: drop connections that are broken or past CONN_MAX_AGE.
        close_old_connections()
        try:
            return job(*args, **kwargs)
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(_threads, run)
