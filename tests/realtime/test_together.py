"""Work that many ask for: shared by who comes while it runs; who comes alone waits for nobody."""

import asyncio

from pop.realtime.together import Together


def test_whoever_comes_alone_waits_for_nobody_and_a_crowd_is_waited_for(monkeypatch):
    jobs, waited = [], []

    async def run(job, asked):
        await asyncio.sleep(0)
        return job(asked)

    def job(asked):
        jobs.append(list(asked))
        return [word.upper() for word in asked]

    async def sleep(seconds):
        waited.append(seconds)
        await really(0)

    really = asyncio.sleep
    monkeypatch.setattr("pop.realtime.together.asyncio.sleep", sleep)

    async def talk():
        together = Together(job, run=run, gathering=60.0)
        assert await together("a") == "A"
        assert await together("b") == "B"
        assert waited == [0, 0]  # of `run` alone
        assert await asyncio.gather(*(together(word) for word in "cde")) == ["C", "D", "E"]
        assert len(waited) == 3
        assert await together("f") == "F"
        assert 0 < waited[3] <= 60
        assert await together("g") == "G"

    asyncio.run(talk())
    assert jobs == [["a"], ["b"], ["c", "d", "e"], ["f"], ["g"]]
    assert len([seconds for seconds in waited if seconds]) == 1
