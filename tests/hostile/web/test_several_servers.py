"""Several real servers over one index, behind a real nginx: generations, kills, users, the page."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import itertools
import signal
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import expect

from tests.support.adding import until
from tests.support.browsing import ask, visit
from tests.support.processes.several import balanced, readers
from tests.support.publishing import corpus_saying, publish
from tests.support.serving import START_S, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.support.serving import App

QUESTION = "建成绿道多少公里?"
N_SERVERS = 3
N_ASKED = 150
BEHIND = ("--trusted-proxies", "127.0.0.1", "--user-header", "X-Remote-User", "--host", "127.0.0.1")


def entry(user: str) -> str:
    """A line of a password file (RFC 2307's SSHA, as nginx reads it)."""
    salted = hashlib.sha1(b"secret" + b"salt", usedforsecurity=False).digest() + b"salt"
    return f"{user}:{{SSHA}}{base64.b64encode(salted).decode()}\n"


def texts(client: httpx.Client | App) -> set[str]:
    """What is quoted of 绿道."""
    http = client if isinstance(client, httpx.Client) else client.http
    response = http.post("/gradio_api/run/search", json={"data": [QUESTION, 1, None]})
    response.raise_for_status()
    return {hit["passage"]["text"] for hit in response.json()["data"][0]["hits"]}


def generation(app: App) -> str:
    return str(app.http.get("/readyz").json().get("generation", ""))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    publish(corpus_saying(tmp_path / "corpus", "12公里"), tmp_path / "index")
    return tmp_path / "index"


@contextlib.contextmanager
def cluster(index: Path, n: int = N_SERVERS) -> Iterator[tuple[list[App], httpx.Client]]:
    folder = index.parent / "nginx"
    folder.mkdir()
    with readers(index, n, *BEHIND) as apps:
        for app in apps:
            app.await_engine()
        with (
            balanced(folder, apps, entry("li") + entry("wang")) as address,
            httpx.Client(base_url=address, auth=("li", "secret"), timeout=START_S) as client,
        ):
            yield apps, client


def test_all_follow_what_one_process_publishes(index: Path):
    with readers(index, 2) as apps:
        for app in apps:
            app.await_engine()
        before = [*map(generation, apps)]
        assert len(set(before)) == 1
        publish(corpus_saying(index.parent / "corpus", "15公里"), index)
        until(lambda: all(generation(app) != old for app, old in zip(apps, before, strict=True)))
        assert [texts(app) for app in apps] == [{"建成绿道15公里。"}] * 2


def test_nothing_is_written_into_the_index(index: Path):
    before = {path: path.stat().st_mtime_ns for path in index.rglob("*")}
    for path in (index, *index.rglob("*")):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    with readers(index, 1) as (app,):
        assert texts(app.await_engine()) == {"建成绿道12公里。"}
        (index.parent / "corpus" / "新.txt").write_text(
            "报告\n一、回顾\n修路九里。", encoding="utf-8"
        )
        assert app.http.post("/corpus/add", content=b"x").status_code in {400, 403, 404}
    assert {path: path.stat().st_mtime_ns for path in index.rglob("*")} == before


def test_a_server_waits_for_the_first_index_and_says_so(tmp_path: Path):
    with readers(tmp_path / "index", 1) as (app,):
        assert app.http.get("/healthz").json() == {"alive": True}
        for path in ("/readyz", "/", "/config"):
            response = app.http.get(path)
            assert response.status_code == 503
            assert "not open yet" in response.json()["error"]
        app.await_line("waiting for an index to be published: there is no index in ")
        publish(corpus_saying(tmp_path / "corpus", "12公里"), tmp_path / "index")
        app.await_engine()
        assert app.http.get("/readyz").json()["reports"] == 1


def test_a_server_is_killed_while_questions_are_asked(index: Path):
    with cluster(index) as (apps, client), ThreadPoolExecutor(4) as threads:
        begun, asked = threading.Event(), itertools.count()

        def one(_: int) -> set[str]:
            if next(asked) == N_ASKED // 5:
                begun.set()
            return texts(client)

        answers = threads.map(one, range(N_ASKED))
        begun.wait(START_S)
        apps[0].process.kill()
        assert [*answers] == [{"建成绿道12公里。"}] * N_ASKED
        apps[1].stop(signal.SIGTERM)
        assert texts(client) == {"建成绿道12公里。"}


def test_a_server_that_is_not_ready_is_passed_over(index: Path, tmp_path: Path):
    folder = tmp_path / "nginx"
    folder.mkdir()
    with readers(index, 1, *BEHIND) as ready, readers(tmp_path / "none", 1, *BEHIND) as unready:
        ready[0].await_engine()
        with (
            balanced(folder, [*unready, *ready], entry("li")) as address,
            httpx.Client(base_url=address, auth=("li", "secret"), timeout=START_S) as client,
        ):
            assert [texts(client) for _ in range(6)] == [{"建成绿道12公里。"}] * 6


def test_a_publication_while_questions_are_asked(index: Path):
    with cluster(index) as (_, client):
        old, new = {"建成绿道12公里。"}, {"建成绿道15公里。"}
        assert texts(client) == old
        publish(corpus_saying(index.parent / "corpus", "15公里"), index)
        seen = [texts(client) for _ in range(20)]
        assert all(each in (old, new) for each in seen)
        until(lambda: all(texts(client) == new for _ in range(2 * N_SERVERS)))


def test_users_have_limits_of_their_own_whatever_they_write(index: Path):
    dear = f"/originals/{'0' * 64}"  # as much as five requests

    with cluster(index, 1) as (_, client), ThreadPoolExecutor(8) as threads:

        def status(i: int, user: str = "li") -> int:
            forged = {"X-Remote-User": f"someone {i}", "X-Forwarded-For": f"192.0.2.{i % 250}"}
            response = client.get(dear, headers=forged, auth=(user, "secret"))
            return response.status_code

        found = [*threads.map(status, range(200))]
        assert set(found) == {404, 429}
        assert status(0, "wang") == 404


def test_health_is_told_without_a_password_and_by_any_name(small_index_dir: Path):
    options = ("--index", str(small_index_dir), "--auth", "li:secret", "--no-watch")
    with running(*options) as app:
        app.await_engine()
        for path in ("/healthz", "/readyz"):
            assert app.http.get(path, headers={"Host": "wenbao-1:7860"}).status_code == 200
            assert app.http.head(path).status_code == 200
            assert app.http.post(path).status_code in {401, 404}
        assert app.http.get("/healthz/").status_code == 401


@pytest.mark.browser
def test_a_conversation_needs_no_server_of_its_own(index: Path, chromium: Browser):
    with cluster(index) as (apps, client):
        credentials = {"username": "li", "password": "secret"}
        address = str(client.base_url)
        with visit(chromium, address, http_credentials=credentials) as page:
            expect(ask(page, QUESTION)).to_contain_text("12")
            apps[0].process.kill()
            for question in ("新增企业多少家?", QUESTION, "新增企业多少家?"):
                answer = "48" if "企业" in question else "12"
                expect(ask(page, question)).to_contain_text(answer)
