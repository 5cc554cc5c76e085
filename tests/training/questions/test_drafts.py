"""training.questions.drafts: drafts become questions with places, and wrong lines are told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.training.questions.conftest import DRAFT
from training.questions import drafts, question_file

if TYPE_CHECKING:
    from pathlib import Path

    Report = tuple[dict[str, str], str]


def test_a_draft_becomes_questions(report_text: Report):
    slots, text = report_text
    questions, faults = drafts.note(DRAFT, slots, text)
    assert faults == []
    canals, road, builder = questions
    assert [text[start:end] for start, end in canals.spans] == ["乙渠", "丙渠"]
    assert canals.offsets == ((0, 0), (0, 3))
    assert (canals.level, canals.answered, canals.why) == ("answered", True, "")
    assert (road.history, road.question) == (("哪几条渠修好了",), "丁路呢")
    assert (road.level, road.spans, len(road.evidence)) == ("likely", (), 1)
    assert (builder.answered, builder.why) == (False, "further")
    assert (builder.evidence, builder.near) == ((), canals.evidence)
    assert {each.id[:9] for each in questions} == {slots["file_sha256"][:8] + "-"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("A citizen plain | 谁", "is not `level asker style kind | question | places`"),
        ("X citizen plain who | 谁", "is not `level asker style kind | question | places`"),
        ("A citizen plain list | 哪些渠 | 3: 戊渠", "sentence 3 does not say '戊渠'"),
        ("A citizen plain list | 哪些渠 | 99: 乙渠", "list index out of range"),
        ("A citizen plain list | 哪些渠 | x: 乙渠", "invalid literal"),
        ("A citizen loud list | 哪些渠 | 3: 乙渠", "its style is 'loud', none of plain,"),
        ("N citizen plain who | 谁 | 3", "its why is '', none of other year,"),
    ],
)
def test_a_wrong_line_is_told_and_noted_nowhere(report_text: Report, line: str, fault: str):
    questions, (told,) = drafts.note(line, *report_text)
    assert questions == []
    assert fault in told


@pytest.mark.parametrize("end", ["", " |", " | "])
def test_a_line_may_end_where_its_places_would_begin(report_text: Report, end: str):
    (question,), faults = drafts.note(f"N citizen plain who absent | 谁修的{end}", *report_text)
    assert (question.question, question.near, faults) == ("谁修的", (), [])


def test_a_place_may_go_over_two_sentences(report_text: Report):
    _, text = report_text
    (sentence,), spans, _ = drafts.places("2-3: 茶3000亩。乙渠", text)
    assert text[sentence.start : sentence.end] == "种茶3000亩。乙渠、丙渠建成通水"
    assert [text[start:end] for start, end in spans] == ["茶3000亩。乙渠"]


def test_words_that_stand_twice_are_noted_with_which_place_is_meant(report_text: Report):
    slots, text = report_text
    (sentence,), spans, offsets = drafts.places("3: 渠 #2 ;; 乙渠", text)
    assert (
        [start - sentence.start for start, _ in spans]
        == [offset for _, offset in offsets]
        == [4, 0]
    )
    with pytest.raises(drafts.DraftError, match="says '渠' 2 times: which, as in `渠 #1`"):
        drafts.places("3: 渠", text)
    _, (told,) = drafts.note("A citizen plain list | 哪些渠 | 3: 渠 #3", slots, text)
    assert "list index out of range" in told


def test_a_draft_may_add_to_the_questions_of_a_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(question_file, "FOLDER", folder / "questions")
    monkeypatch.setattr(question_file.reports, "__defaults__", (folder / "questions",))
    (file,) = (folder / "questions/dev").iterdir()
    before = file.read_text(encoding="utf-8").splitlines()
    draft = folder / "more.txt"
    draft.write_text("A citizen plain when | 丁路什么时候好 | 4: 年底\n", encoding="utf-8")
    note = ["note", "a.txt", str(draft), str(folder / "reports"), "--after", "2"]
    for _ in range(2):  # again, in its place
        CliRunner().invoke(drafts.main, note, catch_exceptions=False)
        kept, (added,) = question_file.load(file)[:2], question_file.load(file)[2:]
    assert [each.id[-3:] for each in (*kept, added)] == ["001", "002", "003"]
    assert file.read_text(encoding="utf-8").splitlines()[:2] == before[:2]
    assert added.question == "丁路什么时候好"


def test_the_commands_show_a_report_and_note_a_draft(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(question_file, "FOLDER", folder / "questions")
    monkeypatch.setattr(question_file.reports, "__defaults__", (folder / "questions",))
    (file,) = (folder / "questions/dev").iterdir()
    before = file.read_text(encoding="utf-8")
    file.unlink()
    shown = CliRunner().invoke(drafts.main, ["show", "a.txt", str(folder / "reports")])
    assert "3 乙渠、丙渠建成通水\n" in shown.output
    draft = folder / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    done = CliRunner().invoke(drafts.main, ["note", "a.txt", str(draft), str(folder / "reports")])
    assert done.output == "3 questions on a.txt\n"
    assert file.read_text(encoding="utf-8") == before
    assert len([json.loads(line) for line in before.splitlines()]) == 3


def test_a_report_that_is_not_listed_or_not_there_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(question_file.reports, "__defaults__", (folder / "questions",))
    unknown = CliRunner().invoke(drafts.main, ["show", "b.txt", str(folder / "reports")])
    assert "0 reports of reports.jsonl are called b.txt" in unknown.output
    absent = CliRunner().invoke(drafts.main, ["show", "a.txt", str(folder / "questions")])
    assert "a.txt is not below the folders" in absent.output


def test_a_file_with_a_wrong_line_is_told(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"id": "0-1"}\n', encoding="utf-8")
    with pytest.raises(question_file.QuestionFileError, match="0-1: 'history'"):
        question_file.load(tmp_path / "a.jsonl")
