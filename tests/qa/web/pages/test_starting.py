"""The app from its first moment on: no index yet, none possible, an old one, and its end."""

from __future__ import annotations

import json
import os
import queue
import signal
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from index.build import build
from index.errors import CorpusError, SettingsError
from qa import service
from qa.settings import Settings
from qa.web import serving
from qa.web.library import Library, Progress, ScannedPage
from qa.web.opening import Opening
from qa.web.pages.starting import told
from qa.web.texts import EN, ZH_CN
from tests.support.adding import until
from tests.support.serving import START_S, App, running

if TYPE_CHECKING:
    from index.reading.formats.recognition.process import PageProgress
    from tests.support.hash_encoder import HashEncoder

QUESTION = "全县种茶多少亩?"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
    return tmp_path / "报告"


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "gate")
    return tmp_path / "gate"


def options(corpus: Path) -> tuple[str, ...]:
    return "--corpus", str(corpus), "--index", str(corpus.parent / "index")


def first_passage(app: App) -> str:
    response = app.ask("search", QUESTION, 1, None)
    return str(response.json()["data"][0]["hits"][0]["passage"]["text"])


def shown(app: App, part: str) -> str:
    """What the page shows while it starts, up to what holds ``part``."""
    config = app.http.get("/config").json()
    (event,) = (event for event in config["dependencies"] if event["api_name"] == "told")
    session = {"session_hash": "a1", "fn_index": event["id"], "data": []}
    assert app.http.post("/gradio_api/queue/join", json=session).is_success
    with app.http.stream("GET", "/gradio_api/queue/data?session_hash=a1") as stream:
        for line in stream.iter_lines():
            data = json.loads(line.removeprefix("data: ")) if line else {}
            text = str(data.get("output", {}).get("data", [""])[0])
            if part in text:
                return text
    raise AssertionError(f"the page never showed {part!r}")


def test_the_page_is_there_while_the_index_is_being_built(corpus: Path, gate: Path):
    with running(*options(corpus), environment={"GATE": str(gate)}) as app:
        app.await_line("indexing ")
        assert app.http.get("/").status_code == 200
        assert 'max="2" value="1"' in shown(app, "value=")
        for name, data in (("ask", [QUESTION, None, 1, None]), ("reports", [])):
            response = app.ask(name, *data)
            assert response.status_code == 503
            assert response.headers["retry-after"] == "5"
            assert response.json()["error"] == "the index is being built: ask again in a minute"
        gate.write_bytes(b"")
        app.await_engine()
        assert first_passage(app) == "全县种茶三千亩。"


def test_an_old_index_answers_while_a_new_one_is_built_beside_it(
    corpus: Path, gate: Path, hash_encoder: HashEncoder
):
    build([corpus], corpus.parent / "index", lambda: hash_encoder)
    (corpus / "乙.txt").write_text("全县养鱼九百吨。", encoding="utf-8")
    with running(*options(corpus), environment={"GATE": str(gate)}) as app:
        app.await_engine()
        app.await_line("the corpus has changed: building the index anew, answering from the old")
        assert len(app.ask("reports").json()["data"][0]["reports"]) == 1
        gate.write_bytes(b"")
        app.await_line("indexed 2 reports")
        # Whoever asks while another's request opens the new generation is told of the one before.
        assert until(lambda: len(app.ask("reports").json()["data"][0]["reports"]) == 2)


def test_an_empty_corpus_is_waited_for(tmp_path: Path):
    (tmp_path / "报告").mkdir()
    with running(*options(tmp_path / "报告")) as app:
        line = app.await_line("no report in ")
        assert "put files there (.txt, .md, " in line
        text = shown(app, "alert")
        assert ZH_CN.no_reports in text
        assert ZH_CN.put_reports.format(folders=tmp_path / "报告") in text
        response = app.ask("reports")
        assert response.status_code == 503
        assert response.json()["error"].startswith("there is no index: no report in ")
        (tmp_path / "报告" / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
        app.await_engine()
        assert first_passage(app) == "全县种茶三千亩。"
        assert app.stop(signal.SIGTERM) == 0


def test_a_build_that_fails_is_told_in_the_page_and_by_the_exit_code(corpus: Path):
    (corpus.parent / "index").write_text("a file stands where the index should", encoding="utf-8")
    with running(*options(corpus)) as app:
        line = app.await_line(str(corpus.parent / "index"))
        text = shown(app, "alert")
        assert ZH_CN.not_built in text
        assert ZH_CN.start_again in text
        assert app.ask("reports").json()["error"] == f"there is no index: {line}"
        assert app.stop(signal.SIGTERM) == 1
        assert "Traceback" not in "".join(app.said)


def test_it_ends_at_once_and_in_order_also_with_pages_open(small_index_dir: Path):
    with running("--index", str(small_index_dir)) as app:
        app.await_engine()
        with app.http.stream("GET", "/gradio_api/heartbeat/a1") as page:
            assert next(page.iter_raw())
            assert app.stop(signal.SIGINT) == 0
        assert app.said[-1].startswith(("answering from 1 report", "the corpus is followed"))


def test_a_build_is_given_up_when_the_app_ends(corpus: Path, gate: Path):
    with running(*options(corpus), environment={"GATE": str(gate)}) as app:
        app.await_line("indexing ")
        app.process.send_signal(signal.SIGTERM)
        gate.write_bytes(b"")
        assert app.stop(signal.SIGTERM) == 0
        assert "Traceback" not in "".join(app.said)


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            SettingsError, match=rf"cannot listen on 127\.0\.0\.1 port {port} .*--port"
        ):
            serving.serve(Settings(index=tmp_path, port=port))


def test_a_host_that_is_not_this_machine(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"cannot listen on 192\.0\.2\.1 port 0 .*--host"):
        serving.serve(Settings(index=tmp_path, host="192.0.2.1", port=0))


def test_how_far_it_is():
    assert 'max="1"' in told(Progress(), EN)
    assert EN.reading_reports in told(Progress(), EN)
    assert "1,200 of 34,000 texts done" in told(Progress(n_done=1200, n_texts=34_000), EN)


def test_the_page_of_a_scan_that_is_read_is_told():
    page = ScannedPage(file="<b>扫描.pdf", number=3, n_pages=20)
    text = told(Progress(page=page), ZH_CN)
    assert "正在识读扫描件 &lt;b&gt;扫描.pdf：第 3 页，共 20 页" in text
    assert 'max="20" value="2"' in text


def test_a_build_that_reads_a_scan_is_given_up_when_the_app_ends(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
):
    is_reading, seen = threading.Event(), queue.SimpleQueue[BaseException]()

    def read_pages(*_given: object, **named: object) -> None:
        tell = cast("PageProgress", named["page_progress"])
        try:
            tell("扫描.pdf", 2, 3)
            is_reading.set()
            while True:
                tell("扫描.pdf", 3, 3)
        except BaseException as error:
            seen.put(error)
            raise

    monkeypatch.setattr(service, "open_or_build", read_pages)
    library = Library()
    opening = Opening(library, Settings(index=corpus / "index", corpus=(corpus,)), print)
    opening.start()
    assert is_reading.wait(START_S)
    assert library.progress.page is not None
    opening.stop()
    assert "stop" in type(seen.get(timeout=START_S)).__name__.lower()


def test_a_reason_is_text():
    failure = told(Progress(failure="<b>\u202e", awaited=(Path("<i>"),)), EN)
    assert "&lt;b&gt;" in failure
    assert "&lt;i&gt;" in failure
    assert 'title="U+202E"' in failure


def test_whatever_goes_wrong_is_told(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(service, "open_or_build", fail)
    library, said = Library(), queue.SimpleQueue[str]()
    opening = Opening(library, Settings(index=corpus / "index", corpus=(corpus,)), said.put)
    opening.start()
    line = said.get(timeout=START_S)
    assert line == "the index could not be built: RuntimeError, the log says why"
    assert library.progress.failure == line
    assert "a secret" in caplog.text


def test_a_report_that_comes_while_others_are_read_is_noticed(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
):
    late, is_noticed = corpus / "乙.txt", threading.Event()

    def build_late(*_args: object, **_more: object) -> None:
        if late.exists():
            is_noticed.set()
            return
        late.write_text("全县养鱼九百吨。", encoding="utf-8")
        raise CorpusError("no report")

    monkeypatch.setattr(service, "open_or_build", build_late)
    opening = Opening(Library(), Settings(index=corpus / "index", corpus=(corpus,)), print)
    opening.start()
    assert is_noticed.wait(START_S)
    opening.stop()
