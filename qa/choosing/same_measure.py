"""Whether a figure's own words name another thing than a question asks about.

民间投资增长30% is no answer to 工业投资增长多少: both are 投资, and what the question says of it is
not said of the figure, but something else. Where a figure's words merely say less, or are of
another kind altogether, this cannot be told, and is a matter of weights (``figure_evidence.py``).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.quantities import quantities
from index.language.tokens import words
from index.language.units import Dimension, dimension_of
from qa.choosing import dealings
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from index.fact_types import Fact
    from index.language.measures import Measure
    from index.language.tokens import Token
    from qa.understanding.concepts import Concept, Concepts

# Classes of words that say of a figure how it was reached, or lead to it, and not of what it is.
_EMPTY = (
    "act",
    "added",
    "after_change",
    "begins_measure",
    "brought_to",
    "edge_of_name",
    "ends_measure",
    "fell",
    "function",
    "grew",
    "in_turn",
    "joins",
    "leads_to_figure",
    "moved",
    "picks_none",
    "predicate",
    "says_change",
    "says_no_subject",
    "says_reached",
    "total",
)
_COUNTED = frozenset({Dimension.COUNT, Dimension.PERSON})
_INDICATOR = re.compile(rf"(?:{alternation('indicator', 'asks_money')}|价格|(?<![效功])率)$")
_ASIDE = re.compile(r"[()\s]")  # 强度(占生产总值比重): what stands in brackets goes on
_JOINS = re.compile(rf"[、和与及]|{alternation('joins')}")
_SHARE_OF = re.compile(
    rf"占(?![地比])(.{{1,10}}?)的?(?:{alternation('share_noun', 'percent', 'how_many')}|$)"
)
_PER = "每"
_WHOLE = "全"  # 全省, 全社会, 全体: all of what is spoken of anyway


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The words that name what a figure measures, folded.

    ``nouns`` are those of them that say what it is. ``begins_with_noun`` tells whether they begin
    with one: then the clause has a subject of its own, and shares none with the clause before.
    """

    text: str
    nouns: tuple[Token, ...]
    begins_with_noun: bool


class Relation(Enum):
    """How what a figure is of is to what a question asks about."""

    OTHER = auto()  # another thing of the same sort
    NARROWER = auto()  # a part of it: 农村居民收入 where 居民收入 is asked for
    OPEN = auto()  # the same, or something that the words alone do not tell


_NAMELESS = Name(text="", nouns=(), begins_with_noun=False)


def name_of(measure: Measure) -> Name:
    """What names a figure: words beside it, else of the nearest clause before that has a noun.

    153个标准化驿站 is named by what follows, 增长5% in 地区生产总值200亿元，增长5% by 地区生产总值.
    """
    beside = [measure.before, measure.after]
    counts_what_follows = measure.dimension in _COUNTED and measure.after[:1].isalnum()
    if counts_what_follows or not any(map(str.isalnum, measure.before)):
        beside.reverse()
    return next(filter(None, map(_name, (*beside, *measure.earlier))), _NAMELESS)


@functools.lru_cache(maxsize=16384)  # the same candidates are read again and again
def _name(text: str) -> Name | None:
    """The last phrase of a clause that has a noun; figures part phrases."""
    bounds = [0, *(end for each in quantities(text) for end in (each.start, each.end)), len(text)]
    for start, end in zip(bounds[-2::-2], bounds[::-2], strict=True):
        phrase = text[start:end]
        found = nouns(phrase)
        if found:
            return Name(text=phrase, nouns=found, begins_with_noun=found[0] == words(phrase)[0])
    return None


@functools.lru_cache(maxsize=16384)
def nouns(phrase: str) -> tuple[Token, ...]:
    """The words of a folded phrase that say what something is, and not how it was reached."""
    return tuple(each for each in words(phrase) if _is_noun(each.term))


@functools.cache
def _empty_words() -> frozenset[str]:
    return word_set(*_EMPTY)


def _is_noun(term: str) -> bool:
    return len(term) > 1 and term not in _empty_words() and not any(map(str.isdigit, term))


class AskedMeasure:
    """What a question asks the figure of: its concepts, and which of them qualify which.

    Args:
        text: the question, folded.
        concepts: what it speaks of.
    """

    def __init__(self, text: str, concepts: Concepts) -> None:
        text = _ASIDE.sub("", text)
        self._text = text
        self._concepts = tuple(concepts)
        self._unknown = concepts.unknown
        starts = [text.find(each.words[0]) for each in self._concepts]
        self._spans = [
            (start, start + len(each.words[0])) if start >= 0 else (-1, -1)
            for start, each in zip(starts, self._concepts, strict=True)
        ]
        self._dealings = dealings.asked(text)
        self._asks_so_many = _PER in text
        self._is_indicator = any(_INDICATOR.search(each.words[0]) for each in self._concepts)

    def relation(self, measure: Measure, fact: Fact | None = None) -> Relation:
        """How what a figure's fact, or else its own words name is to what the question names."""
        if measure.item:  # one of several that are handed out in turn: told by its own words
            return Relation.OPEN
        name = (fact and _name(folded(fact.measure.text))) or name_of(measure)
        if not name.nouns:
            return Relation.OPEN
        spoken, covered = self._spoken(name.text)
        if self._asks_one_of_several(name):
            return Relation.OPEN
        if self._is_of_other_dealing(measure) or self._is_share_of_another(name.text):
            return Relation.OTHER
        missing = self._missing(name, spoken, covered)
        if not missing:
            return Relation.NARROWER if _is_narrowed(name, covered) else Relation.OPEN
        if not name.begins_with_noun:
            missing = [each for each in missing if not _is_spoken(each, measure.earlier)]
        instead = [*filter(None, (_unasked(noun, name.text, covered) for noun in name.nouns))]
        is_other = instead and any(not self._is_mistyped(each, instead) for each in missing)
        return Relation.OTHER if is_other else Relation.OPEN

    def _is_of_other_dealing(self, measure: Measure) -> bool:
        """Whether a figure counts what something else was done with, or is half of a share."""
        is_half = not self._asks_so_many and dealings.is_of_so_many(measure.before)
        return is_half or dealings.is_other(self._dealings, measure.before)

    def _is_share_of_another(self, text: str) -> bool:
        """Whether a share is one of another whole: 占全社会比重 where 占生产总值比重 is asked for."""
        asked, told = _SHARE_OF.search(self._text), _SHARE_OF.search(text)
        if asked is None or told is None:
            return False
        wholes = {asked[1], *(w for c in self._concepts if c.words[0] in asked[1] for w in c.words)}
        return not any(whole in told[1] or told[1] in whole for whole in wholes)

    def _missing(
        self, name: Name, spoken: Mapping[int, Sequence[int]], covered: Collection[int]
    ) -> list[Concept]:
        """What of the question a name leaves out that should be in it."""
        end = name.nouns[-1].end
        if end - 1 in covered:  # the same head: what qualifies it in the question counts
            heads = [i for i, ends in spoken.items() if max(ends) >= end]
            asked: Collection[int] = self._qualifying(heads)
        elif self._is_indicator and _INDICATOR.search(name.text[:end]):
            asked = range(len(self._concepts))
        else:
            return []
        unspoken = [
            self._concepts[i]
            for i in asked
            if i not in spoken
            and _is_noun(self._concepts[i].words[0])
            and not _is_counted(self._concepts[i].words[0], name.text)
        ]
        if not unspoken:
            return []
        said = {c for i in spoken for word in self._concepts[i].words for c in word}
        return [each for each in unspoken if not set(each.words[0]) <= said]

    def _spoken(self, text: str) -> tuple[dict[int, list[int]], set[int]]:
        """The concepts that a text names, each with where its words end, and all their places."""
        spoken: dict[int, list[int]] = {}
        covered: set[int] = set()
        for i, concept in enumerate(self._concepts):
            for word in concept.words:
                start = text.find(word)
                while start >= 0:
                    end = start + len(word)
                    spoken.setdefault(i, []).append(end)
                    covered.update(range(start, end))
                    start = text.find(word, start + 1)
        for noun in nouns(text):
            if noun.term in self._text:  # however the question's words were cut
                covered.update(range(noun.start, noun.end))
        return spoken, covered

    def _qualifying(self, heads: Sequence[int]) -> set[int]:
        """The concepts that the question says right before one of these, as parts of its name."""
        begin = min((self._spans[i][0] for i in heads if self._spans[i][0] >= 0), default=0)
        before: set[int] = set()
        while True:
            more = {
                i
                for i, (start, end) in enumerate(self._spans)
                if 0 <= start < begin <= end + self._text[end:begin].count("的")
            }
            if more <= before:
                return before
            before |= more
            begin = min(self._spans[i][0] for i in more)

    def _asks_one_of_several(self, name: Name) -> bool:
        """Whether a name joins several things, one of which is asked for: 雏鹰、瞪羚企业."""
        joins = {each.start() for each in _JOINS.finditer(name.text)}
        members = [noun.term for noun in name.nouns if noun.end in joins]
        return any(
            word.startswith(member) and word.removeprefix(member) in name.text
            for member in members
            for concept in self._concepts
            for word in concept.words
        )

    def _is_mistyped(self, concept: Concept, instead: Sequence[str]) -> bool:
        """Whether a word that no report has may be meant for one of those that stand instead."""
        word = concept.words[0]
        is_unknown = self._concepts.index(concept) in self._unknown
        return is_unknown and any(not set(word).isdisjoint(each) for each in instead)


def _is_counted(word: str, text: str) -> bool:
    """Whether a text has a word that was cut with what counts it: 个路侧 of 多少个路侧泊位."""
    return dimension_of(word[0]) in _COUNTED and word[1:] in text


def _is_spoken(concept: Concept, texts: Sequence[str]) -> bool:
    return any(word in text for word in concept.words for text in texts)


def _is_narrowed(name: Name, covered: Collection[int]) -> bool:
    """Whether a noun that the question lacks stands right before one that it has: 农村居民收入."""
    last = name.nouns[-1]
    if last.end - 1 not in covered:
        return False
    start = last.end
    while start - 1 in covered:
        start -= 1
    before = next((noun for noun in name.nouns if noun.start < start <= noun.end), None)
    return before is not None and bool(_unasked(before, name.text, covered))


def _unasked(noun: Token, text: str, covered: Collection[int]) -> str:
    """What of a noun the question does not say; nothing of what tells that it is of all."""
    if _WHOLE in {text[noun.start], text[noun.start - 1 : noun.start]}:
        return ""
    left = "".join(text[i] for i in range(noun.start, noun.end) if i not in covered)
    return left if len(left) > 1 else ""
