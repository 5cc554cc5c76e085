"""Corpora with scans in them: kept with their confidence, read once, and anew once something reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from index.freshness import is_current
from index.published.contents import PublishedIndex
from index.reading.formats.recognition import process
from index.storage.store import Store
from index.types import Document, RecognisedPage
from tests.support.files import scanned_pages
from tests.support.files.pdf_pages import column, set_lines
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.build import BuildResult
    from index.reading.formats.recognition.process import Recognised, Scans

TEXT = "全县新建绿道31公里，种茶三千亩，新增就业12000人，城乡面貌明显改善，群众生活持续改善。"
PICTURE = scanned_pages.image()
PAGE = scanned_pages.page_text(column(set_lines([TEXT])), doubts="1")


class Machine:
    """Stands for what reads pictures: every page holds the same; is told how often it is asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_there = False
        self.asked: list[str] = []
        monkeypatch.setattr(process, "is_installed", lambda: self.is_there)
        monkeypatch.setattr(process, "recognise", self.recognise)

    def recognise(
        self, _data: bytes, name: str, scans: Scans, numbers: Sequence[int] = (1,)
    ) -> Recognised:
        if scans.only_known:
            raise process.PendingError(name)
        self.asked.append(name)
        if scans.progress is not None:
            scans.progress(name, 1, len(numbers))
        pages = {
            number: scanned_pages.page_text(column(set_lines([TEXT])), number=number, doubts="1")
            for number in numbers
        }
        return process.Recognised(pages=pages)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "报告"
    folder.mkdir()
    (folder / "甲.txt").write_text("全县修路八条，建园三座。", encoding="utf-8")
    return folder


def built(corpus: Path) -> BuildResult:
    return build([corpus], corpus.parent / "index", HashEncoder, cache_dir=corpus.parent / "cache")


def is_fresh(corpus: Path, result: BuildResult) -> bool:
    return is_current(result.manifest, [corpus], corpus.parent / "cache")


def document(corpus: Path, name: str) -> Document:
    store = Store(corpus.parent / "index", corpus.parent / "cache")
    documents = PublishedIndex.load(store.current()[0]).documents
    return next(each for each in documents if each.path == name)


def test_a_scan_is_left_out_until_something_reads_it(corpus: Path, machine: Machine):
    (corpus / "扫描.png").write_bytes(PICTURE)
    result = built(corpus)
    (line,) = result.failures
    assert line.startswith("扫描.png is a picture: install what reads pictures")
    assert is_fresh(corpus, result)
    machine.is_there = True
    assert not is_fresh(corpus, result)
    again = built(corpus)
    assert (again.failures, again.manifest.n_documents) == ((), 2)
    assert is_fresh(corpus, again)
    assert machine.asked == ["扫描.png"]  # looking whether it is current reads none


def test_pages_left_out_of_a_pdf_make_it_stale_once_something_reads_them(
    corpus: Path, machine: Machine
):
    text = column(set_lines([TEXT.replace("31", "8")]))
    (corpus / "半.pdf").write_bytes(scanned_pages.pdf([text, PICTURE]))
    result = built(corpus)
    assert [line.partition(", not read")[0] for line in result.warnings if "半" in line][:1] == [
        "半.pdf: page 2 is a picture"
    ]
    assert is_fresh(corpus, result)
    machine.is_there = True
    assert not is_fresh(corpus, result)
    assert "31公里" not in document(corpus, "半.pdf").text
    again = built(corpus)
    assert "31公里" in document(corpus, "半.pdf").text
    assert is_fresh(corpus, again)


def test_confidence_and_doubts_are_kept_in_the_index(corpus: Path, machine: Machine):
    machine.is_there = True
    (corpus / "扫描.png").write_bytes(PICTURE)
    built(corpus)
    report = document(corpus, "扫描.png")
    page = RecognisedPage(number=1, confidence=PAGE.confidence, lowest=PAGE.lowest)
    assert report.recognised == (page,)
    assert [report.text[a:b] for a, b in report.doubtful] == ["1", "1"]
    assert report.recognised_in(0, 5) == page
    at = report.text.index("31公里")
    assert report.doubtful_in(at, at + 2) == ((at + 1, at + 2),)
    assert report.doubtful_in(at, at + 1) == ()
    assert document(corpus, "甲.txt").recognised_in(0, 5) is None


def test_each_page_is_told_to_who_follows_the_build(corpus: Path, machine: Machine):
    machine.is_there = True
    (corpus / "扫描.png").write_bytes(PICTURE)
    told: list[tuple[str, int, int]] = []
    build(
        [corpus],
        corpus.parent / "index",
        HashEncoder,
        page_progress=lambda *page: told.append(page),
        cache_dir=corpus.parent / "cache",
    )
    assert told == [("扫描.png", 1, 1)]


def test_of_several_pages_the_least_sure_one_tells():
    pages = tuple(RecognisedPage(number=n, confidence=c) for n, c in ((1, 0.9), (2, 0.8)))
    report = Document(
        id="a", path="a.pdf", title="", text="甲乙丙丁", pages=(0, 1, 3), recognised=pages
    )
    assert report.recognised_in(0, 1) == pages[0]
    assert report.recognised_in(0, 3) == pages[1]
    assert report.recognised_in(3, 4) is None
    unknown = RecognisedPage(number=3)
    assert (
        Document(
            id="a",
            path="a.pdf",
            title="",
            text="甲乙丙丁",
            pages=(0, 1, 3),
            recognised=(*pages, unknown),
        ).recognised_in(0, 4)
        == unknown
    )
