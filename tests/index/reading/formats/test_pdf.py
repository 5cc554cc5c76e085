"""index.reading.formats.pdf: a PDF read in a process of its own, which may end; pages that are pictures."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading.formats import pdf
from index.reading.formats.layout import document
from index.reading.formats.recognition import process
from index.reading.formats.recognition.process import Recognised
from tests.support.files import pdf_pages, scanned_pages

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "全县新建绿道三十一公里。"
LONG = WORDS * 4  # two lines and a half
PAGE = pdf_pages.column(pdf_pages.set_lines([LONG]), top=600)
REPORT = pdf_pages.pdf([[(70, 700, WORDS)]])
PICTURE = scanned_pages.image()
REMEDY = (
    "install what reads pictures, `pip install -c constraints.txt '.[ocr]'` in the folder of wenbao's "
    "source (without a network: see "
    "docs/reading.md), and build again; or save it as text"
)


def program(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Have another program stand for the reader."""
    monkeypatch.setattr(pdf, "_COMMAND", (sys.executable, "-c", code))


@pytest.fixture
def _without_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "is_installed", lambda: False)


def test_it_says_what_the_reader_says():
    assert pdf.read(REPORT, "a.pdf") == document.read(REPORT, "a.pdf")
    assert pdf.read(REPORT, "a.pdf").text == WORDS


def test_it_reads_from_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert pdf.read(REPORT, "a.pdf").text == WORDS


def test_an_error_of_the_reader_is_raised_here():
    with pytest.raises(CorpusError, match=r"^甲\.pdf is a PDF that is broken or not whole: fetch"):
        pdf.read(b"%PDF-1.4 and no more", "甲.pdf")


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise SystemExit(1)"])
def test_a_reader_that_ends_is_told(monkeypatch: pytest.MonkeyPatch, code: str):
    program(monkeypatch, code)
    with pytest.raises(CorpusError, match=r"^a\.pdf is a PDF that takes too much memory, or is br"):
        pdf.read(REPORT, "a.pdf")


def test_a_reader_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch):
    program(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(pdf, "LIMIT_S", 0.2)
    with pytest.raises(CorpusError, match=r"^a\.pdf takes more than 0\.2 s to read: print it"):
        pdf.read(REPORT, "a.pdf")


def test_a_page_is_drawn():
    assert pdf.draw(REPORT, "a.pdf", 1).characters == WORDS


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise SystemExit(1)", "print('{}')"])
def test_a_drawer_that_ends_is_told(monkeypatch: pytest.MonkeyPatch, code: str):
    program(monkeypatch, code)
    line = r"^page 1 of a\.pdf takes too much memory or time, or is broken: open the file itself$"
    with pytest.raises(CorpusError, match=line):
        pdf.draw(REPORT, "a.pdf", 1)


def test_a_drawer_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch):
    program(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(pdf, "PAGE_LIMIT_S", 0.2)
    with pytest.raises(CorpusError, match=r"^page 7 of a\.pdf takes more than 0\.2 s to draw"):
        pdf.draw(REPORT, "a.pdf", 7)


def test_what_is_no_pdf_is_told():
    with pytest.raises(CorpusError, match=r"^a\.pdf is a PDF that is broken or not whole"):
        pdf.draw(b"%PDF-1.7 and no more", "a.pdf", 1)


def test_blank_pages_hold_no_text():
    with pytest.raises(CorpusError, match=r"^a\.pdf holds no text that can be read: scan or print"):
        pdf.read(pdf_pages.pdf([[], []]), "a.pdf")


@pytest.mark.usefixtures("_without_machine")
class TestWithoutWhatReadsPictures:
    @pytest.mark.parametrize("page", [PICTURE, (PICTURE, [(290, 30, "3")], 0)])
    def test_a_scan_is_told_with_the_remedy(self, page: bytes):
        with pytest.raises(CorpusError) as raised:
            pdf.read(scanned_pages.pdf([page, page]), "甲.pdf")
        assert str(raised.value) == (
            f"甲.pdf is a scan: it holds pictures of its pages and no text; {REMEDY}"
        )

    def test_pages_that_are_pictures_are_told_and_the_rest_is_read(self):
        extract = pdf.read(scanned_pages.pdf([PAGE, PICTURE, PAGE, PICTURE, PICTURE]), "a.pdf")
        assert extract.text == f"{LONG}\n{LONG}"
        assert extract.pictures == (2, 4, 5)
        assert extract.warnings == (f"pages 2, 4–5 are pictures, not read: {REMEDY}",)

    def test_what_another_machine_read_is_taken_and_told(self):
        extract = pdf.read(scanned_pages.pdf([(PICTURE, PAGE, 3)]), "a.pdf")
        assert extract.text == LONG
        assert [page.confidence for page in extract.recognised] == [None]
        assert extract.warnings == (
            "page 1: the text was read by another machine, which may have misread figures",
        )


def test_pictures_are_read_by_machine_where_there_is_one(monkeypatch: pytest.MonkeyPatch):
    asked: list[object] = []

    def recognise(_data: bytes, name: str, _scans: object, numbers: tuple[int, ...]) -> Recognised:
        asked.append((name, numbers))
        return Recognised(pages={2: scanned_pages.page_text(PAGE, number=2)}, failed=(4,))

    monkeypatch.setattr(process, "is_installed", lambda: True)
    monkeypatch.setattr(process, "recognise", recognise)
    extract = pdf.read(scanned_pages.pdf([PAGE, PICTURE, PAGE, PICTURE]), "a.pdf")
    assert asked == [("a.pdf", (2, 4))]
    assert extract.text == "\n".join([LONG] * 3)
    assert [page.number for page in extract.recognised] == [2]
    assert extract.warnings == ("page 4 is a picture, cannot be read by machine",)
