"""A second opinion where the choice is in doubt: the reader's, of the sentences that come first."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.language import cutting
from index.language.quantities import is_figure
from index.types import Sentence
from qa import weights
from qa.choosing.evidence import Evidence
from qa.choosing.mentions import is_bare_order, trimmed
from qa.choosing.ordering import precedence
from qa.choosing.whole_names import whole_span
from qa.kinds import ReadAgain, SecondReading
from qa.retrieval.shortlist import UNASKED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qa.answering.reader import Reading, ReadSpan
    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question

_N_READ = 2  # passages whose best sentence is read: a reading takes as long as all the rest
_CLIP = 6.0  # log-odds beyond which the reader is as sure as it gets
_MOST = 0.85  # chance from which the first passage is not in doubt
# Characters of a context around a figure: reading takes as long as the context is. Names are read in
# whole sentences: among clauses alone a reader finds fewer of them (DRCD dev: .409 exact, not .425).
_MOST_CHARS = 60
_MARKS = "“‘《「『"  # a quoted name is left with its marks
_N_HEARD = 3  # passages that it may order, if they are close
_HEARD = 0.35  # what the reader's log-odds count for in their order


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the reader thinks of the sentence that comes first.

    ``log_odds`` are those that it answers at all, ``agrees`` whether by what was chosen in it.
    """

    log_odds: float
    agrees: bool


class Reads(Protocol):
    """What reads a context for a question; ``qa.answering.reader.Reader`` does."""

    def read(self, question: str, contexts: Sequence[str]) -> tuple[Reading, ...]:
        """What each context says to the question."""
        ...


def is_in_doubt(question: Question, ranked: Sequence[Ranked]) -> bool:
    """Whether the reader is worth its time: the choice is neither clear nor hopeless.

    It is hopeless where even the surest reading would not bring it to an even chance, which an
    answer needs (below it a figure fits nothing: ``qa.answering.forms.forms.Form.UNFIT``).
    """
    if not ranked or not _is_within_reach(ranked[0]):
        return False
    first, read_again = ranked[0], question.wanted.kind.handling.read_again
    if read_again is ReadAgain.UNCHOSEN:
        return not first.evidence
    return read_again is ReadAgain.UNSURE and first.chance < _MOST


def _is_within_reach(ranked: Ranked) -> bool:
    return ranked.log_odds + weights.READER * _CLIP >= 0


def reconsider(
    question: Question, ranked: Sequence[Ranked], reader: Reads | None
) -> tuple[Ranked, ...]:
    """The passages in their order once the reader has been asked; unchanged without one.

    Measured on questions about reports (benchmarks/README.md): where the choice by words is in
    doubt, mostly because the asker's words are not the report's, the reader is right more often.
    """
    if reader is None:
        return tuple(ranked)
    read = [each for each in ranked[:_N_READ] if _is_within_reach(each) and _may_answer(each)]
    contexts = [context_of(question, each) for each in read]
    readings = reader.read(question.read, [context.text for context in contexts])
    again = [
        _again(question, each, context, reading)
        for each, context, reading in zip(read, contexts, readings, strict=True)
    ]
    rest = [each for each in ranked if each not in read]
    return precedence.in_order(question, [*again, *rest])


def heard(
    question: Question, ranked: Sequence[Ranked], reader: Callable[[], Reads | None]
) -> tuple[tuple[Ranked, ...], Opinion | None]:
    """The passages in their order once the first ones are read, and what the reader thinks of the first.

    Of what is asked in words nothing tells an answer from a near miss as well as a reading does. Of a
    figure its fact knows more, and the reader is asked where that says that it is none: whether the
    asker's words are not the report's. There is no opinion of other figures, and none without a reader.

    Args:
        question: the question.
        ranked: the passages in their order.
        reader: gives what reads, where it is needed.
    """
    is_figure = question.wanted.kind.handling.is_figure
    if not ranked or (is_figure and ranked[0].log_odds >= 0):
        return tuple(ranked), None
    asked = reader()
    if asked is None:
        return tuple(ranked), None
    close = [ranked[0]] if is_figure else _close(question, ranked)
    readings = asked.read(question.read, [each.best.text for each in close])
    opinions = [_opinion(each, reading) for each, reading in zip(close, readings, strict=True)]
    likelier = max(
        range(len(close)), key=lambda i: close[i].log_odds + _HEARD * opinions[i].log_odds
    )
    first = close[likelier]
    return (first, *(each for each in ranked if each is not first)), opinions[likelier]


def _close(question: Question, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The first passage, and the next ones that what the reader thinks of them could bring forward."""
    first, *others = ranked[:_N_HEARD]
    at_least = first.log_odds - 2 * _CLIP * _HEARD
    unread = precedence.least_unread(question, ranked)
    near = (o for o in others if o.log_odds > at_least and o.own_log_odds >= unread)
    return [first, *filter(_may_answer, near)]


def _opinion(ranked: Ranked, reading: Reading) -> Opinion:
    chosen, spans = ranked.evidence[:1], reading.spans[:1]
    return Opinion(
        log_odds=max(-_CLIP, min(_CLIP, reading.log_odds)),
        agrees=any(_overlap(each, ranked.best.start, span) for each in chosen for span in spans),
    )


def _may_answer(ranked: Ranked) -> bool:
    return UNASKED.isdisjoint(ranked.parts)  # whatever a sentence says by itself


def context_of(question: Question, ranked: Ranked) -> Sentence:
    """What of a passage the reader is given: its best sentence, or what is around its figure."""
    is_check = question.wanted.kind.handling.second_reading is SecondReading.CHECKS
    return _around(ranked) if is_check else ranked.best


def _around(ranked: Ranked) -> Sentence:
    """The best sentence; of a long one the clauses around the figure that may answer."""
    sentence = ranked.best
    if not ranked.evidence or len(sentence.text) <= _MOST_CHARS:
        return sentence
    first = ranked.evidence[0].start - sentence.start
    last = ranked.evidence[0].end - sentence.start
    spans = cutting.clauses(sentence.text, cutting.IN_SENTENCE)
    inside = [i for i, (start, end) in enumerate(spans) if start < last and first < end]

    def fits(low: int, high: int) -> bool:
        return low >= 0 and high < len(spans) and spans[high][1] - spans[low][0] <= _MOST_CHARS

    low, high = inside[0], inside[-1]
    while fits(low - 1, high) or fits(low, high + 1):
        if fits(low - 1, high):  # a figure's subject mostly stands before it
            low -= 1
        else:
            high += 1
    start, end = spans[low][0], spans[high][1]
    return Sentence(
        text=sentence.text[start:end], start=sentence.start + start, end=sentence.start + end
    )


def _again(question: Question, ranked: Ranked, sentence: Sentence, reading: Reading) -> Ranked:
    """A passage with what the reader thinks of it."""
    log_odds = max(-_CLIP, min(_CLIP, reading.log_odds))
    use, evidence = question.wanted.kind.handling.second_reading, ranked.evidence
    if reading.spans:
        span = reading.spans[0]
        if use is not SecondReading.CHECKS:
            read = sentence.text[span.start : span.end]
            if log_odds <= 0 or is_figure(read) or is_bare_order(read):
                return ranked  # the sentence may answer; a figure is no name, nor is 首艘
            bare = use is SecondReading.NAMES and read[0] not in _MARKS
            first, last = trimmed(read) if bare else (0, len(read))
            first, last = span.start + first, span.start + last
            if use is SecondReading.NAMES:
                first, last = whole_span(sentence.text, first, last)
            named = Evidence(
                start=sentence.start + first, end=sentence.start + last, features={}, weights={}
            )
            evidence = (named, *evidence)
        elif evidence and not _overlap(evidence[0], sentence.start, span):
            log_odds = -abs(log_odds)  # another figure answers, if any does
    parts = {**ranked.parts, "reader": weights.READER * log_odds}
    return dataclasses.replace(ranked, parts=parts, evidence=evidence)


def _overlap(evidence: Evidence, offset: int, span: ReadSpan) -> bool:
    return evidence.start < offset + span.end and offset + span.start < evidence.end
