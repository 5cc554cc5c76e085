"""qa.tables.writing.word_table: a Word file whose footnotes quote each figure."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from index.reading.formats import docx
from qa.tables.writing.word_table import word_file

if TYPE_CHECKING:
    from qa import Engine
    from qa.tables.values import Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return ET.fromstring(file.read(name))  # noqa: S314 - our own


def text_of(element: ET.Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def shown(table: Table) -> list[list[str]]:
    rows = part(word_file(table), "word/document.xml").iter(f"{W}tr")
    return [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in rows]


def test_a_row_for_each_report(neighbours: Engine):
    assert shown(neighbours.table("各县2030年粮食产量")) == [
        ["地区", "2030年粮食产量"],
        ["云溪县", "24万吨"],
        ["南河县", "18万吨"],
        ["白沙县", "31万吨"],
        ["石岭县", "5.6亿斤"],
        ["青田县", "未写明"],
    ]


def test_each_figure_has_a_footnote_that_quotes_it(neighbours: Engine):
    data = word_file(neighbours.table("各县2030年粮食产量"))
    notes = {
        note.get(f"{W}id"): text_of(note)
        for note in part(data, "word/footnotes.xml").iter(f"{W}footnote")
    }
    references = [
        each.get(f"{W}id") for each in part(data, "word/document.xml").iter(f"{W}footnoteReference")
    ]
    assert references == ["2", "3", "4", "5"]
    assert "粮食产量24万吨" in notes["2"]
    assert re.search(r"—— 《2031年云溪县政府工作报告》第 \d+ 段$", notes["2"])
    assert set(references) | {"0", "1"} == notes.keys()


def test_what_was_read_off_stands_above(neighbours: Engine):
    data = word_file(neighbours.table("哪个县2030年粮食产量最高?"))
    told = [text_of(each) for each in part(data, "word/document.xml").iter(f"{W}p")]
    assert told[:2] == [
        "哪个县2030年粮食产量最高?",
        "最高：白沙县（31万吨）（5 份报告，4 份写明，1 份未写明）",
    ]
    assert "1 份未写明：青田县" in told


def test_text_is_text_whatever_it_holds(neighbours: Engine):
    table = neighbours.table("各县2030年粮食产量")
    (column,) = table.columns
    mean = '<w:p/>&amp;"\x00<script>'
    data = word_file(dataclasses.replace(table, columns=(dataclasses.replace(column, name=mean),)))
    assert '<w:p/>&amp;"' in text_of(part(data, "word/document.xml"))


def test_the_same_table_is_the_same_file_and_wenbao_reads_it(neighbours: Engine):
    table = neighbours.table("各县2030年粮食产量")
    data = word_file(table)
    assert data == word_file(table)
    assert "24万吨" in docx.read(data, "表.docx").text
