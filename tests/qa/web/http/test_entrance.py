"""Who asks, and by which address, as a server before this one tells it; with nginx in tests/hostile."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.testclient import TestClient

from qa.public_address import LOOPBACK, PublicAddress, networks
from qa.web.http.entrance import N_OPEN, Entrance, PublicPath
from qa.web.http.guard import Guard
from qa.web.http.proxies import Proxies
from qa.web.http.rate_limits import Buckets, Rate, who_asks

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

PUBLIC = PublicAddress.parse("https://reports.test/wenbao")
FEW = Rate(burst=5, per_second=1)
NAMES = {"localhost", "127.0.0.1"}


async def telling(scope: Scope, receive: Receive, send: Send) -> None:
    """What the app behind the guard sees."""
    request = Request(scope)
    told = {
        "url": str(request.url),
        "root": scope.get("root_path", ""),
        "client": scope["client"][0],
        "headers": dict(request.headers),
    }
    await JSONResponse(told)(scope, receive, send)


def client(
    peer: str = "127.0.0.1",
    *,
    public: PublicAddress | None = PUBLIC,
    trusted: Proxies | None = None,
    host: str = "reports.test",
) -> TestClient:
    guard = Guard(
        PublicPath(telling),
        names=NAMES if public else (),
        public=public,
        buckets=Buckets(FEW, now=lambda: 0.0),  # none fills up again
    )
    proxies = Proxies(LOOPBACK) if trusted is None else trusted
    app = Entrance(guard, proxies=proxies, public=public, names=NAMES)
    return TestClient(app, client=(peer, 1), base_url=f"http://{host}", follow_redirects=False)


@pytest.mark.parametrize("path", ["/config", "/wenbao/config"])
@pytest.mark.parametrize(
    "host", ["reports.test", "REPORTS.test", "reports.test:443", "reports.test:8443"]
)
def test_the_app_sees_the_public_address(path: str, host: str):
    told = client().get(path, headers={"Host": host}).json()
    assert told["url"] == "https://reports.test/wenbao/config"
    assert told["root"] == "/wenbao"


@pytest.mark.parametrize(
    ("host", "headers", "url"),
    [
        ("localhost:7860", {}, "http://localhost:7860/config"),
        ("localhost:7860", {"X-Forwarded-For": "192.0.2.1"}, "https://reports.test/wenbao/config"),
        ("127.0.0.1", {"X-Forwarded-Proto": "http"}, "https://reports.test/wenbao/config"),
        ("127.0.0.1", {"X-Forwarded-Host": "reports.test"}, "http://127.0.0.1/config"),
    ],
)
def test_this_machines_own_name_is_the_public_address_where_a_server_asks(
    host: str, headers: dict[str, str], url: str
):
    assert client(host=host).get("/config", headers=headers).json()["url"] == url


def test_the_prefix_is_seen_on_this_machine_too():
    told = client(host="localhost:7860").get("/wenbao/config").json()
    assert told["url"] == "http://localhost:7860/wenbao/config"
    assert told["root"] == "/wenbao"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/wenbao", 308),
        ("/wenbao/", 200),
        ("/wenbaoconfig", 404),
        ("/wenbao//config", 404),
        ("/wenbao/wenbao/config", 404),
        ("/Wenbao/config", 404),
        ("/wenbao/../config", 404),
        ("/wenbao/static/..%2f..%2fserver.py", 404),
        ("/wenbao/gradio_api/file=/etc/passwd", 404),
    ],
)
def test_only_what_is_served_is_served_below_the_prefix(path: str, status: int):
    response = client().get(path.replace("..", "%2e%2e"))
    assert response.status_code == status
    assert "content-security-policy" in response.headers


def test_the_slash_is_added_with_what_was_asked():
    response = client().get("/wenbao?n=3&place=%E7%94%B2")
    assert response.headers["location"] == "/wenbao/?n=3&place=%E7%94%B2"
    assert client().post("/wenbao").status_code == 404


@pytest.mark.parametrize(
    ("peer", "trusted", "forwarded", "is_told"),
    [
        ("127.0.0.1", "127.0.0.0/8", "192.0.2.{i}", True),
        ("::1", "::1", "2001:db8:0:{i}::1", True),
        ("::ffff:127.0.0.1", "127.0.0.1", "192.0.2.{i}", True),
        ("10.0.0.1", "10.0.0.0/8", "6.6.6.6, 192.0.2.{i}, 10.9.9.9", True),
        ("127.0.0.1", "127.0.0.1", "192.0.2.{i}:4711", True),
        ("127.0.0.1", "127.0.0.1", "[2001:db8:0:{i}::1]:4711", True),
        ("192.0.2.9", "127.0.0.0/8", "192.0.2.{i}", False),
        ("127.0.0.1", "10.0.0.0/8", "192.0.2.{i}", False),
        ("127.0.0.1", "127.0.0.1", "192.0.2.{i}, 192.0.2.200", False),
        ("127.0.0.1", "127.0.0.1", "192.0.2.{i}, unknown", False),
        ("127.0.0.1", "127.0.0.1", "192.0.2.{i}, ", False),
        ("127.0.0.1", "127.0.0.1", "unknown{i}", False),
        ("127.0.0.1", "127.0.0.1", "2001:db8::{i}", False),
        ("testclient", "127.0.0.1", "192.0.2.{i}", False),
    ],
)
def test_whose_bucket_a_request_is_paid_from(
    peer: str, trusted: str, forwarded: str, *, is_told: bool
):
    asking = client(peer, trusted=Proxies(networks(trusted)))
    found = {
        asking.get("/nowhere", headers={"X-Forwarded-For": forwarded.format(i=i % 200)}).status_code
        for i in range(FEW.burst + 1)
    }
    assert found == ({404} if is_told else {404, 429})


def test_two_headers_are_one_chain():
    told = client().get(
        "/config",
        headers=[("X-Forwarded-For", "6.6.6.6, 192.0.2.1"), ("X-Forwarded-For", "127.0.0.1")],
    )
    assert told.json()["client"] == "192.0.2.1"


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "x_forwarded_host", "Forwarded", "X-Real-IP", "X-Gradio-Server"]
)
@pytest.mark.parametrize("public", [PUBLIC, None])
def test_what_servers_tell_ends_here(name: str, public: PublicAddress | None):
    told = client(public=public).get("/config", headers={name: "elsewhere.test"})
    assert "elsewhere" not in told.text


@pytest.mark.parametrize(
    ("scheme", "url"),
    [
        ("https", "https"),
        ("http", "http"),
        ("javascript", "http"),
        ("https, http", "http"),
        ("", "http"),
    ],
)
def test_the_scheme_without_a_public_address(scheme: str, url: str):
    told = client(public=None).get("/config", headers={"X-Forwarded-Proto": scheme}).json()
    assert told["url"] == f"{url}://reports.test/config"
    told = client("192.0.2.1", public=None).get("/config", headers={"X-Forwarded-Proto": scheme})
    assert told.json()["url"] == "http://reports.test/config"


@pytest.mark.parametrize("host", ["elsewhere.test", "reports.test.", "", "reports.test.elsewhere"])
def test_a_server_that_passes_any_host_on_does_not_make_it_ours(host: str):
    response = client().get("/config", headers={"Host": host, "X-Forwarded-For": "192.0.2.1"})
    assert response.status_code == 421
    assert "at https://reports.test/wenbao/ and on this machine" in response.text


def test_each_visitor_may_hold_so_many_open():
    is_over = asyncio.Event()
    statuses: list[int] = []

    async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
        await is_over.wait()
        await JSONResponse({})(scope, receive, send)

    app = Entrance(waiting, proxies=Proxies(LOOPBACK))

    async def ask(visitor: str) -> None:
        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "query_string": b"",
            "client": ("127.0.0.1", 1),
            "headers": [(b"host", b"localhost"), (b"x-forwarded-for", visitor.encode())],
            "scheme": "http",
        }
        await app(scope, _nothing, send)

    async def all_ask() -> None:
        visitors = ["192.0.2.1"] * (N_OPEN + 3) + ["192.0.2.2"]
        async with asyncio.TaskGroup() as tasks:
            for visitor in visitors:
                tasks.create_task(ask(visitor))
            await asyncio.sleep(0)
            assert statuses == [429] * 3
            is_over.set()

    with ThreadPoolExecutor(1) as thread:  # where no browser of another test has a loop
        thread.submit(lambda: asyncio.run(all_ask())).result()
    assert statuses == [429] * 3 + [200] * (N_OPEN + 1)


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


async def asked_by(scope: Scope, receive: Receive, send: Send) -> None:
    told = {"client": who_asks(scope), "headers": sorted(dict(Request(scope).headers))}
    await JSONResponse(told)(scope, receive, send)


def named(peer: str, *headers: tuple[str, str], header: str | None = "X-Remote-User") -> Any:
    app = Entrance(asked_by, proxies=Proxies(LOOPBACK), user_header=header)
    visitor = TestClient(app, client=(peer, 1), base_url="http://localhost")
    return visitor.get("/config", headers=list(headers)).json()


@pytest.mark.parametrize(
    ("peer", "headers", "client"),
    [
        ("127.0.0.1", [("X-Remote-User", "li")], "user li"),
        ("127.0.0.1", [("x-remote-user", " li ")], "user li"),
        ("127.0.0.1", [("X-Remote-User", "li"), ("X-Forwarded-For", "192.0.2.1")], "user li"),
        ("127.0.0.1", [("X-Remote-User", "127.0.0.1")], "user 127.0.0.1"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", [("X-Remote-User", "")], "127.0.0.1"),
        ("127.0.0.1", [("X-Remote-User", "li"), ("X-Remote-User", "wang")], "127.0.0.1"),
        ("127.0.0.1", [("X_Remote_User", "wang")], "127.0.0.1"),
        ("127.0.0.1", [("X-Remote-User", "li" * 200)], "127.0.0.1"),
        ("192.0.2.9", [("X-Remote-User", "li")], "192.0.2.9"),
        ("192.0.2.9", [("X-Remote-User", "li"), ("X-Forwarded-For", "127.0.0.1")], "192.0.2.9"),
    ],
)
def test_a_user_is_who_a_trusted_server_names(
    peer: str, headers: list[tuple[str, str]], client: str
):
    told = named(peer, *headers)
    assert told["client"] == client
    assert not [name for name in told["headers"] if name.replace("_", "-") == "x-remote-user"]


def test_without_the_setting_nobody_is_named():
    assert named("127.0.0.1", ("X-Remote-User", "li"), header=None)["client"] == "127.0.0.1"
