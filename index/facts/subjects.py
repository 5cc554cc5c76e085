"""Whose a fact is, and what later clauses share with it."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Origin, Words
from index.language.lexicon import alternation, word_set
from index.language.measures import IN_COUNTRY, IN_TOWNS
from index.language.units import Dimension

if TYPE_CHECKING:
    from index.facts.claims import Claim
    from index.facts.pieces import Pieces
    from index.types import Aspect, Sentence

_BEARER = re.compile(
    rf"^[^的占]{{2,12}}?(?:{alternation('firms', 'industry')}|业)(?=[^、和与的]{{0,6}}(?:{alternation('of_industry')})$)(?<![就创失]业)"
    rf"|^{IN_TOWNS}(?={alternation('of_towns')})"
    rf"|^[^的]{{0,8}}?(?:{alternation('bearer')}|{IN_TOWNS}|{IN_COUNTRY})(?={alternation('of_bearer')})"
    rf"|^{IN_COUNTRY}(?=[^的]*[率面准额]$)|^第?[一二三]次?(?:{alternation('industry')})"
    rf"|^[^的占]{{1,24}}?(?<![企就创])业(?={alternation('of_industry')}|$)"
)
_HANGS = re.compile(rf"在[^,，]{{2,16}}[中内][,，]|(?:{alternation('among')})")
_BY = re.compile(r"^(?:据|按)([\u4e00-\u9fff]{1,8}?[市县区旗州])(?!场)")


def of(place: Words, read: Pieces, sentence: Sentence, own: Claim, measure: Words) -> Words:
    """Whose a fact is that names what it measures; ``place`` is that of the sentence."""
    if own.subject is not None:
        return named(read, sentence, own.subject)
    if own.item:
        return Words(text=own.item, start=measure.start, end=measure.end, origin=Origin.CLAUSE)
    if own.figure.dimension is Dimension.COUNT:  # the things that are counted, not whose they are
        return _own(place, says_own=own.says_own)
    return of_measure(place, measure, says_own=own.says_own)


def of_measure(place: Words, measure: Words, *, says_own: bool) -> Words:
    """Whose a fact is by what it measures alone: 城镇居民 of 城镇居民人均可支配收入."""
    bearer = (
        None
        if place.origin not in (Origin.DEFAULT, Origin.UNKNOWN)
        else _BEARER.match(measure.text)
    )
    if bearer:
        end = min(measure.end, measure.start + bearer.end())
        return Words(text=bearer[0], start=measure.start, end=end, origin=measure.origin)
    return _own(place, says_own=says_own)


def _own(place: Words, *, says_own: bool) -> Words:
    if not place.text:
        return Words()
    return dataclasses.replace(place, origin=Origin.CLAUSE) if says_own else place


def place_named(sentence: Sentence) -> Words | None:
    """The place that a sentence says its figures were counted in."""
    match = _BY.match(sentence.text)
    if match is None:
        return None
    return Words(
        text=match[1],
        start=sentence.start + match.start(1),
        end=sentence.start + match.end(1),
        origin=Origin.SENTENCE,
    )


def hangs(text: str) -> bool:
    """Whether a sentence only tells parts of what the one before told."""
    return _HANGS.match(text) is not None


def named(read: Pieces, sentence: Sentence, span: tuple[int, int]) -> Words:
    """A subject that stands in the sentence."""
    start, end = read.sentence.original(*span)
    return Words(
        text=" ".join(sentence.text[start:end].split()),
        start=sentence.start + start,
        end=sentence.start + end,
        origin=Origin.CLAUSE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the last fact was of, which later clauses share unless they name something else."""

    measure: Words
    subject: Words
    aspect: Aspect
    origin: Origin = Origin.SENTENCE
    whole: Words | None = None  # without what of it was told (增速)


def takes_over(own: Claim, held: Held) -> bool:
    """Whether a value that names nothing is of what was named before.

    Over the end of a sentence only what grew or was reached is; 打造3个… is of something else.
    """
    if held.origin is Origin.SENTENCE or not own.said:
        return True
    return own.said[-1] in word_set("grew", "fell", "says_reached", "stands_at")


def is_of_those_before(own: Claim, held: Held) -> bool:
    """Whether a clause goes on telling of the firms that the one before counted.

    新能源企业增加到175家，实现总产值318亿元.
    """
    if held.origin is not Origin.SENTENCE or own.subject is not None or not own.said:
        return False
    is_group = held.measure.text.endswith(tuple(word_set("firms")))
    return is_group and own.said[-1] in word_set("brings_about")


def inherited(held: Held) -> Origin:
    """Where a subject that was taken over was read."""
    return held.subject.origin if held.subject.origin is Origin.DEFAULT else held.origin
