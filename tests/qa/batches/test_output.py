"""qa.batches.output: where a table may be written, and that it is written whole."""

from __future__ import annotations

import codecs
import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from index.errors import BatchError
from qa.batches import output

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("number", "answer")
ROWS: list[dict[str, Any]] = [{"number": 1, "answer": "=1+1"}, {"number": 2, "answer": None}]


def test_csv_has_its_mark_and_no_formula(tmp_path: Path):
    output.write(tmp_path / "a.csv", ROWS, NAMES)
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(codecs.BOM_UTF8)
    assert list(csv.reader(data.decode("utf-8-sig").splitlines())) == [
        list(NAMES),
        ["1", "'=1+1"],
        ["2", ""],
    ]


def test_jsonl_has_an_object_a_line(tmp_path: Path):
    output.write(tmp_path / "a.jsonl", ROWS, NAMES)
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert list(map(json.loads, lines)) == ROWS


def test_nothing_else_is_left_beside(tmp_path: Path):
    for suffix in output.SUFFIXES:
        output.write(tmp_path / f"a{suffix}", ROWS, NAMES)
    assert {file.name for file in tmp_path.iterdir()} == {f"a{s}" for s in output.SUFFIXES}


def test_where_it_may_be_written(tmp_path: Path):
    questions = tmp_path / "q.csv"
    questions.write_text("甲", encoding="utf-8")
    output.check(tmp_path / "a.csv", questions, overwrite=False)
    (tmp_path / "there.csv").touch()
    output.check(tmp_path / "there.csv", questions, overwrite=True)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a.txt", "is no table: name a file that ends in .xlsx, .csv, .jsonl"),
        ("there.csv", "exists already: name another file, or add --overwrite"),
        ("q.csv", "holds the questions: name another file for the answers"),
        ("absent/a.csv", "there is no folder"),
        ("folder.csv", "exists already"),
    ],
)
def test_where_it_may_not(tmp_path: Path, name: str, line: str):
    questions = tmp_path / "q.csv"
    questions.touch()
    (tmp_path / "there.csv").touch()
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(BatchError, match=line):
        output.check(tmp_path / name, questions, overwrite=name == "q.csv")
