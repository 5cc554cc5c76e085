"""Phrases of a sentence: those that may be names, and those that name what a figure measures."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.figure_forms import OR_LESS, OR_MORE
from index.language.lexicon import alternation, word_set
from index.language.lexicon import words as lexicon_words
from index.language.quantities import quantities
from index.language.tokens import words
from index.language.units import Dimension

if TYPE_CHECKING:
    from collections.abc import Collection

    from index.language.measures import Measure
    from index.language.tokens import Token

_OPEN, _CLOSE = "“‘《「『", "”’》」』"
_COUNTED = frozenset("级个家项条座所名位户场处年月日")
_MAX_CHARS = 30  # of a name; a longer stretch is a clause

_OF_RATE = re.compile(rf"(?<=.)(?:[^效功]率|能耗|{alternation('intensity')})$")
_ASKS_RATE = re.compile(rf"率|{alternation('asks_share', 'share_noun')}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A phrase at ``text[start:end]`` of a sentence that may be what a question asks for.

    ``clause`` is the clause that it stands in; ``is_list`` tells an enumeration;
    ``touches`` counts its sides (0 to 2) on which a word of the question stands;
    ``is_extended`` tells a phrase that takes in such a word beside it; ``n_edges`` counts words
    inside it that names seldom have.
    """

    start: int
    end: int
    text: str
    clause: tuple[int, int]
    is_list: bool
    touches: int
    is_extended: bool = False
    n_edges: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``start`` to ``end`` of a sentence."""

    text: str
    start: int
    end: int
    asked: bool  # a word of the question
    edge: bool  # no part of a name


def mention(
    sentence: str,
    clause: tuple[int, int],
    start: int,
    end: int,
    *,
    touches: int,
    is_list: bool = False,
    is_extended: bool = False,
    n_edges: int = 0,
) -> list[Mention]:
    """A mention with its marks set right: both quotation marks, or none; nothing if it is empty."""
    while start < end and (sentence[start] in "、·,，.。:： \u3000" or sentence[start] in _CLOSE):
        start += 1
    while end > start and (
        sentence[end - 1] in "、·,，。;；:： \u3000" or sentence[end - 1] in _OPEN
    ):
        end -= 1
    start, end = with_quotes(sentence, start, end)
    text = sentence[start:end]
    if not any(c.isalnum() for c in text) or (not is_list and len(text) > _MAX_CHARS):
        return []
    if text[0] in _COUNTED and start and sentence[start - 1].isascii():  # 5A级景区, after 5A
        return []
    return [
        Mention(
            start=start,
            end=end,
            text=text,
            clause=clause,
            is_list=is_list,
            touches=touches,
            is_extended=is_extended,
            n_edges=n_edges,
        )
    ]


def with_quotes(sentence: str, start: int, end: int) -> tuple[int, int]:
    """A span with the quotation marks that its own lack, or without those that lack theirs."""
    opened = closed = 0  # marks without their counterparts
    for c in sentence[start:end]:
        if c in _OPEN:
            opened += 1
        elif c in _CLOSE and opened:
            opened -= 1
        elif c in _CLOSE:
            closed += 1
    if closed and start and sentence[start - 1] in _OPEN:
        start -= 1
    elif closed and sentence[end - 1] in _CLOSE:
        end -= 1
    if opened and end < len(sentence) and sentence[end] in _CLOSE:
        end += 1
    elif opened and sentence[start] in _OPEN:
        start += 1
    return start, end


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
_WHOLE = "全"  # 全省, 全社会, 全体: all of what is spoken of anyway
_THINGS = frozenset({Dimension.COUNT, Dimension.PERSON})
_MIN_NOUN = 2  # characters
LATIN_NAME = re.compile(r"[a-z]+[.-]?\d")  # pm10
_SIZED = "(?:[元岁亩吨人户]|公[里顷斤]|千[瓦])"
_SIZE = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?)?(?P<scale>[十百千]?[万亿](?={_SIZED})|(?<=\d)[万亿]?(?={_SIZED})){_SIZED}"
    rf"(?:及|[(]含[)])?(?:{OR_MORE}|(?P<less>{OR_LESS}))(?=的?[\u4e00-\u9fff])"
    rf"|超过?(?P<after>\d+(?:\.\d+)?)?(?P<of_after>[十百千]?[万亿])元?(?=[\u4e00-\u9fff])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The words that name what a figure measures, folded.

    ``nouns`` are those of them that say what it is. ``begins_with_noun`` tells whether they begin
    with one: then the clause has a subject of its own, and shares none with the clause before.
    """

    text: str
    nouns: tuple[Token, ...]
    begins_with_noun: bool


_NAMELESS = Name(text="", nouns=(), begins_with_noun=False)


def name_of(measure: Measure) -> Name:
    """What names a figure: words beside it, else of the nearest clause before that has a noun.

    153个标准化驿站 is named by what follows, 增长5% in 地区生产总值200亿元，增长5% by 地区生产总值.
    """
    beside = [measure.before, measure.after]
    counts_what_follows = measure.dimension in _THINGS and measure.after[:1].isalnum()
    if counts_what_follows or not any(map(str.isalnum, measure.before)):
        beside.reverse()
    return next(filter(None, map(named, (*beside, *measure.earlier))), _NAMELESS)


@functools.lru_cache(maxsize=16384)  # the same candidates are read again and again
def named(text: str) -> Name | None:
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
    return tuple(each for each in words(phrase) if is_noun(each.term))


@functools.cache
def _empty_words() -> frozenset[str]:
    return word_set(*_EMPTY)


def is_noun(term: str) -> bool:
    """Whether a folded word says what something is, and not how it was reached."""
    if len(term) < _MIN_NOUN or term in _empty_words():
        return False
    return not any(map(str.isdigit, term)) or LATIN_NAME.match(term) is not None


@functools.lru_cache(maxsize=4096)
def sizes(text: str) -> frozenset[tuple[str, bool]]:
    """The bounds in a folded text that tell which things are meant, each with whether it is a lower one.

    亿元以上项目, 超亿元项目 and 60岁以上老人; 增长5%以上 is a figure, and tells of no things.
    """
    found = set()
    for match in _SIZE.finditer(text):
        number = match["number"] or match["after"] or "1"
        scale = match["scale"] or match["of_after"] or ""
        found.add((f"{number}{scale}", match["less"] is None))
    return frozenset(found)


def is_narrowed(name: Name, covered: Collection[int]) -> bool:
    """Whether a noun that the question lacks stands right before one that it has: 农村居民收入."""
    last = name.nouns[-1]
    if last.end - 1 not in covered:
        return False
    start = last.end
    while start - 1 in covered:
        start -= 1
    before = next((noun for noun in name.nouns if noun.start < start <= noun.end), None)
    return before is not None and bool(unasked(before, name.text, covered))


def unasked(noun: Token, text: str, covered: Collection[int]) -> str:
    """What of a noun the question does not say; nothing of what tells that it is of all."""
    if _WHOLE in {text[noun.start], text[noun.start - 1 : noun.start]}:
        return ""
    if noun.term in word_set("from_everywhere"):
        return ""
    left = "".join(text[i] for i in range(noun.start, noun.end) if i not in covered)
    return left if len(left) > 1 else ""


def is_unasked_rate(name: Name, asked: str) -> bool:
    """Whether a name is that of a rate, where how much of the thing is asked: GDP能耗降低率."""
    rate = _OF_RATE.search(name.text[: name.nouns[-1].end])
    return rate is not None and rate[0] not in asked and not _ASKS_RATE.search(asked)


def names_both_ways(told: str, asked: str) -> bool:
    """Whether folded words tell two ways together of which one is asked for: 出入境旅客, for 入境旅客."""
    return any(
        both in told and both not in asked and (both[1:] in asked or both[0] + both[2:] in asked)
        for both in lexicon_words("both_ways")
    )
