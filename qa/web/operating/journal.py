"""A record of each question: what came of it and how long it took, never what was asked.

The words of a question are in a record only where whoever runs the server wants them there, and what
was answered never is. All that is counted by is one of a few names (``Asked``, ``By``, ``Kind`` …).
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from index.errors import NotReadyError
from qa.understanding.question import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qa.types import Answer


class Asked(StrEnum):
    """What was asked for."""

    ANSWER = "answer"
    PASSAGES = "passages"
    TABLE = "table"
    MENTIONS = "mentions"
    REPORTS = "reports"


class By(StrEnum):
    """The way a question came."""

    PAGE = "page"
    FILE = "file"  # of questions, on the page
    API = "api"
    MCP = "mcp"


class Failure(StrEnum):
    """Why a question was not even looked up."""

    NOT_READY = "not ready"
    BAD_QUESTION = "bad question"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What came of a question.

    ``generation`` is the name of what it was asked of, empty where there was none; ``level``,
    ``kind`` and ``reason`` are those of an answer, empty of what has none; ``failure`` is why there is
    nothing; ``question`` is ``None`` unless the words are to be kept.
    """

    asked: Asked
    by: By
    took_s: float
    generation: str = ""
    level: str = ""
    kind: str = ""
    reason: str = ""
    failure: Failure | None = None
    question: str | None = None


class Entry:
    """What is known of a question while it is answered."""

    def __init__(self) -> None:
        self.generation = ""
        self.answer: Answer | None = None

    def answered(self, generation: str, answer: Answer | None = None) -> None:
        """Take down what it was asked of, and the answer where it has one."""
        self.generation, self.answer = generation, answer


class Journal:
    """Hands a record of each question to whoever counts or writes them.

    Args:
        observers: are given each record.
        keeps_questions: whether records hold what was asked.
    """

    def __init__(self, *observers: Callable[[Record], None], keeps_questions: bool = False) -> None:
        self._observers = observers
        self._keeps_questions = keeps_questions

    @contextlib.contextmanager
    def entry(self, asked: Asked, by: By, question: object = "") -> Iterator[Entry]:
        """Take the time of a question, and what comes of it, also where it fails."""
        entry, failure, began = Entry(), None, time.perf_counter()
        try:
            yield entry
        except Exception as error:
            failure = _failure(error)
            raise
        finally:
            if self._observers:
                self._tell(entry, asked, by, failure, time.perf_counter() - began, question)

    def _tell(  # noqa: PLR0917 - what there is of a record
        self,
        entry: Entry,
        asked: Asked,
        by: By,
        failure: Failure | None,
        took_s: float,
        question: object,
    ) -> None:
        answer = entry.answer
        reason = answer.reason if answer else None
        record = Record(
            asked=asked,
            by=by,
            took_s=took_s,
            generation=entry.generation,
            level=answer.level.value if answer else "",
            kind=answer.kind.value if answer else "",
            reason=reason.value if reason else "",
            failure=failure,
            question=str(question) if self._keeps_questions else None,
        )
        for observe in self._observers:
            observe(record)


def _failure(error: Exception) -> Failure:
    if isinstance(error, NotReadyError):
        return Failure.NOT_READY
    return Failure.BAD_QUESTION if isinstance(error, QuestionError) else Failure.FAILED
