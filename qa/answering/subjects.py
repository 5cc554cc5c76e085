"""The place that an answer is of: whether it is the one that was asked about, and what is told of it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from index.language.lexicon import word_set
from index.reading.head.places import level_of
from index.types import PlaceLevel
from qa import weights
from qa.answer_places import AnsweredPlace
from qa.choosing.ordering import precedence
from qa.kinds import Kind
from qa.understanding.concepts import folded
from qa.understanding.names.named_places import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Sentence
    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.asked_places import AskedPlace
    from qa.understanding.question import Question

_LOSS = "other place"
_INSTEAD = "figure of another place"  # what the figure that goes before one loses to it
_NEAR = 2  # sentences in which a place stands beside what answers
_TOLD_OF_PLACES = frozenset({Kind.QUANTITY, Kind.ENTITY, Kind.LIST, Kind.TOPIC})
_HOPELESS = -3.0  # log-odds of what does not answer


def reweighed(question: Question, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The passages in their order, once those of other places than the one asked about have lost.

    However well its words fit, a passage of another place does not answer. The report of a province
    tells figures of its cities, and of the country: where one of these is asked about, its name has
    to stand before the figure, and no other place's between the two. What else answers has its name
    beside it.
    """
    if not question.asked_places:
        return tuple(ranked)
    if question.wanted.kind in _TOLD_OF_PLACES:
        ranked = [_of_asked(question, each) for each in ranked]
    return precedence.in_order(question, map(_vetoed, ranked))


def place_of(question: Question, ranked: Ranked) -> AnsweredPlace | None:
    """The place that an answer is of, where that has to be told."""
    own, asked = ranked.document.place, question.asked_places
    if not own or not asked:
        return None
    of_own = [each for each in asked if each.is_of(own)]
    if not of_own:
        told = asked[0].told_name
        return AnsweredPlace(place=told, report_place=own) if len(asked) == 1 else None
    is_told = any(each.is_group or _may_mislead(each, own) for each in of_own)
    return AnsweredPlace(place=own, report_place=own) if is_told else None


def _vetoed(ranked: Ranked) -> Ranked:
    """A passage that does not answer if it is of another place."""
    if _LOSS not in ranked.parts:
        return ranked
    more = max(0.0, ranked.log_odds - _HOPELESS)
    parts = {**ranked.parts, _LOSS: ranked.parts[_LOSS] - more}
    unread = min(ranked.unread_log_odds, _HOPELESS)
    return dataclasses.replace(ranked, parts=parts, unread_log_odds=unread)


def _may_mislead(asked: AskedPlace, place: str) -> bool:
    """Whether a name is a province's, and the report's place is another of that name."""
    return (
        not asked.is_own
        and bare(asked.name) == asked.name
        and asked.name in word_set("province")
        and level_of(folded(place)) is not PlaceLevel.PROVINCE
    )


def _of_asked(question: Question, ranked: Ranked) -> Ranked:
    """A passage whose first evidence is of the place asked about; it loses for what that costs."""
    others = [each for each in question.asked_places if not each.is_of(ranked.document.place)]
    is_own = len(others) < len(question.asked_places)
    if is_own or not others or _LOSS in ranked.parts or ranked.log_odds < _HOPELESS:
        return ranked
    is_of = _is_of if question.wanted.kind.handling.is_figure else _is_beside

    def is_of_all(start: int) -> bool:
        return all(is_of(each, ranked, start) for each in others)

    if not ranked.evidence:
        return ranked if is_of_all(ranked.best.start) else _losing(ranked)
    fitting = [each for each in ranked.evidence if is_of_all(each.start)]
    if not fitting:
        return _losing(ranked)
    first, before = fitting[0], ranked.evidence[0]
    if first is before:
        return ranked
    rest = [each for each in ranked.evidence if each not in fitting]
    parts = {**ranked.parts, _INSTEAD: first.strength - before.strength}
    sentence = next(k for k, each in enumerate(ranked.passage.sentences) if first.start < each.end)
    evidence = (*fitting, *rest)
    return dataclasses.replace(ranked, parts=parts, evidence=evidence, sentence=sentence)


def _losing(ranked: Ranked) -> Ranked:
    parts = {**ranked.parts, _LOSS: weights.PASSAGE[_LOSS]}
    return dataclasses.replace(ranked, parts=parts)


def _is_of(asked: AskedPlace, ranked: Ranked, start: int) -> bool:
    """Whether a figure is of a place: by its sentence, its row, or what stands above both."""
    passage = ranked.passage
    sentence = next((each for each in passage.sentences if each.start <= start < each.end), None)
    if sentence is None or passage.table is not None:
        return asked.is_told_of(folded(passage.text)) or _is_above(asked, ranked)
    told = asked.whose(folded(sentence.text), _offset(sentence, start))
    return _is_above(asked, ranked) if told is None else told


def _is_beside(asked: AskedPlace, ranked: Ranked, start: int) -> bool:
    """Whether a place is named in a sentence or the one before it, or above them."""
    passage = ranked.passage
    if passage.table is not None:
        return True
    near = [each for each in passage.sentences if each.start <= start][-_NEAR:]
    return any(asked.is_named(folded(each.text)) for each in near) or _is_above(asked, ranked)


def _offset(sentence: Sentence, start: int) -> int:
    """A place of a document in the folded text of one of its sentences."""
    return len(folded(sentence.text[: start - sentence.start]))


def _is_above(asked: AskedPlace, ranked: Ranked) -> bool:
    """Whether the heading or the first sentence of a passage begins with a place."""
    passage = ranked.passage
    above = [*passage.section[-1:], *(each.text for each in passage.sentences[:1])]
    return any(asked.begins(folded(text), _BEGINS) for text in above)


_BEGINS = 6  # characters of a heading's number, or of a word before the name
