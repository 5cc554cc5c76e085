"""qa.batches.run: a file of questions becomes a table, also where the run is killed on its way."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from filelock import FileLock

from tests.support import asking
from tests.support.texts.mentions import index_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

QUESTIONS = (
    "2024年云溪市GDP增长目标是多少?",
    "茶叶产量是多少?",
    f"{asking.WORD}有多少座?",
    "茶叶产量是多少?",
    "哪些报告提到低空经济?",
    "北岭县新增企业多少家?",
)
PATIENCE_S = 120


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return index_of(tmp_path_factory.mktemp("batches"))


class Runs:
    """Runs of the command in a folder, each in a process of its own."""

    def __init__(self, folder: Path, index: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "WENBAO_INDEX": str(index),
            "ASKED": str(folder / "asked"),
            "PYTHONUTF8": "1",
        }
        self.save("\n".join(QUESTIONS))

    def save(self, text: str, name: str = "q.txt") -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, asking.__file__, "ask", *arguments],
            cwd=self.folder,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, out: str, questions: str = "q.txt", *more: str) -> tuple[int, str]:
        process = self.start("--file", questions, "--out", out, *more)
        printed, said = process.communicate(timeout=PATIENCE_S)
        assert printed == ""
        assert "Traceback" not in said
        return process.returncode, said

    @property
    def asked(self) -> list[str]:
        return (self.folder / "asked").read_text("utf-8").splitlines()

    def names(self) -> set[str]:
        return {file.name for file in self.folder.iterdir()} - {"asked", "gate"}

    def lines(self, name: str) -> list[Mapping[str, Any]]:
        text = (self.folder / name).read_text("utf-8")
        return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def runs(tmp_path: Path, index: Path) -> Runs:
    return Runs(tmp_path, index)


def test_each_line_has_its_answer_quotation_and_address(runs: Runs):
    status, said = runs.run("a.jsonl")
    assert status == 0
    assert "wrote a.jsonl: 6 questions, 5 answered, 0 likely" in said
    rows = runs.lines("a.jsonl")
    assert [row["question"] for row in rows] == list(QUESTIONS)
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5, 6]
    tea = rows[1]
    assert (tea["answer"], tea["level"]) == ("3.2万吨", "answered")
    assert (tea["place"], tea["year"], tea["file"]) == ("云溪市", 2022, "云溪2022.txt")
    assert tea["answer"] in tea["quote"]
    assert tea["paragraph"] == 1
    assert tea == {**rows[3], "number": 2}
    assert (rows[2]["answer"], rows[2]["level"], rows[2]["quote"]) == ("", "not told", None)
    assert rows[4]["level"] == "counted"
    assert rows[4]["answer"].startswith("2 / 3 份报告提到, 5 处")
    assert runs.names() == {"q.txt", "a.jsonl"}


def test_a_question_that_stands_twice_is_asked_once(runs: Runs):
    runs.run("a.jsonl")
    assert len([text for text in runs.asked if "茶叶" in text]) == 1


def test_a_killed_run_goes_on_where_it_was(runs: Runs):
    out = "a.xlsx"
    gate = runs.folder / "gate"
    os.mkfifo(gate)
    process = runs.start("--file", "q.txt", "--out", out, GATE=str(gate))
    with gate.open("wb"):  # opens once the run waits at its third question
        process.kill()
        process.communicate(timeout=PATIENCE_S)
    assert process.returncode < 0
    assert out not in runs.names()  # never half a table
    before = runs.asked
    assert len(before) == 3
    status, said = runs.run(out)
    assert status == 0
    assert "going on with a run that was ended: 2 are answered already" in said
    after = runs.asked[len(before) :]
    assert len(after) == 2  # the third, and the last; the fifth is counted
    assert asking.WORD in after[0]
    assert runs.names() == {"q.txt", out}


def test_answers_of_another_number_of_passages_are_asked_anew(runs: Runs):
    (runs.folder / "a.csv.journal").write_text('{"journal": 1}\n', encoding="utf-8")
    assert "all is asked anew" in runs.run("a.csv")[1]


def test_a_bad_line_is_one_line_and_the_rest_is_answered(runs: Runs):
    runs.save(f"茶叶产量是多少?\n{'问' * 1001}\n")
    status, said = runs.run("a.jsonl")
    assert status == 1
    lines = said.splitlines()
    assert lines[0].startswith("q.txt, line 2: the question has 1,001 characters")
    assert lines[-1] == "Error: 1 line could not be asked (above); the rest is answered"
    good, bad = runs.lines("a.jsonl")
    assert (good["level"], bad["level"]) == ("answered", "not asked")
    assert bad["error"].startswith("the question has 1,001 characters")


def test_hostile_texts_stay_texts(runs: Runs):
    hostile = ["=cmd|'/c calc'!A1", "<script>alert(1)</script>有多少?", '"甲"\n乙有多少?', "@甲乙?"]
    with (runs.folder / "q.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["answer", "问题"], *([f"+{i}", q] for i, q in enumerate(hostile))]
        )
    assert runs.run("a.xlsx", "q.csv")[0] == 0
    sheet = openpyxl.load_workbook(runs.folder / "a.xlsx").active
    assert sheet is not None
    head, *rows = list(sheet.iter_rows())
    assert [cell.value for cell in head][:4] == ["number", "question", "answer (file)", "answer"]
    assert [row[1].value for row in rows] == hostile
    assert not [cell for row in rows for cell in row if cell.data_type == "f"]
    assert runs.run("a.csv", "q.csv")[0] == 0
    with (runs.folder / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *lines = csv.reader(file)
    assert lines[0][1] == f"'{hostile[0]}"
    assert [line[2] for line in lines] == ["+0", "+1", "+2", "+3"]


def test_a_table_that_is_there_is_kept(runs: Runs):
    runs.save("mine", "a.csv")
    status, said = runs.run("a.csv")
    assert status == 1
    assert "a.csv exists already: name another file, or add --overwrite" in said
    assert (runs.folder / "a.csv").read_text("utf-8") == "mine"
    assert runs.run("a.csv", "q.txt", "--overwrite")[0] == 0
    assert (runs.folder / "a.csv").read_text("utf-8") != "mine"


def test_two_runs_do_not_write_one_table(runs: Runs):
    with FileLock(runs.folder / "a.csv.lock"):
        status, said = runs.run("a.csv")
    assert status == 1
    assert "another run is writing a.csv: wait for it, or name another file" in said


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "give a QUESTION, or --file with the questions and --out"),
        (["问?", "--file", "q.txt"], "give a QUESTION, or --file"),
        (["--file", "q.txt"], "give a QUESTION, or --file"),
        (["--file", "q.txt", "--out", "a.csv", "--json"], "are for one QUESTION"),
    ],
)
def test_wrong_usage_is_one_line(runs: Runs, arguments: list[str], line: str):
    process = runs.start(*arguments)
    printed, said = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, printed) == (2, "")
    assert line in said.splitlines()[-1]
