"""qa.web.report_tables.files: the files are those of ``wenbao table``."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import openpyxl

from qa.tables.fields import csv_file
from qa.web.report_tables.files import file_of

if TYPE_CHECKING:
    from qa import Engine


def test_a_workbook_opens_with_all_rows(neighbours: Engine):
    sent = file_of(neighbours.table("各县2030年粮食产量"), "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(sent["bytes"])))
    assert book.sheetnames == ["对照表", "明细", "说明"]
    assert book["对照表"].max_row == 1 + 5


def test_csv_is_what_the_command_writes(neighbours: Engine):
    table = neighbours.table("各县2030年粮食产量")
    sent = file_of(table, "csv")
    assert (sent["form"], sent["kind"]) == ("csv", "text/csv")
    assert base64.b64decode(sent["bytes"]) == csv_file(table)
