"""Question files: one question a line, or SQuAD form; malformed ones reported, not half-read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import QuestionFileError
from index.platform import regular_files
from qa.understanding.question import require_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import UnionType

_FORMS = "expected one question (a JSON object) a line, or a SQuAD file with 'data'"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuestion:
    """A question and what is right for it.

    A passage is right when its text contains any one of ``evidence``; empty evidence: nothing
    answers the question. Any one of ``answers`` is right; empty answers: only the passage is
    judged. ``document``, where given, names the only right document: its title, its path, or its
    file's name with or without the ending.
    ``history`` holds the questions before this one, oldest first; they are not asked themselves,
    but handed to the engine with this one.
    """

    id: str
    type: str
    question: str
    answers: tuple[str, ...]
    evidence: tuple[str, ...]
    document: str = ""
    history: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for text in (self.question, *self.history, *self.answers, *self.evidence):
            require_text(text, "a text")
        for name in ("id", "type", "question"):
            if not getattr(self, name).strip():
                raise ValueError(f"'{name}' is empty")
        if not all(text.strip() for text in self.answers + self.evidence):
            raise ValueError("an empty string among 'answers' or 'evidence'")
        if not all(text.strip() for text in self.history):
            raise ValueError("an empty string in 'history'")
        if self.answers and not self.evidence:
            raise ValueError("'answers' without 'evidence': no passage could be right")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """The questions of one file.

    ``contexts`` are the distinct passages that a SQuAD-form file brings along, stripped, to be
    indexed one passage each; for such a file a passage is right when it *is* the evidence.
    ``n_skipped`` counts its questions without a word (the public sets have some).
    """

    name: str
    questions: tuple[JudgedQuestion, ...]
    contexts: tuple[str, ...] = ()
    n_skipped: int = 0

    def __post_init__(self) -> None:
        if not self.questions:
            raise ValueError("there are no questions")
        seen: set[str] = set()
        for question in self.questions:
            if question.id in seen:
                raise ValueError(f"the id '{question.id}' stands twice")
            seen.add(question.id)


def load_questions(path: Path) -> QuestionSet:
    """Read a question file: one JSON object a line, or SQuAD form (v1, v2), told by its content.

    Raises:
        QuestionFileError: The file cannot be read or is in neither form; the message names the
            file, the place in it, and what was expected there.
    """
    try:
        text = regular_files.read_given_text(path, "utf-8-sig")
    except OSError as error:
        raise QuestionFileError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise QuestionFileError(f"{path}: not UTF-8 at byte {error.start}; {_FORMS}") from error
    if not text.strip():
        raise QuestionFileError(f"{path}: the file is empty; {_FORMS}")
    try:
        first, end = json.JSONDecoder().raw_decode(text, len(text) - len(text.lstrip()))
    except json.JSONDecodeError as error:
        raise QuestionFileError(f"{path}, line {error.lineno}: {error.msg}; {_FORMS}") from error
    if not isinstance(first, dict) or "data" not in first or "question" in first:
        return _question_set(path, _lines(path, text))
    if text[end:].strip():
        raise QuestionFileError(f"{path}: there is more after the SQuAD object; {_FORMS}")
    paragraphs = [
        paragraph
        for article in _Node(value=first, place=f"{path}:").nodes("data")
        for paragraph in article.nodes("paragraphs")
    ]
    contexts = dict.fromkeys(paragraph.text("context").strip() for paragraph in paragraphs)
    records = [(node, paragraph) for paragraph in paragraphs for node in paragraph.nodes("qas")]
    asked = [(node, paragraph) for node, paragraph in records if node.text("question").strip()]
    return _question_set(
        path,
        (_squad_question(node, paragraph.text("context").strip()) for node, paragraph in asked),
        contexts=tuple(contexts),
        n_skipped=len(records) - len(asked),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """A JSON value and its place in the file, to read fields from with errors that name it."""

    value: object
    place: str

    def field(self, key: str, kind: type | UnionType, wanted: str, default: object = None) -> Any:
        """Return a field of a known type; without a default it has to be there."""
        if not isinstance(self.value, dict):
            raise QuestionFileError(f"{self.place} not a JSON object; {_FORMS}")
        value = self.value.get(key, default)
        if not isinstance(value, kind):
            given = "missing" if value is None else json.dumps(value, ensure_ascii=False)[:40]
            raise QuestionFileError(f"{self.place} '{key}' is {given}; expected {wanted}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string."""
        return str(self.field(key, str, "a string", default))

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of strings."""
        values = self.field(key, list, "a list of strings", default)
        if not all(isinstance(value, str) for value in values):
            raise QuestionFileError(f"{self.place} '{key}' holds more than strings")
        return tuple(values)

    def nodes(self, key: str) -> list[_Node]:
        """Return the members of a list, each with its own place."""
        values = self.field(key, list, "a list of objects")
        return [
            _Node(value=value, place=f"{self.place} {key}[{i}]") for i, value in enumerate(values)
        ]


def _question_set(path: Path, questions: Iterable[JudgedQuestion], **more: Any) -> QuestionSet:
    try:
        return QuestionSet(name=path.name, questions=tuple(questions), **more)
    except ValueError as error:
        raise QuestionFileError(f"{path}: {error}") from error


def _question(node: _Node, **more: Any) -> JudgedQuestion:
    identity, words = node.text("id"), node.text("question").strip()
    try:
        return JudgedQuestion(id=identity, question=words, **more)
    except ValueError as error:
        raise QuestionFileError(f"{node.place} {error}") from error


def _lines(path: Path, text: str) -> Iterator[JudgedQuestion]:
    """Read one question a line; empty lines are skipped."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path}, line {number}:"
        try:
            node = _Node(value=json.loads(line), place=place)
        except json.JSONDecodeError as error:
            raise QuestionFileError(f"{place} {error.msg}; expected a JSON object") from error
        yield _question(
            node,
            type=node.text("type"),
            answers=node.texts("answers"),
            evidence=node.texts("evidence"),
            document=node.text("document", default=""),
            history=node.texts("history", default=[]),
        )


def _squad_question(node: _Node, context: str) -> JudgedQuestion:
    """Read a question in SQuAD form; its evidence is its whole context."""
    if node.field("is_impossible", bool, "true or false", default=False):
        return _question(node, type="unanswerable", answers=(), evidence=())
    # The public sets have numbers and nulls among the answers' texts.
    kinds = str | int | float | None
    texts = [node.field("text", kinds, "a string") for node in node.nodes("answers")]
    answers = tuple(str(text) for text in texts if text not in {None, ""})
    return _question(node, type="answerable", answers=answers, evidence=(context,))
