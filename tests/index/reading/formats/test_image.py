"""index.reading.formats.image: images of pages, and what is none; nothing here reads a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading.formats import image
from index.reading.formats.recognition import process
from index.reading.formats.recognition.process import Recognised
from tests.support.files import scanned_pages
from tests.support.files.pdf_pages import column, set_lines
from tests.support.files.scanned_pages import page_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading.formats.recognition.page_text import PageText

TEXT = "全县新建绿道三十一公里，种茶三千亩，新增就业一万二千人。"
PICTURE = scanned_pages.image()


def machine(monkeypatch: pytest.MonkeyPatch, *pages: PageText, failed: Sequence[int] = ()) -> None:
    """Have a machine that reads these pages."""
    recognised = Recognised(pages={page.number: page for page in pages}, failed=tuple(failed))
    monkeypatch.setattr(process, "is_installed", lambda: True)
    monkeypatch.setattr(process, "recognise", lambda *_: recognised)


def test_without_what_reads_pictures_the_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "is_installed", lambda: False)
    with pytest.raises(
        CorpusError,
        match=r"^子/甲\.png is a picture: install what reads pictures, "
        r"`pip install -c constraints.txt '\.\[ocr\]'` in the folder of wenbao's source \(without a network: see docs/reading\.md\), and build again; or save it as text$",
    ):
        image.read(PICTURE, "子/甲.png")


def test_its_pages_are_those_of_the_report(monkeypatch: pytest.MonkeyPatch):
    pages = [page_text(column(set_lines([TEXT])), number=n) for n in (1, 2)]
    machine(monkeypatch, *pages)
    extract = image.read(PICTURE, "甲.tif")
    assert extract.text == f"{TEXT}\n{TEXT}"
    assert extract.pages == (0, len(TEXT) + 1)
    assert extract.warnings == ()


def test_a_picture_of_hardly_any_text_is_no_report(monkeypatch: pytest.MonkeyPatch):
    machine(monkeypatch, page_text([(70, 700, "某某日报")]))
    with pytest.raises(
        CorpusError, match=r"^标志\.png is a picture with hardly any text: scan the"
    ):
        image.read(PICTURE, "标志.png")


def test_pages_that_could_not_be_read_are_told(monkeypatch: pytest.MonkeyPatch):
    machine(monkeypatch, page_text(column(set_lines([TEXT])), number=1), failed=[2, 3, 5])
    extract = image.read(PICTURE, "甲.tif")
    assert extract.pictures == (2, 3, 5)
    assert extract.warnings == ("pages 2–3, 5 are pictures, cannot be read by machine",)


def test_little_confidence_is_told(monkeypatch: pytest.MonkeyPatch):
    machine(monkeypatch, page_text(column(set_lines([TEXT])), confidence=0.8))
    (warning,) = image.read(PICTURE, "甲.png").warnings
    assert warning == (
        "page 1 read by machine with little confidence (0.80): compare figures with the original"
    )
