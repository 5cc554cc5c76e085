"""A question with where its answer stands, by which an engine's answer can be judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from qa.retrieval.scope import EVERYTHING
from qa.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.fact_types import Fact
    from qa.kinds import Kind
    from qa.retrieval.scope import Scope
    from qa.snapshot import Snapshot
    from qa.types import Answer, Citation


_FEWEST = 2  # reports of which a table is worth a look
_MOST = 0.5  # of its reports tell what it is of


class Question(Protocol):
    """A question that is offered where its own answer answers it."""

    @property
    def question(self) -> str:
        """The question."""
        ...

    def is_answered_by(self, answer: Answer) -> bool:
        """Whether an answer is the one that the question was made of."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question and where its answer stands.

    ``text`` is the answer, save its white space, and ``span`` what it lies in or covers; each is
    empty where any of the passages will do. ``kind`` is the only kind of answer that is one.
    ``beside`` is the figure of another time that is to be told with it, empty where none is.
    """

    question: str
    document_id: str
    numbers: frozenset[int]
    text: str = ""
    span: tuple[int, int] | None = None
    kind: Kind | None = None
    beside: str = ""

    def is_answered_by(self, answer: Answer) -> bool:
        """Whether an answer is the one that the question was made of, and no other may be meant."""
        if answer.level is not Level.ANSWERED or answer.alternatives:
            return False
        if self.kind not in {None, answer.kind}:
            return False
        if not self.beside:
            return any(self._is_told_by(source, self.text) for source in answer.citations)
        other = () if answer.counterpart is None else (answer.counterpart.citation,)
        shown = (*answer.citations, *other)
        return all(
            any(self._is_told_by(source, text) for source in shown)
            for text in (self.text, self.beside)
        )

    def _is_told_by(self, source: Citation, text: str) -> bool:
        return (
            source.document.id == self.document_id
            and source.passage.number in self.numbers
            and text in {"", "".join(source.text.split())}
            and (self.span is None or _overlap(self.span, (source.start, source.end)))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A question of which any sure answer will do."""

    question: str

    def is_answered_by(self, answer: Answer) -> bool:
        """Whether an answer is sure, and no other may be meant."""
        return answer.level is Level.ANSWERED and not answer.alternatives


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMany:
    """A question to several reports, and a figure of each of some of them that answers it."""

    question: str
    facts: tuple[Fact, ...]

    def is_answered_by(self, answer: Answer) -> bool:
        """Whether a table is the answer, most of its reports tell it, and these by their figures."""
        table = answer.read_off
        if table is None or answer.level is not Level.ANSWERED or table.n_told < _FEWEST:
            return False
        cited = [(each.document.id, (each.start, each.end)) for each in answer.citations]
        told = [
            any(
                fact.document_id == i and _overlap((fact.start, fact.end), span)
                for i, span in cited
            )
            for fact in self.facts
        ]
        return all(told) and table.n_told >= _MOST * table.n_reports


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def answered_of(
    snapshot: Snapshot, examples: Iterable[Question], scope: Scope = EVERYTHING
) -> Iterator[str]:
    """The questions that are answered; each is asked when it is wanted."""
    return (
        each.question
        for each in examples
        if each.is_answered_by(snapshot.ask(each.question, scope=scope))
    )


def of_fact(fact: Fact, question: str) -> Example:
    """A question that a fact answers."""
    return Example(
        question=question,
        document_id=fact.document_id,
        numbers=frozenset({fact.passage}),
        span=(fact.start, fact.end),
    )
