"""qa.evaluation.feedback: question files of what visitors thought of answers."""

from __future__ import annotations

import dataclasses
import json
import threading
from typing import TYPE_CHECKING

import pytest

from index.errors import FeedbackError, QuestionFileError
from qa.evaluation.feedback import Feedback, Verdict
from qa.evaluation.question_file import load_questions
from tests.support.texts.answer_samples import sample

if TYPE_CHECKING:
    from pathlib import Path


def test_a_liked_answer_is_a_question_that_eval_can_ask(tmp_path: Path):
    feedback = Feedback(tmp_path)
    answer = sample()
    assert feedback.keep(answer, ("去年呢?",), Verdict.LIKED)
    (kept,) = load_questions(feedback.path(Verdict.LIKED)).questions
    assert kept.question == answer.question.strip()
    assert kept.type == "quantity"
    assert kept.answers == ("4.5%左右",)
    assert kept.evidence == (answer.citations[0].passage.text,)
    assert kept.document == "x.txt"
    assert kept.history == ("去年呢?",)


def test_a_liked_refusal_is_a_question_that_nothing_answers(tmp_path: Path):
    feedback = Feedback(tmp_path)
    feedback.keep(sample(found=False), (), Verdict.LIKED)
    (kept,) = load_questions(feedback.path(Verdict.LIKED)).questions
    assert (kept.type, kept.answers, kept.evidence) == ("unanswerable", (), ())


def test_a_disliked_answer_is_never_taken_for_a_right_one(tmp_path: Path):
    feedback = Feedback(tmp_path)
    feedback.keep(sample(), (), Verdict.DISLIKED)
    assert not feedback.path(Verdict.LIKED).exists()
    path = feedback.path(Verdict.DISLIKED)
    with pytest.raises(QuestionFileError, match="'answers' is missing"):
        load_questions(path)
    record = json.loads(path.read_text(encoding="utf-8"))
    assert record["given"]["answers"] == ["4.5%左右"]
    corrected = record | {"answers": ["5%"], "evidence": ["增长5%"]}
    path.write_text(json.dumps(corrected), encoding="utf-8")
    assert load_questions(path).questions[0].answers == ("5%",)


def test_the_same_is_kept_once_another_answer_beside_it(tmp_path: Path):
    feedback = Feedback(tmp_path)
    assert feedback.keep(sample(), (), Verdict.LIKED)
    assert not feedback.keep(sample(), (), Verdict.LIKED)
    assert feedback.keep(sample(), ("前一问",), Verdict.LIKED)
    assert len(load_questions(feedback.path(Verdict.LIKED)).questions) == 2


def test_many_visitors_at_once_lose_nothing(tmp_path: Path):
    def keep(i: int) -> None:
        answer = dataclasses.replace(sample(), question=f"第{i}问", asked=f"第{i}问")
        Feedback(tmp_path).keep(answer, (), Verdict.LIKED)

    threads = [threading.Thread(target=keep, args=(i,)) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    questions = load_questions(tmp_path / "liked.jsonl").questions
    assert {each.question for each in questions} == {f"第{i}问" for i in range(12)}


def test_half_a_line_of_a_crash_spoils_no_other(tmp_path: Path):
    feedback = Feedback(tmp_path)
    feedback.path(Verdict.LIKED).write_bytes('{"id": "半'.encode()[:-1])
    feedback.keep(sample(), (), Verdict.LIKED)
    lines = feedback.path(Verdict.LIKED).read_bytes().split(b"\n")
    assert json.loads(lines[1])["answers"] == ["4.5%左右"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FeedbackError, match="check that the folder can be written"):
        Feedback(tmp_path / "file").keep(sample(), (), Verdict.LIKED)


def test_by_default_it_lies_beside_the_users_index():
    path = Feedback().path(Verdict.LIKED)
    assert path.parts[-3:] == ("wenbao", "feedback", "liked.jsonl")


def test_a_file_that_is_full_is_told_and_left_as_it_is(tmp_path: Path):
    feedback = Feedback(tmp_path)
    path = feedback.path(Verdict.LIKED)
    with path.open("wb") as file:
        file.truncate(16 << 20)
    with pytest.raises(FeedbackError, match=r"liked\.jsonl is full \(16 MiB\); move it elsewhere"):
        feedback.keep(sample(), (), Verdict.LIKED)
    assert path.stat().st_size == 16 << 20
    assert feedback.keep(sample(), (), Verdict.DISLIKED)
