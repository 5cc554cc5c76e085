"""Fewer questions of a file, always the same ones; and those written as a file of their own."""

from __future__ import annotations

import dataclasses
import json
import random
from typing import TYPE_CHECKING

from index.errors import QuestionFileError

if TYPE_CHECKING:
    from qa.evaluation.question_file import QuestionSet


def sample(questions: QuestionSet, limit: int | None, seed: int) -> QuestionSet:
    """Keep the answerable questions, at most ``limit`` of them drawn at random."""
    answerable = [question for question in questions.questions if question.evidence]
    if not answerable:
        raise QuestionFileError(f"{questions.name}: none of its questions has an answer to find")
    if limit is not None and limit < len(answerable):
        answerable = random.Random(seed).sample(answerable, limit)  # noqa: S311 - no secret
    return dataclasses.replace(questions, questions=tuple(answerable))


def squad(questions: QuestionSet) -> str:
    """A set with contexts as a file in SQuAD form; contexts without a question stay in it."""
    paragraphs = [
        {
            "context": context,
            "qas": [
                {
                    "id": question.id,
                    "question": question.question,
                    "answers": [{"text": text} for text in question.answers],
                }
                for question in questions.questions
                if question.evidence == (context,)
            ],
        }
        for context in questions.contexts
    ]
    return json.dumps({"data": [{"paragraphs": paragraphs}]}, ensure_ascii=False)
