"""What a passage says to a question: the span that answers, and what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.text import fold
from index.types import Period
from qa import choice, definitions, weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.types import Passage
    from qa.choice import Choice, Weighed
    from qa.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span of a passage that answers, in offsets of the document.

    ``parts`` are what its features add to the log-odds; ``choice`` is the figure that it is.
    """

    start: int
    end: int
    parts: Mapping[str, float]
    choice: Choice | None = None

    @property
    def strength(self) -> float:
        """What its features come to."""
        return sum(self.parts.values())


def figures(question: Question, weighed: Weighed, passage: Passage) -> list[Evidence]:
    """All figures of a passage as answers, best first."""
    headings = " ".join(passage.section)
    found = []
    for sentence in passage.sentences:
        at, end = sentence.start - passage.start, sentence.end - passage.start
        preceding = fold(f"{headings} {passage.text[:at]}").text
        found += choice.choices(
            question, weighed, sentence, preceding, fold(passage.text[end:]).text
        )
    found.sort(key=lambda each: -each.score)
    return [
        Evidence(
            start=each.sentence.start + each.measure.quantity.start,
            end=each.sentence.start + each.measure.quantity.end,
            parts=each.parts,
            choice=each,
        )
        for each in found
    ]


def definitions_of(question: Question, passage: Passage) -> list[Evidence]:
    """What a passage says that a term is; nothing unless it is an entry that explains the term."""
    entry = definitions.entry(passage)
    if entry is None:
        return []
    head, at = entry
    fit = definitions.fit(definitions.term_of(fold(question.text).text), head)
    if not fit or passage.period is not Period.GLOSSARY and fit < 1:
        return []
    start, end = definitions.body(passage.text, at)
    if start >= end:
        return []
    return [
        Evidence(
            start=passage.start + start,
            end=passage.start + end,
            parts={"entry": weights.DEFINITION["entry"] * fit},
        )
    ]
