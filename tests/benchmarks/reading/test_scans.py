"""benchmarks.reading.scans: what is counted of a page that a machine read."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from benchmarks.reading.scans import (
    SCANNERS,
    Scanner,
    letters,
    misread_digits,
    n_right,
    numbers_in,
    selected,
)
from index.reading.formats.extract import Extract
from tests.support.files.pdf_pages import pdf

PAGES = pdf([[(70, 700, "甲")], [(70, 700, "乙")], [(70, 700, "丙")]])


@pytest.mark.parametrize("scanner", SCANNERS, ids=lambda scanner: scanner.name)
def test_pages_become_pictures(scanner: Scanner):
    document = pypdfium2.PdfDocument(PAGES)
    pictures = pypdfium2.PdfDocument(scanner.scanned([document[0], document[2]]))
    assert len(pictures) == 2
    assert pictures[0].get_textpage().count_chars() == 0
    assert pictures[0].get_size() == pytest.approx(document[0].get_size(), abs=1)


def test_pages_are_chosen():
    chosen = pypdfium2.PdfDocument(io.BytesIO(selected(pypdfium2.PdfDocument(PAGES), [2, 0])))
    assert [page.get_textpage().get_text_bounded() for page in chosen] == ["丙", "甲"]


def test_letters_and_numbers_of_any_width():
    assert letters("增长 6.2%，甲") == "增长62甲"
    assert numbers_in("增长6.2％，1，310家") == numbers_in("增长6.2%，1，310家")


def test_what_is_right_stands_in_its_order():
    assert n_right("增长6.2%", "增长8.2%") == len("增长6.2%") - 1


def test_digits_that_are_wrong_are_counted_with_those_that_are_doubted():
    got = Extract(text="增长8.2%，\n养鱼91吨", doubtful=((2, 3), (10, 11)))
    n_digits, n_wrong, n_wrong_doubted, n_right_doubted = misread_digits("增长6.2%，养鱼91吨", got)
    assert (n_digits, n_wrong) == (4, 1)
    assert (n_wrong_doubted, n_right_doubted) == (1, 1)
