"""What to ask next: questions that are answered by facts beside those that an answer cites."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.types import Period
from qa.retrieval.scope import EVERYTHING
from qa.suggesting import of_many
from qa.suggesting.derivations import entries
from qa.suggesting.example import answered_of, of_fact
from qa.suggesting.fact_questions import question
from qa.suggesting.report_facts import facts_of
from qa.suggesting.turns import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.fact_types import Fact
    from index.types import Document, Passage
    from qa.retrieval.scope import Scope
    from qa.snapshot import Snapshot
    from qa.suggesting.example import Example, Question
    from qa.suggesting.phrases import Phrases
    from qa.tables.values import Table
    from qa.types import Answer

N_OFFERED = 3
_N_TRIED = 8  # at most so many are asked, each a few hundredths of a second
_N_LOOKED_AT = 2  # passages that an answer cites
_N_BESIDE = 4  # passages to each side of these


def next_questions(
    snapshot: Snapshot,
    answer: Answer,
    phrases: Phrases,
    scope: Scope = EVERYTHING,
    asked_before: Iterable[str] = (),
    *,
    table: Table | None = None,
) -> tuple[str, ...]:
    """Up to ``N_OFFERED`` questions beside an answer, each asked of the engine first.

    The same thing in another time or aspect comes first, then what else its passages tell. None of
    them was asked before, and none is answered by what the answer already shows.

    Args:
        snapshot: what was asked.
        answer: what it answered.
        phrases: how questions are phrased.
        scope: what the question was asked of.
        asked_before: the questions of the conversation.
        table: what the answer was read off, where it was: then several reports are asked next, too.
    """
    candidates: Iterable[Question] = ()
    if table is not None and answer.read_off is not None:
        group = of_many.of_table(table, phrases)
        if group is not None:
            candidates = of_many.questions(snapshot, group, phrases, table)
    else:
        candidates = _beside(snapshot, answer, phrases)
    new = once(
        candidates,
        by=lambda each: _bare(each.question),
        before=map(_bare, (answer.question, answer.asked, *asked_before)),
    )
    good = answered_of(snapshot, itertools.islice(new, _N_TRIED), scope)
    return tuple(itertools.islice(good, N_OFFERED))


def _beside(snapshot: Snapshot, answer: Answer, phrases: Phrases) -> Iterable[Example]:
    """What stands beside the passages that an answer cites, as questions."""
    places = answer.citations
    if not places:
        return ()
    document = places[0].document
    numbers = [each.passage.number for each in places if each.document.id == document.id]
    near = _Near(
        document=document,
        numbers=tuple(numbers[:_N_LOOKED_AT]),
        is_named=len(snapshot.index.places_in_order(2)) > 1,
    )
    return _candidates(snapshot, answer, near, phrases)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """Where to look: at the passages of a report that an answer cites.

    ``is_named`` is whether questions name its place.
    """

    document: Document
    numbers: tuple[int, ...]
    is_named: bool

    def distance(self, number: int) -> int:
        """How many passages away the nearest of them is."""
        return min(abs(number - each) for each in self.numbers)


def _candidates(
    snapshot: Snapshot, answer: Answer, near: _Near, phrases: Phrases
) -> Iterator[Example]:
    """What stands beside an answer as questions, the nearest first."""
    facts, passages = facts_of(snapshot, near.document.id)
    cited = [passages[number] for number in near.numbers if number in passages]
    if all(each.period is Period.GLOSSARY for each in cited):
        yield from entries(
            (each for each in passages.values() if 0 < near.distance(each.number) <= _N_BESIDE),
            phrases,
        )
    else:
        yield from _of_facts(facts, answer, near, passages, phrases)


def _of_facts(
    facts: Sequence[Fact],
    answer: Answer,
    near: _Near,
    passages: Mapping[int, Passage],
    phrases: Phrases,
) -> Iterator[Example]:
    """The facts beside an answer as questions: of the same thing first, then the nearest."""
    shown = _shown(answer)
    own = {fact.measure.text for fact in facts if _overlaps(fact, shown[:1]) and fact.measure.text}
    at = answer.citations[0].start

    def farness(fact: Fact) -> tuple[bool, int, bool]:
        return fact.measure.text not in own, near.distance(fact.passage), fact.start < at

    for fact in sorted(facts, key=farness):
        if fact.measure.text not in own and near.distance(fact.passage) > _N_BESIDE:
            break
        if not _overlaps(fact, shown):
            text = question(
                fact,
                passages[fact.passage],
                phrases,
                near.document.place,
                is_named=near.is_named,
            )
            if text:
                yield of_fact(fact, text)


def _shown(answer: Answer) -> list[tuple[str, int, int]]:
    """The spans that an answer shows as figures: its own first."""
    others = (answer.counterpart, *answer.conflicts, *answer.alternatives)
    cited = [*answer.citations, *(each.citation for each in others if each is not None)]
    return [(each.document.id, each.start, each.end) for each in cited]


def _overlaps(fact: Fact, spans: Iterable[tuple[str, int, int]]) -> bool:
    return any(
        fact.document_id == identity and start < fact.end and fact.start < end
        for identity, start, end in spans
    )


def _bare(text: str) -> str:
    """A question without what may be typed otherwise."""
    return "".join(text.split()).rstrip("?？。").casefold()
