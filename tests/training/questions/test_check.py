"""training.questions.check: what is wrong with a question is told; those that ship have no fault."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from training.questions import check, question_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[dict[str, Any]], object]

SHIPPED = {split: question_file.load_split(split) for split in question_file.SPLITS}
EVERY = [each for questions in SHIPPED.values() for each in questions]


def told(folder: Path, *options: str) -> tuple[int, str]:
    """What the command says of a folder, and how it ends."""
    questions = ["--questions", str(folder / "questions")]
    done = CliRunner().invoke(check.main, [str(folder / "reports"), *questions, *options])
    return done.exit_code, done.output


def change_first(folder: Path, change: Change) -> None:
    """Change the first question of the folder."""
    (file,) = (folder / "questions/dev").iterdir()
    first, *others = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    change(first)
    lines = "".join(json.dumps(each) + "\n" for each in (first, *others))
    file.write_text(lines, encoding="utf-8")


def test_questions_without_a_fault_pass(folder: Path):
    code, output = told(folder)
    assert code == 0, output
    assert "3 questions on 1 reports" in output
    assert "level: answered 1, likely 1, not told 1" in output
    assert "follow-up: 1" in output
    assert output.endswith("0 faults\n")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda line: line["evidence"][0].update(sha256="0" * 64), "a sentence of it is nowhere"),
        (lambda line: line.update(spans_sha256="0" * 64), "hold other words than were noted"),
        (lambda line: line["spans"][1].__setitem__(1, 99), "reaches over its sentence"),
        (lambda line: line["offsets"].__setitem__(0, [0, 1]), "the offset of another place"),
        (lambda line: line["offsets"].__setitem__(0, [3, 0]), "a sentence that is not noted"),
        (lambda line: line["offsets"].pop(), "it has 2 spans and 1 offsets"),
        (lambda line: line["spans"].reverse() or line["spans"][0].__setitem__(0, 0), "overlap"),
        (lambda line: line.update(spans=[], offsets=[]), "it is answered, but has no span"),
        (lambda line: line.update(evidence=[], spans=[], offsets=[]), "0 sentences of evidence"),
        (lambda line: line.update(near=line["evidence"]), "sentences that only look so"),
        (
            lambda line: line.update(level="not told", answered=False, why="absent"),
            "it is not told, but has a span",
        ),
        (lambda line: line.update(split="train"), "reports.jsonl does not have its report in"),
        (lambda line: line.update(id=line["id"][:-1] + "2"), "2 questions have this id"),
        (
            lambda line: line.update(question="丁路呢", history=["哪几条渠修好了"]),
            "'丁路呢' is asked 2 times",
        ),
        (lambda line: line.update(kind="what"), "its kind is 'what', none of who, which"),
        (lambda line: line.update(answered=False), "its answered is False, none of True"),
        (lambda line: line.update(question=" "), "it has no question"),
        (lambda line: line.pop("near"), "'near'"),
        (lambda line: line.update(more=1), "unexpected keyword argument 'more'"),
    ],
)
def test_what_is_wrong_with_a_question_is_told(folder: Path, change: Change, fault: str):
    change_first(folder, change)
    code, output = told(folder)
    assert code == 1
    assert fault in output


def test_a_report_that_reads_otherwise_now_is_told(folder: Path):
    file = folder / "questions/reports.jsonl"
    listed = json.loads(file.read_text(encoding="utf-8"))
    listed["text_sha256"] = "0" * 64
    file.write_text(json.dumps(listed), encoding="utf-8")
    assert "a.txt: its text is read otherwise than when it was listed" in told(folder)[1]


def test_a_report_that_is_not_there_is_told(folder: Path):
    (folder / "reports/a.txt").write_text("乙县政府工作报告\n修路。\n", encoding="utf-8")
    code, output = told(folder)
    assert code == 0
    assert "a.txt: not below the folders" in output


def test_a_question_that_repeats_its_evidence_is_shown(folder: Path):
    change_first(folder, lambda line: line.update(question="乙渠、丙渠建成通水了吗"))
    code, output = told(folder, "--copied")
    assert code == 0
    assert "-001 乙渠、丙渠建成通水了吗\n" in output
    assert "repeat their evidence: 1" in output


class TestTheShippedQuestions:
    def test_they_have_no_fault_that_shows_without_the_reports(self):
        assert list(check.faults_of_set(EVERY, question_file.reports())) == []
        assert [(each.id, fault) for each in EVERY for fault in check.faults_of_form(each)] == []

    def test_the_reports_are_split_before_and_enough_of_them(self):
        splits = Counter(each["split"] for each in question_file.reports())
        assert splits.total() >= 44
        assert splits["test"] / splits.total() == pytest.approx(0.25, abs=0.05)
        assert splits["dev"] / splits.total() == pytest.approx(0.15, abs=0.05)

    def test_they_are_as_varied_as_the_datasheet_says(self):
        n = len(EVERY)
        assert 0.28 <= sum(not each.answered for each in EVERY) / n <= 0.4
        assert sum(each.kind == "figure" for each in EVERY) / n <= 0.2
        assert 0.07 <= sum(each.style == "english" for each in EVERY) / n <= 0.15
        assert sum(bool(each.history) for each in EVERY) / n >= 0.05
        assert {each.kind for each in EVERY} == set(question_file.KINDS)

    def test_a_file_is_named_by_its_report(self):
        for split in question_file.SPLITS:
            for file in (question_file.FOLDER / split).glob("*.jsonl"):
                assert {each.file_sha256[:8] for each in question_file.load(file)} == {file.stem}
