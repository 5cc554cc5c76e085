"""A run: each question of a file is asked once, and its answers become a table."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from index.errors import BatchError
from qa.batches import answer_rows, output, question_rows
from qa.batches.answer_rows import ANSWER_FIELDS
from qa.batches.heads import ENGLISH
from qa.batches.journal import Journal
from qa.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from qa.batches.question_rows import QuestionRow, QuestionRows
    from qa.snapshot import Snapshot

Say = Callable[[str], None]
Advance = Callable[[int], object]
_ANSWERED = frozenset({Level.ANSWERED.value, answer_rows.COUNTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a run came to: of how many lines, how many were answered, are likely, and cannot be asked."""

    n_rows: int
    n_answered: int
    n_likely: int
    n_troubled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is asked, of what, and where the answers go."""

    file: Path
    out: Path
    top_k: int
    overwrite: bool = False

    def questions(self) -> QuestionRows:
        """The questions of the file, once it is known that their answers can be written.

        Raises:
            BatchError: they cannot be read, or their answers not be written.
        """
        output.check(self.out, self.file, overwrite=self.overwrite)
        return question_rows.load(self.file)

    def answer(
        self, questions: QuestionRows, snapshot: Snapshot, say: Say, advance: Advance
    ) -> Done:
        """Ask what was not asked yet, and write the table.

        Args:
            questions: those of the file.
            snapshot: what is asked: one generation to the end.
            say: is given a line for each line of the file that cannot be asked, and more.
            advance: is told how many lines are done.

        Raises:
            BatchError: another run writes the same table.
            WenbaoError: the index cannot be read.
            OSError: the table cannot be written; what was answered is kept.
        """
        for row in questions.rows:
            if row.trouble:
                say(f"{self.file}, line {row.number}: {row.trouble}")
        depends = {"index": snapshot.name, "top_k": self.top_k}
        with self._locked(), Journal(self._beside(".journal"), depends) as journal:
            if journal.is_of_another:
                say("the index is another one than that of the run before: all is asked anew")
            elif len(journal):
                say(f"going on with a run that was ended: {len(journal)} are answered already")
            made = []
            for row in questions.rows:
                made.append(_made(row, snapshot, self.top_k, journal))
                advance(1)
            output.write(self.out, _table(questions, made), ENGLISH.of(questions.heads))
            journal.remove()
        levels = [fields["level"] for fields in made]
        return Done(
            n_rows=len(made),
            n_answered=sum(level in _ANSWERED for level in levels),
            n_likely=levels.count(Level.LIKELY.value),
            n_troubled=levels.count(answer_rows.NOT_ASKED),
        )

    def _beside(self, suffix: str) -> Path:
        return self.out.with_name(f"{self.out.name}{suffix}")

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        file = self._beside(".lock")
        try:
            with FileLock(file, timeout=0):
                yield
                file.unlink(missing_ok=True)
        except Timeout as error:
            raise BatchError(
                f"another run is writing {self.out}: wait for it, or name another file"
            ) from error


def _made(row: QuestionRow, snapshot: Snapshot, top_k: int, journal: Journal) -> dict[str, Any]:
    """The fields of a line: as they were kept, or by asking now."""
    if row.trouble:
        return answer_rows.of_trouble(row.trouble)
    if row.question not in journal:
        mentions = snapshot.asked_mentions(row.question)
        journal.add(
            row.question,
            answer_rows.of_answer(snapshot.ask(row.question, top_k=top_k))
            if mentions is None
            else answer_rows.of_mentions(mentions),
        )
    return journal[row.question]


def _table(questions: QuestionRows, made: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of the table."""
    names = ENGLISH.of(questions.heads)
    pairs = zip(questions.rows, made, strict=True)
    return [dict(zip(names, cells_of(row, fields), strict=True)) for row, fields in pairs]


def cells_of(row: QuestionRow, fields: Mapping[str, Any]) -> tuple[Any, ...]:
    """A line of the table: that of the file, with what was answered."""
    return row.number, row.question, *row.others, *(fields[name] for name in ANSWER_FIELDS)
