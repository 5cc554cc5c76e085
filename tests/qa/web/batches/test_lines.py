"""qa.web.batches.lines: a row of answers as CSV and as a row of a sheet, in which no text is more."""

from __future__ import annotations

import csv
import io

from lxml import etree

from qa.web.batches.lines import line


def test_a_row_has_texts_and_numbers():
    made = line([3, "甲,\n乙", None, "", 0.5])
    assert next(csv.reader(io.StringIO(made["csv"]))) == ["3", "甲,\n乙", "", "", "0.5"]
    cells = etree.fromstring(made["xml"])
    assert [cell.findtext("v") or cell.findtext("is/t") for cell in cells] == [
        "3",
        "甲,\n乙",
        None,
        None,
        "0.5",
    ]


def test_text_is_no_formula_and_no_markup():
    mean = '=HYPERLINK("x")</t><c t="str"><f>1+1</f></c>&\x00'
    made = line([mean])
    (cell,) = etree.fromstring(made["xml"])
    assert cell.get("t") == "inlineStr"
    assert cell.findtext("is/t") == mean.replace("\x00", "\ufffd")
    assert not cell.findall(".//f")
    assert next(csv.reader(io.StringIO(made["csv"])))[0].startswith("'=")


def test_a_cell_holds_no_more_than_excel_opens():
    (cell,) = etree.fromstring(line(["长" * 40_000])["xml"])
    assert len(cell.findtext("is/t") or "") == 32_767
