"""The figures of an evaluation: overall, by type, question by question; as JSON and a table."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """Retrieval figures, 0 to 1: of one question, or the mean of several."""

    hit_at_1: float
    hit_at_3: float
    hit_at_5: float
    mrr_at_10: float
    ndcg_at_10: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Answer figures: ``n_exact`` of ``n_judged`` answers were right, and who was refused."""

    n_judged: int
    n_exact: int
    n_answerable: int
    n_answerable_refused: int
    n_unanswerable: int
    n_unanswerable_refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one question.

    ``rank`` is the first right passage's, 1-based, ``None`` below rank 10; ``retrieval`` is
    ``None`` for a question that nothing answers. ``found`` and ``answer`` are ``None`` where no
    answer was asked for, ``exact`` also where none could be judged.
    """

    id: str
    type: str
    question: str
    rank: int | None
    retrieval: Retrieval | None
    found: bool | None
    answer: str | None
    exact: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of a group of questions; ``None`` where the group has nothing to measure."""

    name: str
    n_questions: int
    retrieval: Retrieval | None
    answering: Answering | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures of one run over one question file.

    ``n_without_passage`` counts the questions whose evidence no passage of the index holds: they
    count 0 everywhere, and many of them mean that another report was indexed. ``search_ms`` and
    ``ask_ms`` are medians over the questions, on this machine.
    """

    name: str
    overall: Row
    types: tuple[Row, ...]
    outcomes: tuple[Outcome, ...]
    n_skipped: int
    n_without_passage: int
    search_ms: float
    ask_ms: float | None

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values that ``json.dumps`` takes."""
        return asdict(self)

    def format(self) -> str:
        """Return a plain-text table with a row for each type, and notes below it."""
        head = ("type", "questions", "Hit@1", "Hit@3", "Hit@5", "MRR@10", "nDCG@10")
        asked = self.ask_ms is not None
        table = [head + (("exact", "refused", "wrongly") if asked else ())]
        table += [_cells(row) for row in (*self.types, self.overall)]
        widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
        lines = [
            "  ".join((_pad(row[0], widths[0], left=True), *map(_pad, row[1:], widths[1:])))
            for row in table
        ]
        lines.insert(len(lines) - 1, "-" * _width(lines[0]))
        if asked:
            lines += ["", "exact: answers equal to an expected one / questions that have one"]
            lines += ["refused: unanswerable questions refused; wrongly: answerable ones refused"]
        if self.n_without_passage:
            lines += [
                "",
                f"{self.n_without_passage} questions count 0: no passage holds their evidence",
            ]
        if self.n_skipped:
            lines += ["", f"{self.n_skipped} questions without a word were left out"]
        asking = f", to ask {self.ask_ms:.1f} ms" if self.ask_ms is not None else ""
        return "\n".join([*lines, "", f"median time to search {self.search_ms:.1f} ms{asking}"])


def _cells(row: Row) -> tuple[str, ...]:
    retrieval, answering = row.retrieval, row.answering
    figures = [f"{getattr(retrieval, f.name):.3f}" if retrieval else "-" for f in fields(Retrieval)]
    if answering is not None:
        figures += [
            f"{part}/{whole}" if whole else "-"
            for part, whole in (
                (answering.n_exact, answering.n_judged),
                (answering.n_unanswerable_refused, answering.n_unanswerable),
                (answering.n_answerable_refused, answering.n_answerable),
            )
        ]
    return (row.name, str(row.n_questions), *figures)


def _width(text: str) -> int:
    """Count the terminal's columns: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int, *, left: bool = False) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
