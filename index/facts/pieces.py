"""A sentence in pieces: its values, its times, and its words by the part that they play."""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from index.facts.figures import Figure, figures
from index.facts.mended import Mended, mended
from index.facts.worded import worded
from index.language import numerals, tokens
from index.language.figure_forms import OR_MORE
from index.language.lexicon import alternation, word_set
from index.language.named_times import NamedTime, named_times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.language.named_times import Calendar


class Part(Enum):
    """What a piece does in its sentence."""

    WORD = auto()
    DEPENDENT = auto()  # a word that says of what was named before what of it is told
    PREDICATE = auto()
    VERBAL = auto()  # does what a predicate does where a phrase begins
    ADVERB = auto()
    ADJUNCT = auto()
    OWN_PLACE = auto()
    JOIN = auto()  # 、 and 和
    LINK = auto()  # 的
    VALUE = auto()
    TIME = auto()
    ASIDE = auto()  # brackets without a value, and what a change is counted from
    BREAK = auto()  # between clauses
    OPEN = auto()  # a bracket that holds a value
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece at ``start`` to ``end`` of the mended text."""

    part: Part
    start: int
    end: int
    text: str
    figure: Figure | None = None
    time: NamedTime | None = None


@dataclass(frozen=True, slots=True)
class Pieces:
    """A sentence in its mended form, and all its pieces in their order."""

    sentence: Mended
    pieces: tuple[Piece, ...]

    def raw(self, start: int, end: int) -> str:
        """What stands in the sentence where a span of the mended text comes from."""
        first, last = self.sentence.original(start, end)
        return self.sentence.raw[first:last]


_BREAK, _JOIN = re.compile(r"[,;:!?。\n]|——"), re.compile("、|/")
_MASK = "\n"  # stands where a piece is known already: no word reaches over it
_QUOTED = re.compile(r"[“\"「『][^“”\"」』]{1,30}[”\"」』]")
_TITLED = re.compile("《[^《》]{1,60}》")  # its years are part of a name
_NAMED = re.compile(alternation("name_with_count"))
_CUT_APART = re.compile(alternation("cut_apart"))
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_OPEN, _CLOSE = frozenset("([（【"), frozenset(")]）】")
# 超亿元企业, 千万元以上项目: what kind of things, not how many
_CRITERION = re.compile(
    rf"(?<![\d{numerals.ALL}])(?:超过?|过)?[十百千]?[万亿]+元?(?:级|{OR_MORE})?(?=[\u4e00-\u9fff])(?![余多户人个家])"
)
_ORDINAL = re.compile(rf"第[{numerals.TENS}](?=、第?[{numerals.TENS}])")
_NOUN_ENDS = frozenset("率量额数度值费面期点者制权金物品业房站线所款地车师员船器机区带圈馆库群")
_MARKS = 2  # that a quotation has
_MIN_COMPOUND = 3  # characters: 价格上涨, 产量提升
_SPLIT_ENDS = re.compile(r"(.*[率额量数值度重比])([达超为近均])$")


def pieces(raw: str, calendar: Calendar) -> Pieces | None:
    """A sentence in pieces; ``None`` where it holds no value."""
    sentence = mended(raw)
    text = sentence.text
    values = [
        Piece(Part.VALUE, each.start, each.end, text[each.start : each.end], figure=each)
        for each in _values(sentence)
        if not _is_quoted(text, each)
    ]
    if not values:
        return None
    covers = [*_found(text, Part.WORD, _TITLED), *_found(text, Part.WORD, _NAMED)]
    _cover(covers, _found(text, Part.DEPENDENT, _CUT_APART))
    _cover(covers, [each for each in values if each.figure and each.figure.is_worded])
    _cover(covers, _times(text, calendar))
    _cover(covers, values)
    if not any(cover.part is Part.VALUE for cover in covers):
        return None
    _cover(covers, _asides(text, covers))
    for pattern in (_QUOTED, _CRITERION):
        _cover(covers, _found(text, Part.WORD, pattern))
    covers.sort(key=lambda piece: piece.start)
    return Pieces(sentence, tuple(_settled(list(_between(text, covers)))))


def _found(text: str, part: Part, pattern: re.Pattern[str]) -> list[Piece]:
    return [Piece(part, m.start(), m.end(), m[0]) for m in pattern.finditer(text)]


def _values(sentence: Mended) -> list[Figure]:
    """The figures and the worded values; where two overlap, the longer."""
    found = [each for each in figures(sentence) if not _ORDINAL.match(sentence.text, each.start)]
    for each in worded(sentence.text):
        over = [other for other in found if other.start < each.end and each.start < other.end]
        if not over or all(other.end - other.start < each.end - each.start for other in over):
            found = [other for other in found if other not in over]
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _is_quoted(text: str, value: Figure) -> bool:
    """Whether a value is a name.

    A figure is one that fills its quotation marks (稳增长“18条”), words that are part of what stands
    in some (“五个走在前列”).
    """
    for match in _QUOTED.finditer(text):
        if match.start() < value.start and value.end < match.end():
            is_all = value.end - value.start == match.end() - match.start() - _MARKS
            return is_all != value.is_worded
    return False


def _times(text: str, calendar: Calendar) -> list[Piece]:
    return [
        Piece(
            Part.ASIDE if each.is_base else Part.TIME,
            each.start,
            each.end,
            text[each.start : each.end],
            time=each,
        )
        for each in named_times(text, calendar)
    ]


def _asides(text: str, values: Sequence[Piece]) -> list[Piece]:
    """The brackets that hold no value."""
    spans = [match.span() for match in _BRACKETED.finditer(text)]
    at = [each.start for each in values if each.part is Part.VALUE]
    return [
        Piece(Part.ASIDE, start, end, text[start:end])
        for start, end in spans
        if not any(start <= value < end for value in at)
    ]


def _cover(covers: list[Piece], more: Sequence[Piece]) -> None:
    """Add pieces that lie over none of those that are there."""
    for piece in more:
        if not any(piece.start < other.end and other.start < piece.end for other in covers):
            covers.append(piece)


def _between(text: str, covers: Sequence[Piece]) -> Iterator[Piece]:
    """The covers and, between them, the words and marks of the rest."""
    masked = list(text)
    for cover in covers:
        masked[cover.start : cover.end] = _MASK * (cover.end - cover.start)
    words = iter((*tokens.words("".join(masked)), None))
    word = next(words)
    at = 0
    known: tuple[Piece | None, ...] = (*covers, None)
    for piece in known:
        end = len(text) if piece is None else piece.start
        while word is not None and word.start < end:
            yield from _marks(text, at, word.start)
            for begin, finish in _split(text, word.start, word.end):
                part = text[begin:finish]
                yield Piece(_part(part), begin, finish, part)
            at, word = word.end, next(words)
        yield from _marks(text, at, end)
        if piece is not None:
            yield piece
            at = piece.end


def _split(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A word of the dictionary that is a noun and what is said of it in two: 价格上涨, 率达."""
    word = text[first:last]
    match = _SPLIT_ENDS.fullmatch(word)
    n = 1 if match else 0
    if not n and len(word) > _MIN_COMPOUND and word[-2:] in word_set("grew", "fell"):
        n = 2
    if n:
        yield first, last - n
    yield last - n if n else first, last


def _settled(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with words that only look like predicates made parts of what they name."""
    for i, piece in enumerate(pieces[:-1]):
        after = pieces[i + 1]
        if after.part is Part.ASIDE and i + 2 < len(pieces):  # 治理（管控）率
            after = pieces[i + 2]
        elif after.start != piece.end:
            continue
        before = _before(pieces, i)
        is_doing = piece.part in (Part.PREDICATE, Part.VERBAL, Part.ADVERB)
        if (is_doing and _ends_noun(piece, after, before)) or _is_within(piece, after, before):
            pieces[i] = dataclasses.replace(piece, part=Part.WORD)
    return pieces


def _before(pieces: Sequence[Piece], i: int) -> Part | None:
    """What stands before a piece; a verb within a name (保护 in 湿地保护) is a word."""
    if i > 1 and pieces[i - 1].part is Part.VERBAL and pieces[i - 2].part is Part.WORD:
        return Part.WORD
    return pieces[i - 1].part if i else None


def _is_within(piece: Piece, after: Piece, before: Part | None) -> bool:
    """Whether a word stands between two of a name: 信贷新发放量, and 新 of 新材料 in a list."""
    if piece.text != OR_MORE and piece.text not in word_set("within_names"):
        return False
    if before is Part.JOIN and piece.text in word_set("makes_name"):
        return after.part is Part.WORD
    return before in (Part.WORD, Part.VERBAL) and after.part in (Part.WORD, Part.DEPENDENT)


def _ends_noun(piece: Piece, after: Piece, before: Part | None) -> bool:
    """Whether what follows a verb makes a noun of it: 覆盖率, and 设计通过能力, 旅游接待总量."""
    if after.part is Part.WORD and after.text in _NOUN_ENDS:
        return True
    if before is not Part.WORD or piece.part is Part.ADVERB:
        return False
    if after.text in word_set("of_what_is_done"):
        return True
    if piece.text in word_set("makes_noun") and after.text in word_set("done_to"):
        return True
    is_telling = piece.part is Part.PREDICATE and piece.text in _telling()
    return not is_telling and (after.part is Part.DEPENDENT or after.text in word_set("done_over"))


@functools.cache
def _telling() -> frozenset[str]:
    """What is said of a thing by itself, and makes no noun."""
    return word_set(
        "says_reached", "stands_at", "grew", "fell", "makes_new", "added", "has_already"
    )


def _marks(text: str, start: int, end: int) -> Iterator[Piece]:
    for at in range(start, end):
        mark = text[at]
        if _BREAK.match(mark) or mark == "—":
            yield Piece(Part.BREAK, at, at + 1, mark)
        elif _JOIN.match(mark):
            yield Piece(Part.JOIN, at, at + 1, mark)
        elif mark in _OPEN:
            yield Piece(Part.OPEN, at, at + 1, mark)
        elif mark in _CLOSE:
            yield Piece(Part.CLOSE, at, at + 1, mark)


_JOINS = frozenset(["和", "与", "及"])
_LINKS = frozenset("的之等")


@functools.lru_cache(maxsize=8192)
def _part(word: str) -> Part:
    if word in _JOINS or word in word_set("joins_whole"):
        return Part.JOIN
    if word in _LINKS:
        return Part.LINK
    if word == OR_MORE or word in word_set("round_mark"):
        return Part.ADVERB
    for part, name in _CLASSES:
        if word in word_set(name):
            return part
    return Part.WORD


_CLASSES = (
    (Part.OWN_PLACE, "own_place"),
    (Part.DEPENDENT, "dependent"),
    (Part.PREDICATE, "predicate"),
    (Part.ADVERB, "adverb"),
    (Part.ADJUNCT, "adjunct"),
    (Part.VERBAL, "verbal"),
)
