"""qa.web.report_tables.files: the files are those of ``wenbao table``."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import openpyxl

from qa.tables.fields import csv_file
from qa.tables.wording.chinese import CHINESE
from qa.tables.wording.english import ENGLISH
from qa.web.report_tables.files import file_of

if TYPE_CHECKING:
    from qa import Engine


def test_a_workbook_opens_with_all_rows(neighbours: Engine):
    sent = file_of(neighbours.table("各县2030年粮食产量"), "xlsx", CHINESE)
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(sent["bytes"])))
    assert book.sheetnames == ["对照表", "明细", "说明"]
    assert book["对照表"].max_row == 1 + 5


def test_csv_is_what_the_command_writes(neighbours: Engine):
    table = neighbours.table("各县2030年粮食产量")
    sent = file_of(table, "csv", CHINESE)
    assert (sent["form"], sent["kind"]) == ("csv", "text/csv")
    assert base64.b64decode(sent["bytes"]) == csv_file(table)


def test_a_file_speaks_the_language_of_the_page(neighbours: Engine):
    sent = file_of(neighbours.table("哪个县2030年粮食产量最高?"), "xlsx", ENGLISH)
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(sent["bytes"])))
    assert book.sheetnames == ["Table", "Cells", "About"]
    assert [cell.value for cell in book["Table"][1]][:2] == ["Place", "Year of report"]
    told = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert str(told["Result"]).startswith("Highest: 白沙县 (31万吨)")
