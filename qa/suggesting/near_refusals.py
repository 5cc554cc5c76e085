"""What to ask in the place of a question that is refused: what the reports do tell, nearest to it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.retrieval.scope import EVERYTHING
from qa.suggesting.derivations import entries
from qa.suggesting.example import Plain, of_fact
from qa.suggesting.fact_questions import generic_words
from qa.suggesting.fact_questions import question as fact_question
from qa.suggesting.key_figures import key_figures
from qa.suggesting.report_facts import facts_of
from qa.suggesting.turns import once
from qa.understanding import question
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from index.fact_types import Fact
    from index.types import Document, Passage
    from qa.retrieval.scope import Scope
    from qa.snapshot import Snapshot
    from qa.suggesting.example import Example, Question
    from qa.suggesting.phrases import Phrases
    from qa.types import Answer
    from qa.understanding.concepts import Concept, Concepts

N_OFFERED = 3
_N_TRIED = 10  # at most so many are asked, each a few hundredths of a second
_N_REPORTS = 2  # reports that are looked at: those of the nearest passages
_LEAST = 0.3  # of what a question seeks that a figure is to speak of


def near_questions(
    snapshot: Snapshot, answer: Answer, phrases: Phrases, scope: Scope = EVERYTHING
) -> tuple[str, ...]:
    """Up to ``N_OFFERED`` questions that are answered and have something of a refused one, the nearest first.

    First the same of the nearest place, or of the year, that there is a report of; then the figures that the
    refusal shows beside it; then what tells of the same. Where there is no such thing, and the question was
    asked of one place among several, the key figures of that.

    Args:
        snapshot: what was asked.
        answer: the refusal.
        phrases: how questions are phrased.
        scope: what the question was asked of.
    """
    is_named = len(snapshot.index.places_in_order(2)) > 1
    sought = _Sought.of(snapshot, answer)
    documents = _documents(answer, sought.places)
    told = {document.id: facts_of(snapshot, document.id) for document in documents}
    near = [
        _related(document, *told[document.id], answer, phrases, sought=sought, is_named=is_named)
        for document in documents
    ]
    ranked = sorted(itertools.chain.from_iterable(near), key=lambda each: each[0])

    def good(candidates: Iterable[Question]) -> tuple[str, ...]:
        before = (answer.question, answer.asked)
        new = once(candidates, by=lambda each: each.question, before=before)
        answered = _by_others(snapshot, itertools.islice(new, _N_TRIED), scope)
        return tuple(itertools.islice(answered, N_OFFERED))

    found = good(itertools.chain(_same_elsewhere(answer), (example for _, example in ranked)))
    own = [each for each in documents if each.place in sought.places]
    if not own and len({hit.document.place for hit in answer.hits}) == 1:
        own = documents
    if found or not (is_named and own):
        return found
    return good(_key(own[0], *told[own[0].id], phrases))


def _by_others(snapshot: Snapshot, questions: Iterable[Question], scope: Scope) -> Iterator[str]:
    """The questions that are answered, each by another place of a report than those before it."""
    cited: set[tuple[str, int, int]] = set()
    for each in questions:
        answer = snapshot.ask(each.question, scope=scope)
        own = {(source.document.id, source.start, source.end) for source in answer.citations}
        if each.is_answered_by(answer) and cited.isdisjoint(own):
            cited |= own
            yield each.question


def _same_elsewhere(answer: Answer) -> Iterator[Plain]:
    """The same question of a place whose report speaks of the one that has none, or of a year that is told."""
    lacking = answer.uncovered
    if lacking is not None and len(lacking.places) == 1:
        (asked,) = lacking.places
        for place in lacking.near if asked in answer.asked else ():
            yield Plain(question=answer.asked.replace(asked, place))
    else:  # of any place would be at random
        yield from (Plain(question=each) for each in answer.instead[answer.is_offer :])


def _documents(answer: Answer, places: Container[str]) -> list[Document]:
    """The reports of the figures beside a refusal, and of the passages nearest to it; of these those of some places."""
    beside = (each.citation.document for each in answer.alternatives)
    nearest = [hit.document for hit in answer.hits]
    nearest = [each for each in nearest if each.place in places] or nearest
    by_id = {document.id: document for document in itertools.chain(beside, nearest)}
    return [*by_id.values()][:_N_REPORTS]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """What a refused question seeks: its concepts, save places, years and words that say nothing by themselves.

    ``places`` are those of reports that it asks about, or that are near to one without any.
    """

    concepts: Concepts
    telling: frozenset[int]
    places: frozenset[str]

    @classmethod
    def of(cls, snapshot: Snapshot, answer: Answer) -> _Sought:
        """What the question of a refusal seeks."""
        asked = question.parse(answer.asked, snapshot.generation.reports, snapshot.synonyms)
        concepts = snapshot.generation.concepts(asked)
        places = [each.name for each in asked.asked_places]
        telling = [
            number
            for number, each in enumerate(concepts)
            if number not in concepts.unknown and _tells(each, places)
        ]
        there = {place for each in asked.asked_places for place in each.reports}
        near = answer.uncovered.near if answer.uncovered is not None else ()
        return cls(concepts=concepts, telling=frozenset(telling), places=frozenset({*there, *near}))

    def share(self, text: str) -> float:
        """How much of it a text speaks of, 0 to 1."""
        whole = self.concepts.share(self.telling)
        spoken = self.concepts.in_text(folded(text)) & self.telling
        return self.concepts.share(spoken) / whole if whole else 0.0


def _tells(concept: Concept, places: Iterable[str]) -> bool:
    """Whether a concept says what a question seeks: more than where and when, or that there is something."""
    word = concept.words[0]
    is_generic = word in generic_words() or (
        len(concept.words) == 1 and word.endswith(tuple(generic_words()))
    )
    is_where = any(word in place for place in places)
    return len(word) > 1 and not (is_generic or is_where or word.isdigit())


_Nearness = tuple[bool, float, int]


def _related(
    document: Document,
    facts: Sequence[Fact],
    passages: Mapping[int, Passage],
    answer: Answer,
    phrases: Phrases,
    *,
    sought: _Sought,
    is_named: bool,
) -> Iterator[tuple[_Nearness, Example]]:
    """What of a report has something of a question, as questions, each with how near it is."""
    beside = [
        (each.citation.start, each.citation.end)
        for each in answer.alternatives
        if each.citation.document.id == document.id
    ]
    order = {
        hit.passage.number: k for k, hit in enumerate(answer.hits) if hit.document.id == document.id
    }

    def nearness(text: str, number: int, *, is_beside: bool = False) -> _Nearness | None:
        share = sought.share(text)
        if share < _LEAST and not is_beside:
            return None
        return not is_beside, -round(share, 2), order.get(number, len(answer.hits))

    for fact in facts:
        is_beside = any(start < fact.end and fact.start < end for start, end in beside)
        near = nearness(fact.measure.text, fact.passage, is_beside=is_beside)
        passage = passages[fact.passage]
        if near is not None and (
            text := fact_question(fact, passage, phrases, document.place, is_named=is_named)
        ):
            yield near, of_fact(fact, text)
    for example in entries(passages.values(), phrases):
        near = nearness(example.question, *example.numbers)
        if near is not None:
            yield near, example


def _key(
    document: Document, facts: Sequence[Fact], passages: Mapping[int, Passage], phrases: Phrases
) -> Iterator[Example]:
    """The key figures of a report as questions that name its place."""
    for figure in key_figures(facts, passages, document.place):
        for fact in (*figure.reached, *figure.aimed)[:1]:
            text = fact_question(
                fact, passages[fact.passage], phrases, document.place, is_named=True
            )
            if text:
                yield of_fact(fact, text)
