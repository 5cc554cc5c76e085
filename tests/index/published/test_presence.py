"""index.published.presence: a report whose file is deleted answers no question more, also before a rebuild."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any, cast

import pytest

from index.build import build
from index.published import presence
from index.reading.corpus import absence
from qa import Engine
from qa.retrieval.scope import EVERYTHING, Scope
from qa.web.api import Endpoints
from qa.web.library import Library
from qa.web.pages.chat import Chat
from qa.web.texts import EN
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUESTION = "全县种茶多少亩?"
REPORTS = {
    "甲.txt": "全县种茶三千亩。",
    "乙.txt": "全县种茶五千亩,另有竹林。",
    "省/丙.txt": "全县养鱼九百吨。",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name, text in REPORTS.items():
        (tmp_path / "报告" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "报告" / name).write_text(text, encoding="utf-8")
    build([tmp_path / "报告"], tmp_path / "index", HashEncoder, cache_dir=tmp_path / "cache")
    return tmp_path / "报告"


def opened(corpus: Path, *, has_corpus: bool = True) -> Engine:
    folder, cache = corpus.parent / "index", corpus.parent / "cache"
    return Engine(folder, lambda _: HashEncoder(), cache=cache, has_corpus=has_corpus)


def found(engine: Engine, scope: Scope = EVERYTHING) -> set[str]:
    """The files that anything is quoted of."""
    return {hit.document.path for hit in engine.search(QUESTION, top_k=9, scope=scope)}


def test_a_deleted_report_stops_answering_with_the_next_question(corpus: Path):
    engine = opened(corpus)
    assert found(engine) == set(REPORTS)
    name = engine.snapshot().name
    (corpus / "甲.txt").unlink()
    assert found(engine) == {"乙.txt", "省/丙.txt"}
    answer = engine.ask(QUESTION)
    assert {each.document.path for each in answer.citations} <= {"乙.txt", "省/丙.txt"}
    assert engine.extent(EVERYTHING) == (2, 2)
    assert engine.snapshot().name != name
    (corpus / "甲.txt").write_text(REPORTS["甲.txt"], encoding="utf-8")
    assert found(engine) == set(REPORTS)
    assert engine.snapshot().name == name


def test_of_a_scope_too(corpus: Path):
    engine = opened(corpus)
    scope = Scope(documents=(engine.documents[0].id, engine.documents[2].id))
    gone = engine.documents[0].path
    (corpus / gone).unlink()
    assert found(engine, scope) == {engine.documents[2].path}
    assert found(engine, Scope(documents=(engine.documents[0].id,))) == set()


def test_without_any_left_there_is_an_honest_no(corpus: Path):
    engine = opened(corpus)
    for name in REPORTS:
        (corpus / name).unlink()
    answer = engine.ask(QUESTION)
    assert not answer.found
    assert answer.hits == ()
    assert engine.extent(EVERYTHING) == (0, 0)
    assert len(engine.snapshot().reports) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda corpus: (corpus / "甲.txt").rename(corpus / "省" / "丁.txt"),
        lambda corpus: (corpus / "甲.txt").write_text("全县种茶四千亩。", encoding="utf-8"),
        lambda corpus: corpus.rename(corpus.parent / "elsewhere"),
    ],
    ids=["renamed", "changed", "out of reach"],
)
def test_every_other_report_goes_on_answering(corpus: Path, change: Callable[[Path], object]):
    engine = opened(corpus)
    change(corpus)
    assert found(engine) == set(REPORTS)


def test_so_does_an_index_in_a_file(corpus: Path):
    engine = opened(corpus, has_corpus=False)
    (corpus / "甲.txt").unlink()
    assert found(engine) == set(REPORTS)


def test_a_disk_that_does_not_answer_keeps_no_question_waiting(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
):
    is_over = threading.Event()
    real = os.path.lexists

    def hang(path: Path) -> bool:
        assert is_over.wait(60)
        return real(path)

    engine = opened(corpus)
    (corpus / "甲.txt").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(presence, "PATIENCE_S", 0.01)
        patch.setattr("os.path.lexists", hang)
        assert found(engine) == set(REPORTS)
        assert found(engine) == set(REPORTS)
        names = [thread.name for thread in threading.enumerate()]
        assert names.count("looking for reports") == 1
        is_over.set()
    for thread in threading.enumerate():
        if thread.name == "looking for reports":
            thread.join()
    assert found(engine) == {"乙.txt", "省/丙.txt"}


def test_a_moved_report_is_not_looked_for_at_each_question(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
):
    looks: list[object] = []
    real = absence.gone

    def counted(*args: Any) -> frozenset[str]:
        looks.append(args)
        return real(*args)

    monkeypatch.setattr(absence, "gone", counted)
    monkeypatch.setattr(presence, "_JUDGED_FOR_S", 600)
    engine = opened(corpus)
    (corpus / "甲.txt").rename(corpus / "丁.txt")
    for _ in range(5):
        assert found(engine) == set(REPORTS)
    assert len(looks) == 1


def test_page_and_endpoints_do_not_list_it(corpus: Path):
    engine = opened(corpus)
    gone = next(each for each in engine.documents if each.path == "甲.txt")
    chat, endpoints = Chat(Library(engine)), Endpoints(Library(engine))
    request = cast("Any", type("Request", (), {"url": type("Url", (), {"path": "/"})}))
    assert "title" in chat.read({"report": gone.id[:10]}, EN)
    before = chat.corpus({}, EN)
    assert len(endpoints.reports(request)["reports"]) == 3
    (corpus / "甲.txt").unlink()
    assert EN.report_gone in chat.read({"report": gone.id[:10]}, EN)["gone"]
    after = chat.corpus({}, EN)
    assert after["generation"] != before["generation"]
    assert gone.id[:10] in before["reports"]
    assert gone.id[:10] not in after["reports"] + after["filters"]
    listed = endpoints.reports(request)["reports"]
    assert [each["file"] for each in listed] == [
        each.path for each in engine.documents if each.path != "甲.txt"
    ]
