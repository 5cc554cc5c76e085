"""training.questions.second_reading: what two readers say is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.training.questions.conftest import DRAFT
from training.questions import drafts, question_file, second_reading

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("which", "level", "places", "fault"),
    [
        (0, "answered", "3: 乙渠 ;; 丙渠", ""),
        (0, "answered", "3: 乙渠、丙渠建成", ""),  # 4 of its 7 characters: F1 = 8 / 11
        (0, "answered", "3: 建成通水", "other words: 建成通水"),
        (0, "likely", "3", ""),
        (0, "likely", "2", "another sentence"),
        (0, "not told", "", "not told against answered"),
        (1, "answered", "4: 年底", ""),
        (1, "likely", "3", "another sentence"),
        (2, "not told", "", ""),
        (2, "answered", "3: 乙渠", "answered against not told"),
    ],
)
def test_what_differs_is_told(
    report_text: tuple[dict[str, str], str], which: int, level: str, places: str, fault: str
):
    slots, text = report_text
    questions, _ = drafts.note(DRAFT, slots, text)
    assert second_reading.difference(questions[which], level, places, text) == fault


def test_f1_of_places():
    assert second_reading.f1({1, 2, 3}, {3, 4}) == 2 * 1 / 5
    assert second_reading.f1(set(), {1}) == 0


def test_the_commands_ask_and_compare(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(question_file.load_split, "__defaults__", (folder / "questions",))
    asked = CliRunner().invoke(second_reading.main, ["ask", "dev", "--n", "2"])
    lines = asked.output.splitlines()
    assert len(lines) == 2
    names = [each.id for each in question_file.load_split("dev")]
    answers = folder / "answers.txt"
    answers.write_text(
        f"{names[0]} | A | 3: 乙渠 ;; 丙渠\n\n{names[1]} | N\n{names[2]} | N\n", encoding="utf-8"
    )
    done = CliRunner().invoke(
        second_reading.main, ["compare", str(answers), str(folder / "reports")]
    )
    assert f"{names[1]} 丁路呢: not told against likely\n" in done.output
    assert done.output.endswith(
        "2 of 3 have the same level\n"
        "1 of 1 quote the same to the character, 1.00 is shared on average (F1)\n"
        "2 of 3 agree\n"
    )


def test_where_nothing_is_quoted_nothing_is_shared(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(question_file.load_split, "__defaults__", (folder / "questions",))
    name = question_file.load_split("dev")[2].id
    (folder / "answers.txt").write_text(f"{name} | N\n", encoding="utf-8")
    done = CliRunner().invoke(
        second_reading.main, ["compare", str(folder / "answers.txt"), str(folder / "reports")]
    )
    assert done.output.endswith("1 of 1 have the same level\n1 of 1 agree\n")
