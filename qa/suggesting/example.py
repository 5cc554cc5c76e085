"""A question with where its answer stands, by which an engine's answer can be judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.retrieval.scope import EVERYTHING
from qa.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.fact_types import Fact
    from qa.kinds import Kind
    from qa.retrieval.scope import Scope
    from qa.snapshot import Snapshot
    from qa.types import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question and where its answer stands.

    ``text`` is the answer, save its white space, and ``span`` what it lies in or covers; each is
    empty where any of the passages will do. ``kind`` is the only kind of answer that is one.
    """

    question: str
    document_id: str
    numbers: frozenset[int]
    text: str = ""
    span: tuple[int, int] | None = None
    kind: Kind | None = None

    def is_answered_by(self, answer: Answer) -> bool:
        """Whether an answer is the one that the question was made of, and no other may be meant."""
        if answer.level is not Level.ANSWERED or answer.alternatives:
            return False
        if self.kind not in {None, answer.kind}:
            return False
        return any(
            source.document.id == self.document_id
            and source.passage.number in self.numbers
            and self.text in {"", "".join(source.text.split())}
            and (self.span is None or _overlap(self.span, (source.start, source.end)))
            for source in answer.citations
        )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def answered_of(
    snapshot: Snapshot, examples: Iterable[Example], scope: Scope = EVERYTHING
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
