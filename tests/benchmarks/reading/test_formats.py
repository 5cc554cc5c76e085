"""benchmarks.reading.formats: what counts as exact, and which page is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.reading import formats
from index.reading.formats.extract import Extract
from index.reading.formats.layout import document
from tests.support.files import pdf_pages, word_files

if TYPE_CHECKING:
    from pathlib import Path


def test_the_walk_of_a_word_file_takes_its_paragraphs(tmp_path: Path):
    file = tmp_path / "a.docx"
    file.write_bytes(
        word_files.docx(
            word_files.paragraph("甲 ", "乙"),
            word_files.paragraph(""),
            word_files.table(word_files.row("丙", "丁")),
        )
    )
    assert formats.walked(file) == ["甲乙", "丙", "丁"]


def test_a_line_is_exact_once():
    assert formats.n_kept(["甲", "甲", "乙"], ["乙", "甲", "丙"]) == 2


def test_a_line_on_another_page_than_is_told_is_not_right():
    data = pdf_pages.pdf([[(70, 700, "全县种茶三千亩。")], [(70, 700, "新建绿道三十一公里。")]])
    extract = document.read(data, "a.pdf")
    assert formats.n_on_their_page(data, extract) == (2, 2)
    assert formats.n_on_their_page(data, Extract(text=extract.text, pages=(0, 0))) == (1, 2)
    assert formats.n_on_their_page(data, Extract(text=extract.text, pages=(0,))) == (1, 2)
