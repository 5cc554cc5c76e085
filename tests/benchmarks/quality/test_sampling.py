from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.quality.sampling import sample, squad
from index.errors import QuestionFileError
from qa.evaluation.question_file import JudgedQuestion, QuestionSet, load_questions

if TYPE_CHECKING:
    from pathlib import Path


def _question(number: int, context: str | None) -> JudgedQuestion:
    return JudgedQuestion(
        id=str(number),
        type="answerable" if context else "unanswerable",
        question=f"第{number}问?",
        answers=("甲",) if context else (),
        evidence=(context,) if context else (),
    )


CONTEXTS = ("甲乙。", "甲丙。", "甲丁。")
SET = QuestionSet(
    name="set.json",
    questions=(*(_question(i, CONTEXTS[i % 2]) for i in range(6)), _question(6, None)),
    contexts=CONTEXTS,
)


def test_a_sample_is_of_answerable_questions_and_always_the_same():
    few = sample(SET, 3, seed=0)
    assert len(few.questions) == 3
    assert all(question.evidence for question in few.questions)
    assert few == sample(SET, 3, seed=0)
    assert few.contexts == CONTEXTS


def test_without_a_limit_all_answerable_ones_are_kept():
    assert len(sample(SET, None, seed=0).questions) == 6


def test_nothing_to_find_is_an_error():
    alone = QuestionSet(name="set.json", questions=(_question(0, None),))
    with pytest.raises(QuestionFileError, match="none of its questions has an answer"):
        sample(alone, 3, seed=0)


def test_a_sample_written_as_a_file_is_read_back(tmp_path: Path):
    few = sample(SET, 4, seed=0)
    file = tmp_path / "set.json"
    file.write_text(squad(few), encoding="utf-8")
    read = load_questions(file)
    assert read.contexts == CONTEXTS
    assert set(read.questions) == set(few.questions)
