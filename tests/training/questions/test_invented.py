"""training.questions.invented: passages with questions are read, and what does not hold is named by its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.language import cutting
from training.questions import invented
from training.questions.question_file import QuestionFileError

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """# 县报告
P: 乙渠修了3年。丙渠修了3年，丁路通车。
Q: 丁路怎么样了 || 通车
Q: 丙渠修了几年 || 3年 #2
N: 丁路花了多少钱
"""


def of(folder: Path, text: str) -> tuple[invented.Asked, ...]:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return invented.load(folder)


def test_a_question_knows_its_passage_and_the_words_that_tell(tmp_path: Path):
    asked = of(tmp_path, GOOD)
    told = [each.passage[slice(*each.span)] if each.span else None for each in asked]
    assert [each.question for each in asked] == ["丁路怎么样了", "丙渠修了几年", "丁路花了多少钱"]
    assert told == ["通车", "3年", None]
    assert asked[1].span == (11, 13)


def test_some_of_the_files_may_be_read(tmp_path: Path):
    (tmp_path / "b.txt").write_text("P: 丁路通车。\nN: 丁路多长\n", encoding="utf-8")
    assert len(of(tmp_path, GOOD)) == 4
    assert [each.question for each in invented.load(tmp_path, ["b"])] == ["丁路多长"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Q: 丙渠修了几年 || 3年", "more than once"),
        ("Q: 丙渠修了几年 || 4年", "does not stand"),
        ("Q: 丙渠修了几年 || 3年 #3", "3 times"),
        ("Q: 丙渠修了几年", "not of the form"),
        ("X: 丙渠", "begins with none"),
    ],
)
def test_a_line_that_does_not_hold_is_named(tmp_path: Path, line: str, why: str):
    with pytest.raises(QuestionFileError, match=f"a.txt, line 6: .*{why}"):
        of(tmp_path, GOOD + line)


def test_what_is_there_holds_and_is_told_within_a_sentence():
    asked = invented.load()
    told = [each for each in asked if each.span is not None]
    assert len({(each.passage, each.question) for each in asked}) == len(asked)
    assert len(asked) > len(told) > len(asked) / 2
    for each in told:
        start, end = each.span or (0, 0)
        assert any(s <= start and end <= e for s, e in cutting.sentences(each.passage))
