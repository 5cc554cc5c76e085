"""The figures of an evaluation: overall, by type, question by question; as JSON and a table."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from statistics import fmean
from typing import TYPE_CHECKING, Any

from qa.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    """Answer figures: ``n_exact`` of ``n_judged`` answers were right, and who was refused.

    ``f1`` is the mean token F1 of the judged answers. ``refusal_precision`` is the share of the
    refusals that were due, ``refusal_recall`` the share of the unanswerable questions that were
    refused. Each is ``None`` where there is nothing to divide by.
    """

    n_judged: int
    n_exact: int
    f1: float | None
    n_answerable: int
    n_answerable_refused: int
    n_unanswerable: int
    n_unanswerable_refused: int
    refusal_precision: float | None
    refusal_recall: float | None

    @property
    def n_refused(self) -> int:
        """How many questions were refused, rightly or wrongly."""
        return self.n_answerable_refused + self.n_unanswerable_refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one question.

    ``rank`` is the first right passage's, 1-based, ``None`` below rank 10; ``retrieval`` is
    ``None`` for a question that nothing answers. ``found`` and ``answer`` are ``None`` where no
    answer was asked for, ``exact`` and ``f1`` also where none could be judged; an answerable
    question that is refused has ``exact`` false and ``f1`` 0.
    """

    id: str
    type: str
    question: str
    rank: int | None
    retrieval: Retrieval | None
    found: bool | None
    answer: str | None
    exact: bool | None
    f1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of a group of questions; ``None`` where the group has nothing to measure."""

    name: str
    n_questions: int
    retrieval: Retrieval | None
    answering: Answering | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReport:
    """All figures of one run over one question file.

    ``n_without_passage`` counts the questions whose evidence no passage of the index holds: they
    count 0 everywhere, and many of them mean that another report was indexed. ``search_ms`` and
    ``ask_ms`` are medians over the questions, on this machine; ``search_ms`` is ``None`` where
    every question follows others and was asked only.
    """

    name: str
    overall: Row
    types: tuple[Row, ...]
    outcomes: tuple[Outcome, ...]
    n_skipped: int
    n_without_passage: int
    search_ms: float | None
    ask_ms: float | None

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values that ``json.dumps`` takes."""
        return asdict(self)

    def format(self) -> str:
        """Return a plain-text table with a row for each type, and notes below it."""
        asked = self.overall.answering is not None
        table = [_HEAD + (_ANSWER_HEAD if asked else ())]
        table += [_cells(row) for row in (*self.types, self.overall)]
        lines = columns(table)
        lines.insert(len(lines) - 1, "-" * len(lines[0]))
        if asked:
            lines += ["", "exact: answers equal to an expected one / questions that have one"]
            lines += ["F1: their mean token overlap with it, as CMRC 2018 counts"]
            lines += ["refused: unanswerable questions refused; wrongly: answerable ones refused"]
            lines += ["", *map(_refusals, (*filter(_is_mixed, self.types), self.overall))]
        if self.n_without_passage:
            n = counted(self.n_without_passage, "question")
            lines += ["", f"counted as 0, for no passage holds the evidence: {n}"]
        if self.n_skipped:
            lines += ["", f"left out: {counted(self.n_skipped, 'question')} without a word"]
        times = {"search": self.search_ms, "ask": self.ask_ms}
        medians = ", ".join(
            f"to {verb} {ms:.1f} ms" for verb, ms in times.items() if ms is not None
        )
        return "\n".join([*lines, "", f"median time {medians}"])


def row(name: str, outcomes: Sequence[Outcome]) -> Row:
    """Sum a group of outcomes up."""
    measured = [outcome.retrieval for outcome in outcomes if outcome.retrieval is not None]
    retrieval = None
    if measured:
        retrieval = Retrieval(
            **{f.name: fmean(getattr(m, f.name) for m in measured) for f in fields(Retrieval)}
        )
    answered = all(outcome.found is not None for outcome in outcomes)
    return Row(
        name=name,
        n_questions=len(outcomes),
        retrieval=retrieval,
        answering=_answering(outcomes) if answered else None,
    )


def share(part: int, whole: int) -> float | None:
    """Return ``part / whole``, or ``None`` of nothing."""
    return part / whole if whole else None


def columns(rows: Sequence[tuple[str, ...]], *, n_left: int = 1) -> list[str]:
    """Return a line for each row, in columns: the first ``n_left`` of words, the rest of numbers.

    A Chinese character takes two columns of the terminal.
    """
    from tabulate import tabulate  # noqa: PLC0415 - 50 ms, which --help need not wait

    sides = ["left"] * n_left + ["right"] * (len(rows[0]) - n_left)
    table: str = tabulate(rows, tablefmt="plain", colalign=sides, disable_numparse=True)
    return table.split("\n")


def decimals(figure: float | None) -> str:
    """Return a figure with three decimals; a dash for none."""
    return "-" if figure is None else f"{figure:.3f}"


def _answering(outcomes: Sequence[Outcome]) -> Answering:
    refused = [outcome.retrieval is None for outcome in outcomes if not outcome.found]
    n_unanswerable = sum(outcome.retrieval is None for outcome in outcomes)
    judged = [outcome for outcome in outcomes if outcome.exact is not None]
    overlaps = [outcome.f1 for outcome in judged if outcome.f1 is not None]
    return Answering(
        n_judged=len(judged),
        n_exact=sum(outcome.exact is True for outcome in judged),
        f1=fmean(overlaps) if judged and len(overlaps) == len(judged) else None,
        n_answerable=len(outcomes) - n_unanswerable,
        n_answerable_refused=len(refused) - sum(refused),
        n_unanswerable=n_unanswerable,
        n_unanswerable_refused=sum(refused),
        refusal_precision=share(sum(refused), len(refused)),
        refusal_recall=share(sum(refused), n_unanswerable),
    )


_HEAD = ("type", "questions", "Hit@1", "Hit@3", "MRR@10")
_ANSWER_HEAD = ("exact", "F1", "refused", "wrongly")


def _cells(row: Row) -> tuple[str, ...]:
    cells = [row.name, str(row.n_questions)]
    retrieval = row.retrieval
    shown = (
        (retrieval.hit_at_1, retrieval.hit_at_3, retrieval.mrr_at_10) if retrieval else (None,) * 3
    )
    cells += map(decimals, shown)
    answered = row.answering
    if answered is not None:
        cells += [
            _part(answered.n_exact, answered.n_judged),
            decimals(answered.f1),
            _part(answered.n_unanswerable_refused, answered.n_unanswerable),
            _part(answered.n_answerable_refused, answered.n_answerable),
        ]
    return tuple(cells)


def _part(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else "-"


def _is_mixed(row: Row) -> bool:
    """Whether a refusal in the group can be right and can be wrong."""
    return row.answering is not None and all(
        (row.answering.n_answerable, row.answering.n_unanswerable)
    )


def _refusals(row: Row) -> str:
    """Return the line of a group's refusal precision and recall."""
    answered = row.answering
    if answered is None:
        raise ValueError(f"no answers were asked for in '{row.name}'")
    due = answered.n_unanswerable_refused
    precision = f"{decimals(answered.refusal_precision)} ({_part(due, answered.n_refused)})"
    recall = f"{decimals(answered.refusal_recall)} ({_part(due, answered.n_unanswerable)})"
    return f"refusals, {row.name}: precision {precision}, recall {recall}"
