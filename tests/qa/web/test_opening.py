"""qa.web.opening: a running app follows its corpus by itself, and answers all the while."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING, Any, Self

import pytest

from index.build import build
from index.storage.store import Store
from tests.support.adding import until
from tests.support.hash_encoder import HashEncoder
from tests.support.serving import App, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUESTION = "全县种茶多少亩?"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one report that is indexed."""
    (tmp_path / "报告").mkdir()
    write(tmp_path / "报告" / "甲.txt", "全县种茶三千亩。")
    build([tmp_path / "报告"], tmp_path / "index", HashEncoder, cache_dir=tmp_path / "cache")
    return tmp_path / "报告"


@contextlib.contextmanager
def following(corpus: Path, **environment: str) -> Iterator[App]:
    """An app that follows its corpus: what changes from now on is no difference that it began with."""
    with answering(corpus, **environment) as app:
        app.await_line("the corpus is followed")
        yield app


@contextlib.contextmanager
def answering(corpus: Path, **environment: str) -> Iterator[App]:
    folder = corpus.parent
    options = ("--corpus", str(corpus), "--index", str(folder / "index"))
    with running(
        *options, environment={"WENBAO_CACHE": str(folder / "cache"), **environment}
    ) as app:
        yield app.await_engine()


def write(file: Path, text: str) -> None:
    """Write a file as a careful program does: there is none of half of it."""
    part = file.with_name(f".{file.name}")
    part.write_text(text, encoding="utf-8")
    part.rename(file)


def texts(app: App) -> set[str]:
    """All that the app quotes."""
    hits = app.ask("search", QUESTION, 9, None).json()["data"][0]["hits"]
    return {hit["passage"]["text"] for hit in hits}


def comes_to(app: App, quoted: set[str], listed: set[str]) -> bool:
    """Whether the app quotes and lists these before long.

    That a build is done is told before the app has opened what it published, and whoever asks while
    it is being opened is told of the generation before.
    """
    return until(lambda: (texts(app), files(app)) == (quoted, listed))


def files(app: App) -> set[str]:
    """The files that the app lists."""
    return {each["file"] for each in app.ask("reports").json()["data"][0]["reports"]}


class Visitor:
    """Asks one question after the other until it is told to stop."""

    def __init__(self, app: App) -> None:
        self.answers: list[tuple[int, Any]] = []
        self._app = app
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._stop.is_set() and len(self.answers) < 5000:
            response = self._app.ask("search", QUESTION, 9, None)
            self.answers.append((response.status_code, response.json()))

    def quoted(self) -> set[frozenset[str]]:
        """What was quoted together in one answer."""
        assert {status for status, _ in self.answers} == {200}
        return {
            frozenset(hit["passage"]["text"] for hit in reply["data"][0]["hits"])
            for _, reply in self.answers
        }


def test_files_are_added_changed_renamed_and_deleted_while_questions_are_asked(corpus: Path):
    tea, more, fish, new = "全县种茶三千亩。", "全县种茶五千亩。", "全县养鱼九百吨。", "乙.txt"
    steps: tuple[tuple[Callable[[], object], str, set[str], set[str]], ...] = (
        (lambda: write(corpus / new, fish), "1 added (乙.txt)", {tea, fish}, {"甲.txt", new}),
        (
            lambda: write(corpus / "甲.txt", more),
            "1 changed (甲.txt)",
            {more, fish},
            {"甲.txt", new},
        ),
        (
            lambda: (corpus / new).rename(corpus / "丙.txt"),
            "1 renamed (乙.txt to 丙.txt)",
            {more, fish},
            {"甲.txt", "丙.txt"},
        ),
        ((corpus / "丙.txt").unlink, "1 deleted (丙.txt)", {more}, {"甲.txt"}),
    )
    with following(corpus) as app, Visitor(app) as visitor:
        for change, told, quoted, listed in steps:
            change()
            assert app.await_line("the corpus has changed") == f"the corpus has changed: {told}"
            app.await_line("indexed ")
            assert comes_to(app, quoted, listed)
    generations = {frozenset({tea}), *(frozenset(quoted) for _, _, quoted, _ in steps)}
    assert visitor.quoted() <= generations


def test_a_deleted_report_stops_answering_before_the_build_is_through(corpus: Path):
    write(corpus / "乙.txt", "全县养鱼九百吨。")
    os.mkfifo(corpus.parent / "gate")
    build([corpus], corpus.parent / "index", HashEncoder, cache_dir=corpus.parent / "cache")
    with following(corpus, GATE=str(corpus.parent / "gate")) as app:
        assert len(texts(app)) == 2
        (corpus / "甲.txt").unlink()
        assert texts(app) == {"全县养鱼九百吨。"}
        app.await_line("the corpus has changed: 1 deleted (甲.txt)")
        assert texts(app) == {"全县养鱼九百吨。"}
        assert files(app) == {"乙.txt"}


def test_the_last_one_too_and_then_reports_are_waited_for(corpus: Path):
    with following(corpus) as app:
        (corpus / "甲.txt").unlink()
        assert texts(app) == set()
        assert app.await_line("no report in ").startswith(f"no report in {corpus}: put files there")
        assert files(app) == set()
        write(corpus / "乙.txt", "全县养鱼九百吨。")
        app.await_line("indexed 1 report")
        assert comes_to(app, {"全县养鱼九百吨。"}, {"乙.txt"})


def test_an_app_that_is_killed_while_it_builds_leaves_the_old_index(corpus: Path):
    os.mkfifo(corpus.parent / "gate")
    with following(corpus, GATE=str(corpus.parent / "gate")) as app:
        write(corpus / "乙.txt", "全县养鱼九百吨。")
        app.await_line("indexing ")
        assert texts(app) == {"全县种茶三千亩。"}
        app.process.kill()
        app.process.wait()
    manifest = Store(corpus.parent / "index").last_manifest()
    assert manifest is not None
    assert manifest.n_documents == 1
    with answering(corpus) as app:
        app.await_line("indexed 2 reports")
        assert comes_to(app, {"全县种茶三千亩。", "全县养鱼九百吨。"}, {"甲.txt", "乙.txt"})


def test_an_app_that_ends_while_it_builds_ends_at_once(corpus: Path):
    os.mkfifo(corpus.parent / "gate")
    with following(corpus, GATE=str(corpus.parent / "gate")) as app:
        write(corpus / "乙.txt", "全县养鱼九百吨。")
        app.await_line("indexing ")
        assert app.stop(signal.SIGTERM) == 0
        assert "Traceback" not in "".join(app.said)
        assert not any("ended before" in line for line in app.said)


def test_a_share_that_goes_away_and_comes_back_is_told_and_nothing_is_lost(corpus: Path):
    away = corpus.parent / "away"
    with following(corpus) as app:
        corpus.rename(away)
        app.await_line(f"{corpus} cannot be reached: what was read of it stays in the index")
        assert texts(app) == {"全县种茶三千亩。"}
        write(away / "乙.txt", "全县养鱼九百吨。")
        away.rename(corpus)
        app.await_line("all of the corpus can be reached again")
        app.await_line("indexed 2 reports")
        assert comes_to(app, {"全县种茶三千亩。", "全县养鱼九百吨。"}, {"甲.txt", "乙.txt"})


def test_two_apps_over_one_index_follow_it_together(corpus: Path):
    with following(corpus) as one, following(corpus) as other:
        write(corpus / "乙.txt", "全县养鱼九百吨。")
        built = {"全县种茶三千亩。", "全县养鱼九百吨。"}
        one_of = [threading.Thread(target=_until, args=(app, built)) for app in (one, other)]
        for thread in one_of:
            thread.start()
        for thread in one_of:
            thread.join()
        assert texts(one) == texts(other) == built


def _until(app: App, quoted: set[str]) -> None:
    """Ask until this is quoted; each answer is of one generation."""

    def is_quoted() -> bool:
        now = texts(app)
        assert now in ({"全县种茶三千亩。"}, quoted)
        return now == quoted

    assert until(is_quoted)


def test_one_that_is_not_to_follow_does_not(corpus: Path):
    options = ("--index", str(corpus.parent / "index"), "--no-watch")
    cache = {"WENBAO_CACHE": str(corpus.parent / "cache")}
    with running(*options, environment=cache) as app:
        told = app.await_line("changes of the corpus are not followed")
        write(corpus / "乙.txt", "全县养鱼九百吨。")
        (corpus / "甲.txt").rename(corpus / "丙.txt")
        assert texts(app) == {"全县种茶三千亩。"}
        assert app.stop(signal.SIGTERM) == 0
        assert app.said[-1] == told
