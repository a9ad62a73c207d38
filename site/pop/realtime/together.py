"""Work for the database that many ask for at the same time, done at one time.

What is asked while a job runs is the next job, so that in a crowd hundreds share a few queries and one commit. Where
people come close behind each other a job may also wait for a few milliseconds; whoever comes alone waits for nobody.
Order is kept: jobs follow each other, and within a job whoever asked
first is first.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from pop.realtime.database import in_database

MOST_AT_ONCE = 500

Asked = TypeVar("Asked")
Given = TypeVar("Given")


class Together(Generic[Asked, Given]):
    """`await together(asked)` gives what the job gave for it, or raises what the job put in its place.

    The job takes what was asked, in order, and gives an answer or an exception for each; it runs in a database thread.
    One that fails altogether fails for everybody in it, and for nobody after them.
    """

    def __init__(
        self,
        job: Callable[[Sequence[Asked]], Sequence[Given | Exception]],
        *,
        run: Callable[..., Awaitable[Sequence[Given | Exception]]] = in_database,
        gathering: float = 0.0,
        done: Callable[[Sequence[Asked], Sequence[Given | Exception]], None] | None = None,
    ) -> None:
        """`run`: in which thread. `gathering`: seconds in which others may still join whoever asked first, as long as
        the job before was shared. `done` is told what was asked and given, on the event loop, before anybody gets their
        answer."""
        self._job = job
        self._run_job = run
        self._gathering = gathering
        self._done = done
        self._waiting: list[tuple[Asked, asyncio.Future[Given]]] = []
        self._running: asyncio.Task[None] | None = None
        self._since = 0.0  # when the first of those who wait came
        self._was_shared = False

    async def __call__(self, asked: Asked) -> Given:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Given] = loop.create_future()
        if not self._waiting:
            self._since = loop.time()
        self._waiting.append((asked, answer))
        if self._running is None:
            self._running = loop.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        try:
            while self._waiting:
                left = self._since + self._gathering - asyncio.get_running_loop().time()
                if self._was_shared and left > 0:
                    await asyncio.sleep(left)
                batch = self._waiting[:MOST_AT_ONCE]
                del self._waiting[:MOST_AT_ONCE]
                self._was_shared = len(batch) > 1
                await self._do(batch)
        finally:
            self._running = None

    async def _do(self, batch: Sequence[tuple[Asked, "asyncio.Future[Given]"]]) -> None:
        given: Sequence[Given | Exception]
        try:
            given = await self._run_job(self._job, [asked for asked, _answer in batch])
        except Exception as error:
            given = [error] * len(batch)
        if self._done is not None:
            self._done([asked for asked, _answer in batch], given)
        for (_asked, answer), result in zip(batch, given, strict=True):
            if answer.done():  # whoever asked has gone
                continue
            if isinstance(result, Exception):
                answer.set_exception(result)
            else:
                answer.set_result(result)
