"""qa.batches.question_rows: questions out of texts and tables as people save them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from index.errors import BatchError
from qa.batches import question_rows
from qa.batches.question_rows import QuestionRow

if TYPE_CHECKING:
    from pathlib import Path


def saved(folder: Path, name: str, data: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def test_a_text_has_one_a_line(tmp_path: Path):
    read = question_rows.load(saved(tmp_path, "q.txt", "\ufeff甲多少?\r\n\r\n  乙多少? \n"))
    assert read.rows == (
        QuestionRow(number=1, question="甲多少?"),
        QuestionRow(number=3, question="乙多少?"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_has_a_column_of_them(tmp_path: Path, encoding: str, delimiter: str):
    lines = ["编号,问题,备注", "1,上海的企业有多少家?,急", '2,"北京的企业, 有多少家?",']
    text = "\n".join(lines).replace(",", delimiter).replace(f"业{delimiter} 有", "业, 有")
    read = question_rows.load(saved(tmp_path, "q.csv", text.encode(encoding)))
    assert read.heads == ("编号", "备注")
    assert [(row.number, row.question, row.others) for row in read.rows] == [
        (2, "上海的企业有多少家?", ("1", "急")),
        (3, "北京的企业, 有多少家?", ("2", "")),
    ]


def test_a_table_without_a_head_has_them_first(tmp_path: Path):
    read = question_rows.load(saved(tmp_path, "q.csv", "甲多少?,一\n乙多少?\n"))
    assert [(row.question, row.others) for row in read.rows] == [
        ("甲多少?", ("一",)),
        ("乙多少?", ("",)),
    ]


def test_a_workbook_has_them_on_its_first_filled_sheet(tmp_path: Path):
    book = openpyxl.Workbook()
    book.create_sheet("题").append(["题号", "Question"])
    for row in ([1, "甲多少?"], [None, None], [2.5, "乙\n多少?"]):
        book["题"].append(row)
    book.save(tmp_path / "q.xlsx")
    read = question_rows.load(tmp_path / "q.xlsx")
    assert [(row.number, row.question, row.others) for row in read.rows] == [
        (2, "甲多少?", ("1",)),
        (4, "乙\n多少?", ("2.5",)),
    ]


def test_a_bad_line_is_kept_with_its_trouble(tmp_path: Path):
    read = question_rows.load(saved(tmp_path, "q.csv", f"问题,号\n{'问' * 1001},1\n,2\n好?,3\n"))
    troubles = [row.trouble.partition(":")[0] for row in read.rows]
    assert troubles == [
        "the question has 1,001 characters, 1,000 are allowed",
        "the question is empty",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("q.txt", "", "holds no question"),
        ("q.txt", " \n ", "holds no question"),
        ("q.csv", "问题\n", "holds no question: write one a line"),
        ("q.doc", "甲", "is no file of questions: give one of .txt, .csv, .tsv, .xlsx"),
        ("q", "甲", "is no file of questions"),
        ("q.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "is binary"),
        ("q.csv", '问题\n"甲', "is no table of cells"),
        ("q.xlsx", b"PK\x03\x04", "is broken or not whole"),
        ("q.xlsx", "甲", "is broken or not whole"),
    ],
)
def test_what_is_no_file_of_questions_is_one_line(
    tmp_path: Path, name: str, data: str | bytes, line: str
):
    with pytest.raises(BatchError) as error:
        question_rows.load(saved(tmp_path, name, data))
    assert line in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path):
    with pytest.raises(BatchError, match="cannot be read"):
        question_rows.load(tmp_path / "q.txt")
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(BatchError, match="cannot be read"):
        question_rows.load(tmp_path / "x.csv")
