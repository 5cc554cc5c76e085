"""What to ask in the place of a question that is refused: what the reports do tell, nearest to it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from qa.answering.highlights import shared
from qa.retrieval.scope import EVERYTHING
from qa.suggesting.derivations import entries
from qa.suggesting.example import answered_of, of_fact
from qa.suggesting.fact_questions import question
from qa.suggesting.key_figures import key_figures
from qa.suggesting.report_facts import facts_of
from qa.suggesting.turns import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.fact_types import Fact
    from index.types import Document, Passage
    from qa.retrieval.scope import Scope
    from qa.snapshot import Snapshot
    from qa.suggesting.example import Example
    from qa.suggesting.phrases import Phrases
    from qa.types import Answer

N_OFFERED = 3
_N_TRIED = 10  # at most so many are asked, each a few hundredths of a second
_N_REPORTS = 2  # reports that are looked at: those of the nearest passages
_SHORTEST = 2  # characters of a word that tells what is asked


def near_questions(
    snapshot: Snapshot, answer: Answer, phrases: Phrases, scope: Scope = EVERYTHING
) -> tuple[str, ...]:
    """Up to ``N_OFFERED`` questions that are answered and have something of a refused one, the nearest first.

    First the figures that the refusal shows beside it, then what has words of the question; where there is
    no such thing, and the question was asked of one place among several, the key figures of that.

    Args:
        snapshot: what was asked.
        answer: the refusal.
        phrases: how questions are phrased.
        scope: what the question was asked of.
    """
    is_named = len(snapshot.index.places_in_order(2)) > 1
    documents = _documents(answer)
    told = {document.id: facts_of(snapshot, document.id) for document in documents}
    near = [
        _related(document, *told[document.id], answer, phrases, is_named=is_named)
        for document in documents
    ]
    ranked = sorted(itertools.chain.from_iterable(near), key=lambda each: each[0])
    candidates: Iterable[Example] = (example for _, example in ranked)
    if not ranked and is_named and len({hit.document.place for hit in answer.hits}) == 1:
        candidates = _key(documents[0], *told[documents[0].id], phrases)
    new = once(candidates, by=lambda each: each.question, before=(answer.question, answer.asked))
    good = answered_of(snapshot, itertools.islice(new, _N_TRIED), scope)
    return tuple(itertools.islice(good, N_OFFERED))


def _documents(answer: Answer) -> list[Document]:
    """The reports of the figures beside a refusal, and of the passages nearest to it."""
    beside = (each.citation.document for each in answer.alternatives)
    nearest = (hit.document for hit in answer.hits)
    by_id = {document.id: document for document in itertools.chain(beside, nearest)}
    return [*by_id.values()][:_N_REPORTS]


def _words(answer: Answer) -> set[str]:
    """The words of a refused question that the nearest sentences have."""
    words = (hit.passage.text[mark.start : mark.end] for hit in answer.hits for mark in shared(hit))
    return {word for word in words if len(word) >= _SHORTEST}


_Nearness = tuple[bool, int, int]


def _related(
    document: Document,
    facts: Sequence[Fact],
    passages: Mapping[int, Passage],
    answer: Answer,
    phrases: Phrases,
    *,
    is_named: bool,
) -> Iterator[tuple[_Nearness, Example]]:
    """What of a report has something of a question, as questions, each with how near it is."""
    words = _words(answer)
    beside = [
        (each.citation.start, each.citation.end)
        for each in answer.alternatives
        if each.citation.document.id == document.id
    ]
    order = {
        hit.passage.number: k for k, hit in enumerate(answer.hits) if hit.document.id == document.id
    }

    def nearness(text: str, number: int, *, is_beside: bool = False) -> _Nearness | None:
        n_said = sum(len(word) for word in words if word in text)
        if not (n_said or is_beside):
            return None
        return not is_beside, -n_said, order.get(number, len(answer.hits))

    for fact in facts:
        is_beside = any(start < fact.end and fact.start < end for start, end in beside)
        near = nearness(fact.measure.text, fact.passage, is_beside=is_beside)
        passage = passages[fact.passage]
        if near is not None and (
            text := question(fact, passage, phrases, document.place, is_named=is_named)
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
            text = question(fact, passages[fact.passage], phrases, document.place, is_named=True)
            if text:
                yield of_fact(fact, text)
