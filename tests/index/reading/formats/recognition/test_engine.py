"""Scans as they are: rapidocr itself reads one page, as a PDF, lying on its side, and as an image."""

from __future__ import annotations

import io

from PIL import Image

from index.reading.formats import image, pdf
from tests.support.files import scanned_pages
from tests.support.files.scanned_pages import SCAN, SCANNED


def lying() -> bytes:
    """The page as a PDF of a page that lies on its side."""
    file = io.BytesIO()
    with Image.open(SCAN) as scan:
        scan.convert("L").rotate(90, expand=True).save(file, "PDF", resolution=110)
    return file.getvalue()


def test_an_image_is_read_with_its_table_and_how_sure_that_is():
    extract = image.read(SCAN.read_bytes(), "扫描.png")
    assert extract.text == SCANNED
    (table,) = extract.tables
    assert [extract.text[a:b] for a, b in table.rows[1]] == ["工业", "80.5", "6.2%"]
    (page,) = extract.recognised
    assert page.number == 1
    assert page.confidence is not None
    assert page.lowest is not None
    assert 0.9 < page.lowest <= page.confidence <= 1
    assert extract.warnings == ()


def test_a_page_that_lies_on_its_side_is_turned_and_a_page_of_text_stays_as_it_is():
    scan = pdf.read(lying(), "a.pdf")
    assert scan.text == SCANNED
    text = [(70, 700, "全县新建绿道三十一公里，种茶三千亩。")]
    both = pdf.read(scanned_pages.pdf([text, scanned_pages.image()]), "b.pdf")
    assert both.text == text[0][2]
    assert [page.number for page in both.recognised] == [2]


def test_a_page_that_is_upside_down_is_turned():
    file = io.BytesIO()
    with Image.open(SCAN) as scan:
        scan.rotate(180).save(file, "PNG")
    assert image.read(file.getvalue(), "a.png").text == SCANNED
