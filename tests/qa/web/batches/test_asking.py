"""qa.web.batches.asking: files of questions as a browser sends them, and their answers."""

from __future__ import annotations

import base64
import csv
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from qa.batches.answer_rows import ANSWER_FIELDS
from qa.web.batches.asking import MAX_KB, N_AT_ONCE, N_QUESTIONS, Batches
from qa.web.library import Library
from qa.web.texts import EN, ZH_CN

if TYPE_CHECKING:
    from qa import Engine

QUESTIONS = "哪个县2030年粮食产量最高?\n\n云溪县2030年粮食产量是多少?\n哪些报告提到粮食?\n \n"


def sent(data: bytes | str, name: str = "问题.txt") -> dict[str, str]:
    held = data.encode() if isinstance(data, str) else data
    return {"name": name, "data": base64.b64encode(held).decode()}


def cells(made: dict[str, str]) -> list[str]:
    return next(csv.reader(io.StringIO(made["csv"])))


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_file_becomes_questions_with_the_numbers_of_their_lines(neighbours: Engine):
    reply = Batches(Library(neighbours)).questions(sent(QUESTIONS), ZH_CN)
    assert [row[:2] for row in reply["rows"]] == [
        [1, "哪个县2030年粮食产量最高?"],
        [3, "云溪县2030年粮食产量是多少?"],
        [4, "哪些报告提到粮食?"],
    ]
    assert cells(reply["head"])[:4] == ["行号", "问题", "答案", "结果"]
    of_program = Batches(Library(neighbours)).questions(sent(QUESTIONS), EN)["head"]
    assert cells(of_program) == ["number", "question", *ANSWER_FIELDS]
    assert reply["told"] == "问题.txt：3 个问题"


def test_columns_beside_the_questions_are_carried_along(neighbours: Engine):
    batches = Batches(Library(neighbours))
    data = workbook(["编号", "问题"], ["甲1", "云溪县2030年粮食产量是多少?"])
    reply = batches.questions(sent(data, "表.xlsx"), ZH_CN)
    assert cells(reply["head"])[:3] == ["行号", "问题", "编号"]
    (made,) = batches.answers({"rows": reply["rows"]}, ZH_CN)["lines"]
    assert cells(made)[:5] == ["2", "云溪县2030年粮食产量是多少?", "甲1", "24万吨", "有答案"]
    assert "回顾" in cells(made)
    assert made["level"] == "answered"


def test_answers_are_those_of_the_command_in_the_language_of_the_page(neighbours: Engine):
    batches = Batches(Library(neighbours))
    rows = batches.questions(sent(QUESTIONS), EN)["rows"]
    first, second, third = batches.answers({"rows": rows}, EN)["lines"]
    assert cells(first)[2].startswith("Highest: 白沙县 (31万吨) (Reports: 5; ")
    assert cells(second)[2:4] == ["24万吨", "answered"]
    assert third["level"] == "counted"


def test_a_line_that_cannot_be_asked_says_why(neighbours: Engine):
    batches = Batches(Library(neighbours))
    reply = batches.questions(sent("长" * 1200), ZH_CN)
    assert "其中 1 个不能问" in reply["told"]
    (made,) = batches.answers({"rows": reply["rows"]}, ZH_CN)["lines"]
    assert made["level"] == "not asked"
    assert cells(made)[-1] == "问题有 1,200 个字，最多 1,000 个字。请用一两句话来问。"
    (made,) = batches.answers({"rows": reply["rows"]}, EN)["lines"]
    assert "characters" in cells(made)[-1]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (sent("", "空.txt"), "文件里没有问题"),
        (sent("甲", "图.png"), "请另存为 .txt、.csv 或 .xlsx"),
        (sent(b"PK\x03\x04", "坏.xlsx"), "文件已损坏或不完整"),
        (sent("甲\n" * (N_QUESTIONS + 1)), f"一次最多 {N_QUESTIONS} 个"),
        (sent("长" * (MAX_KB * 400)), f"最多 {MAX_KB} KB"),
        ({"name": "问题.txt", "data": "&&&"}, "文件里没有问题"),
        ({}, "请另存为 .txt、.csv 或 .xlsx"),
        ({"name": "../../etc/passwd.txt", "data": ""}, "文件里没有问题"),
    ],
)
def test_what_is_no_file_of_questions_is_a_notice(
    neighbours: Engine, given: dict[str, str], told: str
):
    reply = Batches(Library(neighbours)).questions(given, ZH_CN)
    assert reply.keys() == {"notice"}
    assert told in reply["notice"]
    assert "/etc" not in reply["notice"]


@pytest.mark.parametrize(
    "rows", [None, [], "x", [None], [[1, 2]], [["x", None, 3]], [[1, "", []]], [{}, 5]]
)
def test_what_a_browser_sends_is_not_taken_for_granted(neighbours: Engine, rows: Any):
    reply = Batches(Library(neighbours)).answers({"rows": rows}, ZH_CN)
    assert len(reply["lines"]) == (len(rows) if isinstance(rows, list) else 0)
    assert {each["level"] for each in reply["lines"]} <= {"not asked", "not told"}


def test_only_a_few_are_asked_at_once(neighbours: Engine):
    rows = [[k, "粮食产量?", []] for k in range(50)]
    reply = Batches(Library(neighbours)).answers({"rows": rows}, ZH_CN)
    assert len(reply["lines"]) == N_AT_ONCE
