"""index.reading.formats.pdf: a PDF read in a process of its own, which may end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading.formats import pdf
from index.reading.formats.layout import document
from tests.support.files import pdf_pages

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "全县新建绿道三十一公里。"
REPORT = pdf_pages.pdf([[(70, 700, WORDS)]])


def program(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Have another program stand for the reader."""
    monkeypatch.setattr(pdf, "_COMMAND", (sys.executable, "-c", code))


def test_it_says_what_the_reader_says():
    assert pdf.read(REPORT, "a.pdf") == document.read(REPORT, "a.pdf")
    assert pdf.read(REPORT, "a.pdf").text == WORDS


def test_it_reads_from_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert pdf.read(REPORT, "a.pdf").text == WORDS


def test_an_error_of_the_reader_is_raised_here():
    with pytest.raises(CorpusError, match=r"^甲\.pdf is a scan: "):
        pdf.read(pdf_pages.pdf([[]]), "甲.pdf")


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
