"""Invented passages, as reports have them, with questions: a text file of lines that begin with a letter.

``P:`` is a passage, ``Q: question || words`` is told by these words of it (``#2`` after them for
the second place where they stand), ``N: question`` is not told; ``#`` begins a remark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.questions.question_file import FOLDER, QuestionFileError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

PASSAGES = FOLDER / "passages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question on a passage, and the place in the passage's characters that tells; ``None`` if none does."""

    passage: str
    question: str
    span: tuple[int, int] | None


def load(folder: Path = PASSAGES, names: Collection[str] = ()) -> tuple[Asked, ...]:
    """All questions on the passages of a folder's ``.txt`` files, in their order.

    Args:
        folder: where they are.
        names: only of the files of these names, without ``.txt``; of all by default.

    Raises:
        QuestionFileError: a line is none of these, or its words do not stand in the passage.
    """
    files = (file for file in sorted(folder.glob("*.txt")) if not names or file.stem in names)
    return tuple(each for file in files for each in _of_file(file))


def _of_file(file: Path) -> Iterator[Asked]:
    passage = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        tag, _, rest = (part.strip() for part in line.partition(":"))
        if tag == "P":
            passage = rest
            continue
        try:
            yield _asked(passage, tag, rest)
        except ValueError as error:
            raise QuestionFileError(f"{file.name}, line {number}: {error}") from error


def _asked(passage: str, tag: str, rest: str) -> Asked:
    if tag == "Q":
        return _told(passage, rest)
    if tag == "N":
        return Asked(passage=passage, question=rest, span=None)
    raise ValueError("begins with none of P:, Q:, N: and #")


def _told(passage: str, line: str) -> Asked:
    question, found, words = (part.strip() for part in line.partition("||"))
    words, _, nth = (part.strip() for part in words.partition("#"))
    if not (question and found and words):
        raise ValueError("not of the form question || words")
    start = -1
    for _ in range(int(nth or 1)):
        start = passage.find(words, start + 1)
        if start < 0:
            raise ValueError(f"{words} does not stand in its passage {nth or 1} times")
    if not nth and passage.find(words, start + 1) >= 0:
        raise ValueError(f"{words} stands more than once in its passage: say which by #1, #2")
    return Asked(passage=passage, question=question, span=(start, start + len(words)))
