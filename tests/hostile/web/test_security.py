"""What the running app lets nobody do."""

from __future__ import annotations

import base64
import concurrent.futures
import http.client
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index.build import build
from qa.web.http.guard import MAX_BODY_BYTES, RATE
from tests.support.serving import ROOT, App, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.support.hash_encoder import HashEncoder

QUESTION = "航运企业有多少家?"
BIDI, HIDDEN = "\u202e", "\u200b"
HOSTILE_NAME = f'<img src=x onerror=alert(1)>"; filename=evil{BIDI}fdp.{HIDDEN}=1+1.txt'
HOSTILE_TITLE = f"2024年<script>{BIDI}市政府工作报告"
HOSTILE_TEXT = (
    f"航运类企业达到99家</script><script>alert(1)</script>{HIDDEN}，=HYPERLINK(1)，公式 $x$ "
    "${7*7} {{7*7}} \\u003cb\\u003e \u2066倒写\u2069。"
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, hash_encoder: HashEncoder) -> Iterator[App]:
    """An app that answers from a report of hostile texts."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "corpus").mkdir()
    report = f"{HOSTILE_TITLE}\n\n一、2023年工作回顾\n\n{HOSTILE_TEXT}\n"
    (folder / "corpus" / HOSTILE_NAME).write_text(report, encoding="utf-8")
    build([folder / "corpus"], folder / "index", lambda: hash_encoder)
    with running("--index", str(folder / "index")) as app:
        yield app.await_engine()


def raw(
    app: App, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> tuple[int, dict[str, str], bytes]:
    """A request whose path is sent as it is: no client tidies it up."""
    connection = http.client.HTTPConnection(app.address.removeprefix("http://"))
    connection._validate_path = lambda _: None  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/theme.css", 200),
        ("GET", "/gradio_api/info", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/gradio_api/queue/join", 405),
        ("POST", "/gradio_api/run/ask", 415),
    ],
)
def test_every_response_has_the_security_headers(app: App, method: str, path: str, status: int):
    found, headers, _ = raw(app, method, path)
    assert found == status
    policy = dict(
        each.partition(" ")[::2] for each in headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert policy["connect-src"] == policy["base-uri"] == policy["form-action"] == "'self'"
    assert policy["img-src"] == "'self' data: blob:"
    assert "'unsafe-inline'" not in policy["script-src"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_all_scripts_of_the_page_are_allowed_and_no_others(app: App):
    _, headers, body = raw(app, "GET", "/", {"Accept-Encoding": "br, gzip"})
    page = body.decode()
    (nonce,) = re.findall(r"'nonce-([^']+)'", headers["content-security-policy"])
    tags = re.findall(r"<script[^>]*>", page)
    assert tags
    assert all(f'nonce="{nonce}"' in tag for tag in tags)
    assert int(headers["content-length"]) == len(body)


def test_the_page_tells_nothing_of_the_machine(app: App):
    for path in ("/", "/config", "/gradio_api/info"):
        text = raw(app, "GET", path)[2].decode()
        assert str(ROOT) not in text
        assert str(Path.home()) not in text
        assert tempfile.gettempdir() not in text


@pytest.mark.parametrize(
    "host",
    ["elsewhere.test", "elsewhere.test:80", "127.0.0.1.elsewhere.test", "localhost.test", "", "*"],
)
def test_a_name_bound_to_this_machine_from_elsewhere_is_refused(app: App, host: str):
    status, _, body = raw(app, "GET", "/", {"Host": host})
    line = "this server answers on this machine only: open it by localhost"
    assert (status, json.loads(body)) == (421, {"error": line})


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:7860", "127.0.0.1", "[::1]:7860"])
def test_the_machines_own_names_are_answered(app: App, host: str):
    assert raw(app, "GET", "/theme.css", {"Host": host})[0] == 200


@pytest.mark.parametrize(
    "origin", ["http://elsewhere.test", "null", "https://127.0.0.1", "http://localhost:1", ""]
)
def test_a_page_from_elsewhere_can_neither_ask_nor_read(app: App, origin: str):
    for method, path in (("GET", "/config"), ("POST", "/gradio_api/run/ask"), ("OPTIONS", "/")):
        status, headers, _ = raw(app, method, path, {"Origin": origin})
        assert status == 403
        assert not [name for name in headers if name.startswith("access-control-")]


def test_the_page_itself_can_ask(app: App):
    headers = {"Origin": app.address, "Content-Type": "application/json"}
    body = json.dumps({"data": [QUESTION, 1, None]}).encode()
    assert raw(app, "POST", "/gradio_api/run/search", headers, body)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=%2Fetc%2Fpasswd",
        "/gradio_api/file%3D/etc/passwd",
        "/gradio_api/file=..%2f..%2fetc/passwd",
        "/gradio_api/file=app.py",
        "/gradio_api/file=./pyproject.toml",
        f"/gradio_api/file={ROOT}/app.py",
        f"/gradio_api/file={tempfile.gettempdir()}",
        "/gradio_api/file=https://elsewhere.test/",
        "/gradio_api/file/app.py",
        "/file=/etc/passwd",
        "/gradio_api//file=/etc/passwd",
        "/gradio_api/./file=/etc/passwd",
        "/x/../gradio_api/file=/etc/passwd",
        "/static/../../../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/routes.py",
        "/static/..%2f..%2froutes.py",
        "/static/..%5c..%5croutes.py",
        "/static/%252e%252e/routes.py",
        "/assets//etc/passwd",
        "/assets/%2fetc%2fpasswd",
        "/svelte/../routes.py",
        "/gradio_api/proxy=https://elsewhere.test/",
        "/proxy=http://127.0.0.1:9/",
        "/monitoring",
        "/monitoring/summary",
        "/gradio_api/runs",
        "/gradio_api/queue/status",
        "/gradio_api/openapi.json",
        "/openapi.json",
        "/docs",
        "/redoc",
        "/gradio_api/token",
        "/gradio_api/upload_progress?upload_id=1",
        "/gradio_api/mcp/sse",
        "/gradio_api/mcp/schema",
    ],
)
def test_what_the_page_does_not_need_is_not_there(app: App, path: str):
    status, _, body = raw(app, "GET", path)
    assert (status, json.loads(body)) == (404, {"error": "there is nothing here"})


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/upload/", "/upload", "/flag"])
def test_nothing_can_be_uploaded(app: App, path: str):
    files = {"files": ("a.txt", b"text")}
    assert app.http.post(path, files=files).status_code == 404


def test_a_report_that_is_too_large_to_be_a_question(app: App):
    path = "/gradio_api/run/ask"
    kind = {"Content-Type": "application/json"}
    assert raw(app, "POST", path, kind, b" " * MAX_BODY_BYTES)[0] == 400
    status, headers, body = raw(app, "POST", path, kind, b" " * (MAX_BODY_BYTES + 1))
    assert (status, json.loads(body)) == (413, {"error": "a request has at most 1,048,576 bytes"})
    assert "content-security-policy" in headers
    chunks = (b" " * 65_536 for _ in range(17))  # whose sum no header tells
    assert app.http.post(path, content=chunks).status_code == 413


def test_a_question_of_100_000_characters_is_told_so(app: App):
    response = app.ask("ask", "问" * 100_000, None, 1, None)
    assert response.status_code == 400
    assert "the question has 100,000 characters, 1,000 are allowed" in response.json()["error"]


def test_twenty_questions_at_once_are_all_answered(app: App):
    with concurrent.futures.ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: app.ask("search", QUESTION, 1, None), range(20)))
    assert [answer.status_code for answer in answers] == [200] * 20
    found = [answer.json()["data"][0]["hits"] for answer in answers]
    assert [hits[0]["passage"]["text"] for hits in found] == [HOSTILE_TEXT] * 20


def private_events(app: App) -> list[dict[str, Any]]:
    config = app.http.get("/config").json()
    return [
        event
        for event in config["dependencies"]
        if event["backend_fn"] and event["api_visibility"] == "private"
    ]


def test_only_the_endpoints_are_public(app: App):
    config = app.http.get("/config").json()
    names = [
        event["api_name"] for event in config["dependencies"] if event["api_visibility"] == "public"
    ]
    assert names == ["search", "ask", "mentions", "table", "reports"]


def test_the_pages_own_events_tell_no_more_than_the_page(app: App):
    # Gradio has no way to refuse them to others: they answer a POST that knows their number.
    for event in private_events(app):
        for value in (None, "", {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}):
            body = {"fn_index": event["id"], "data": [value] * len(event["inputs"])}
            response = app.http.post("/gradio_api/run/predict", json=body)
            assert response.status_code in {200, 400, 404}
            assert "root:" not in response.text
            assert "Traceback" not in response.text
            assert str(ROOT) not in response.text
            if response.status_code == 404:
                line = "this function is asked through the queue"
                assert response.json() == {"error": line}


def test_texts_of_a_report_reach_programs_as_they_are(app: App):
    response = app.ask("search", QUESTION, 1, None)
    assert response.headers["content-type"] == "application/json"
    (hit,) = response.json()["data"][0]["hits"]
    assert hit["passage"]["text"] == HOSTILE_TEXT
    assert hit["document"]["title"] == HOSTILE_TITLE
    assert hit["document"]["file"] == HOSTILE_NAME.replace(BIDI, "<U+202E>").replace(
        HIDDEN, "<U+200B>"
    )


def test_no_text_gets_into_a_header(app: App):
    for name, data in (
        ("ask", [f"{QUESTION}\r\nX-Evil: 1", None, 1, None]),
        ("reports", []),
    ):
        headers = app.ask(name, *data).headers
        assert "x-evil" not in headers
        assert "content-disposition" not in headers
        assert "set-cookie" not in headers


def test_a_wrong_scope_is_told_with_its_hidden_characters_shown(app: App):
    response = app.ask("search", QUESTION, 1, {"places": [f"甲{BIDI}\n<b>"]})
    assert "'甲\\u202e\\n<b>'" in response.json()["error"]


def test_too_many_requests_are_told_to_wait(app: App):
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        found = list(
            threads.map(lambda _: app.http.get("/gradio_api/nothing"), range(2 * RATE.burst))
        )
    refused = [response for response in found if response.status_code == 429]
    assert refused
    assert int(refused[0].headers["retry-after"]) >= 1
    assert app.http.get("/theme.css").status_code == 200  # the page's own files are not counted


def test_every_request_has_to_bring_the_password(small_index_dir: Path):
    def basic(login: str) -> dict[str, str]:
        return {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"}

    options = ("--index", str(small_index_dir), "--host", "0.0.0.0")  # noqa: S104 -- with a login
    with running(*options, environment={"WENBAO_AUTH": "李:秘:密"}) as app:
        app.await_engine()
        for method, path in (
            ("GET", "/"),
            ("GET", "/theme.css"),
            ("GET", "/gradio_api/info"),
            ("POST", "/gradio_api/run/ask"),
            ("POST", "/gradio_api/mcp/"),
            ("GET", "/nowhere"),
        ):
            for headers in ({}, basic("李:秘"), basic(""), {"Authorization": "Basic ???"}):
                status, given, _ = raw(app, method, path, headers)
                assert status == 401
                assert given["www-authenticate"] == 'Basic realm="wenbao", charset="UTF-8"'
            assert raw(app, method, path, basic("李:秘:密"))[0] != 401
        guesses = [raw(app, "GET", "/theme.css", basic(f"李:{i}"))[0] for i in range(RATE.burst)]
        assert 429 in guesses
        assert raw(app, "GET", "/config", basic("李:猜"))[0] == 429
        assert raw(app, "GET", "/theme.css", basic("李:秘:密"))[0] == 200
        assert "warning" not in "".join(app.said)
        assert "密" not in "".join(app.said)


def test_an_open_address_without_a_password_is_warned_of(small_index_dir: Path):
    with running("--index", str(small_index_dir), "--host", "0.0.0.0") as app:  # noqa: S104 -- meant
        (warning,) = (line for line in app.said if line.startswith("warning: "))
        assert "set a user and a password with --auth or WENBAO_AUTH" in warning
        assert app.address.startswith("http://localhost:")
        # Whoever opens a server to others names it as they like.
        assert raw(app, "GET", "/theme.css", {"Host": "reports.intranet.test"})[0] == 200


@pytest.mark.parametrize("host", ["127.0.0.2", "LocalHost"])
def test_a_local_address_is_answered_by_its_own_name(small_index_dir: Path, host: str):
    with running("--index", str(small_index_dir), "--host", host) as app:
        assert raw(app, "GET", "/theme.css")[0] == 200
        assert raw(app, "GET", "/theme.css", {"Host": host})[0] == 200
        assert raw(app, "GET", "/theme.css", {"Host": "elsewhere.test"})[0] == 421
