"""Health and readiness around a small application; of real servers in tests/hostile/web."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from qa.web.operating.condition import Condition
from qa.web.operating.health import Health

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

READY = Condition(generation="0123", n_reports=2, n_passages=30)
UNREADY = Condition(why_not="the index is not open yet")


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("page")(scope, receive, send)


def test_ready_with_its_generation():
    client = TestClient(Health(page, lambda: READY))
    assert client.get("/readyz").json() == {
        "ready": True,
        "generation": "0123",
        "reports": 2,
        "passages": 30,
    }
    assert client.get("/readyz").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("holds_back", "status"), [(True, 503), (False, 200)])
def test_unready(*, holds_back: bool, status: int):
    client = TestClient(Health(page, lambda: UNREADY, holds_back=holds_back))
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"error": UNREADY.why_not})
    assert response.headers["retry-after"] == "2"
    assert client.get("/healthz").json() == {"alive": True}
    assert client.get("/").status_code == status


def test_only_reading_is_answered():
    client = TestClient(Health(page, lambda: READY))
    assert client.head("/healthz").text == ""
    assert client.post("/healthz").text == "page"
    assert client.get("/healthz/").text == "page"


def test_the_status_of_all_else_is_told():
    told: list[int] = []
    client = TestClient(Health(page, lambda: READY, told=told.append))
    for path in ("/", "/healthz", "/readyz", "/x"):
        client.get(path)
    assert told == [200, 200]
