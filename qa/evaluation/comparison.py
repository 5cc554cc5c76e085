"""What a run did better and worse than an earlier one: by metric, and question by question."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qa.evaluation.metrics import Outcome, Retrieval, Row, columns, decimals, row, share
from qa.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qa.evaluation.metrics import EvaluationReport
    from qa.evaluation.saved_run import SavedRun

_LABELS = {
    "hit_at_1": "Hit@1",
    "hit_at_3": "Hit@3",
    "hit_at_5": "Hit@5",
    "mrr_at_10": "MRR@10",
    "ndcg_at_10": "nDCG@10",
    "exact": "exact",
    "f1": "F1",
    "refusal_precision": "refusal precision",
    "refusal_recall": "refusal recall",
    "wrongly_refused": "wrongly refused",
}
_COMPARED = ("rank", "found", "answer", "exact", "f1")


class Direction(StrEnum):
    """Which way a question went."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    OTHERWISE = "changed otherwise"  # better in one thing and worse in another, or neither


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChange:
    """A metric of a group of questions, 0 to 1, that changed; ``None`` where it was not known."""

    group: str
    metric: str
    old: float | None
    new: float | None

    @property
    def difference(self) -> float | None:
        """New less old."""
        return None if self.old is None or self.new is None else self.new - self.old

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**values, "difference": self.difference}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChange:
    """A question with another outcome than before."""

    direction: Direction
    old: Outcome
    new: Outcome

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "direction": self.direction.value,
            **_named(self.new),
            "type": self.new.type,
            "old": {name: getattr(self.old, name) for name in _COMPARED},
            "new": {name: getattr(self.new, name) for name in _COMPARED},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An earlier run against a new one, on the ``n_common`` questions that both were asked.

    A question is the same when its id and its words are. The metrics are of the common questions
    alone, so that a question added or taken away changes none of them.
    """

    old_path: str
    old_name: str
    n_common: int
    metrics: tuple[MetricChange, ...]
    questions: tuple[QuestionChange, ...]
    only_old: tuple[Outcome, ...]
    only_new: tuple[Outcome, ...]

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values that ``json.dumps`` takes."""
        return {
            "old_path": self.old_path,
            "old_name": self.old_name,
            "n_common": self.n_common,
            "metrics": [change.to_json() for change in self.metrics],
            "questions": [change.to_json() for change in self.questions],
            "only_old": [_named(outcome) for outcome in self.only_old],
            "only_new": [_named(outcome) for outcome in self.only_new],
        }

    def format(self) -> str:
        """Return the changed metrics as a table, then the changed questions by direction."""
        common = counted(self.n_common, "question")
        lines = [f"compared with {self.old_path} ({self.old_name}), {common}", ""]
        cells = [("questions", "metric", "old", "new", "difference"), *map(_cells, self.metrics)]
        lines += columns(cells, n_left=2) if self.metrics else ["no metric changed"]
        for direction in Direction:
            changes = [change for change in self.questions if change.direction is direction]
            lines += ["", f"{direction}: {len(changes)}"]
            lines += [line for change in changes for line in _lines(change)]
        for label, alone in (("old", self.only_old), ("new", self.only_new)):
            lines += ["", f"only in the {label} report: {len(alone)}"] if alone else []
            lines += [f"  {_title(outcome)}" for outcome in alone]
        return "\n".join(lines)


def compare(old: SavedRun, new: EvaluationReport) -> Comparison:
    """Compare a report with an earlier one, on the questions that both have."""
    before = {(outcome.id, outcome.question): outcome for outcome in old.outcomes}
    now = {(outcome.id, outcome.question): outcome for outcome in new.outcomes}
    pairs = [(before[key], outcome) for key, outcome in now.items() if key in before]
    types = dict.fromkeys(after.type for _, after in pairs)
    groups = [("all", pairs), *((name, [p for p in pairs if p[1].type == name]) for name in types)]
    return Comparison(
        old_path=old.path,
        old_name=old.name,
        n_common=len(pairs),
        metrics=tuple(c for name, of_group in groups for c in _metric_changes(name, of_group)),
        questions=tuple(
            QuestionChange(direction=_direction(*pair), old=pair[0], new=pair[1])
            for pair in pairs
            if _is_changed(*pair)
        ),
        only_old=tuple(outcome for key, outcome in before.items() if key not in now),
        only_new=tuple(outcome for key, outcome in now.items() if key not in before),
    )


def _metric_changes(group: str, pairs: Sequence[tuple[Outcome, Outcome]]) -> Iterator[MetricChange]:
    old, new = (_metrics(row(group, [pair[i] for pair in pairs])) for i in (0, 1))
    for metric in _LABELS:
        values = old.get(metric), new.get(metric)
        if values[0] != values[1]:
            yield MetricChange(group=group, metric=metric, old=values[0], new=values[1])


def _metrics(of: Row) -> Mapping[str, float | None]:
    retrieval = of.retrieval
    figures: dict[str, float | None] = {}
    if retrieval is not None:
        figures |= {field.name: getattr(retrieval, field.name) for field in fields(Retrieval)}
    answered = of.answering
    if answered is not None:
        figures |= {
            "exact": share(answered.n_exact, answered.n_judged),
            "f1": answered.f1,
            "refusal_precision": answered.refusal_precision,
            "refusal_recall": answered.refusal_recall,
            "wrongly_refused": share(answered.n_answerable_refused, answered.n_answerable),
        }
    return figures


def _is_changed(old: Outcome, new: Outcome) -> bool:
    """Whether anything differs; an ``f1`` that was not measured then does not count."""
    names = [name for name in _COMPARED if name != "f1" or old.f1 is not None]
    return any(getattr(old, name) != getattr(new, name) for name in names)


def _direction(old: Outcome, new: Outcome) -> Direction:
    gains = set(_gains(old, new))
    if gains == {True}:
        return Direction.IMPROVED
    return Direction.WORSENED if gains == {False} else Direction.OTHERWISE


def _gains(old: Outcome, new: Outcome) -> Iterator[bool]:
    """Yield for each thing that can be told whether it is better (True) or worse (False) now.

    A refusal is judged by ``exact`` and ``f1``, which make it 0, where there is an expected
    answer: a wrong answer is then no better than a refusal was. Nothing can be told of a question
    whose expectations are others than before.
    """
    answerable = old.retrieval is not None
    if answerable != (new.retrieval is not None):
        return
    if old.rank != new.rank:
        yield new.rank is not None and (old.rank is None or new.rank < old.rank)
    judged = old.exact is not None and new.exact is not None
    if judged:
        if old.exact != new.exact:
            yield bool(new.exact)
        if old.f1 is not None and new.f1 is not None and old.f1 != new.f1:
            yield new.f1 > old.f1
    elif old.found is not None and new.found is not None and old.found != new.found:
        yield new.found == answerable


def _cells(change: MetricChange) -> tuple[str, ...]:
    difference = "-" if change.difference is None else f"{change.difference:+.3f}"
    label = _LABELS[change.metric]
    return (change.group, label, decimals(change.old), decimals(change.new), difference)


def _lines(change: QuestionChange) -> Iterator[str]:
    """Yield the question's line, a line of what changed, and both answers where they differ."""
    old, new = change.old, change.new
    yield f"  {_title(new)}"
    pairs = {
        "rank": (_rank(old), _rank(new)),
        "exact": (_yes(old.exact), _yes(new.exact)),
        "F1": (decimals(old.f1), decimals(new.f1)),
    }
    changes = [f"{name} {was} → {now}" for name, (was, now) in pairs.items() if was != now]
    if changes:
        yield "      " + ", ".join(changes)
    if (old.found, old.answer) != (new.found, new.answer):
        yield f"      old: {_said(old)}"
        yield f"      new: {_said(new)}"


def _named(outcome: Outcome) -> dict[str, str]:
    return {"id": outcome.id, "question": outcome.question}


def _title(outcome: Outcome) -> str:
    return f"{outcome.id}  {' '.join(outcome.question.split())}"


def _rank(outcome: Outcome) -> str:
    return "-" if outcome.rank is None else str(outcome.rank)


def _yes(value: bool | None) -> str:  # noqa: FBT001 - the value that is told
    return "-" if value is None else "yes" if value else "no"


def _said(outcome: Outcome) -> str:
    if outcome.found is None:
        return "-"
    return " ".join((outcome.answer or "").split()) if outcome.found else "(refused)"
