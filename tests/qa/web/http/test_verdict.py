"""qa.web.http.verdict: a status reaches the request that it is of, and no other."""

from __future__ import annotations

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor

from qa.web.http import verdict


def test_a_request_is_refused_from_within_its_own_work():
    async def request(status: int | None) -> int | None:
        own = verdict.begin()
        await asyncio.sleep(0)
        if status is not None:
            await asyncio.to_thread(verdict.refuse, status)
        return own.status

    async def requests() -> list[int | None]:
        each = (verdict.BAD_REQUEST, None, verdict.UNAVAILABLE)
        return await asyncio.gather(*map(request, each))

    # A context of its own, and a thread: Playwright keeps a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, requests()).result() == [400, None, 503]


def test_what_came_over_another_way_is_not_refused():
    contextvars.Context().run(verdict.refuse, 400)
