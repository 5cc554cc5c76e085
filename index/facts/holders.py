"""Whose a value is by what stands before it: a place, a body, a part of the economy, a field of others."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.facts.pieces import Part
from index.language.lexicon import alternation, word_set

if TYPE_CHECKING:
    from index.facts.figures import Figure
    from index.facts.phrases import Around, Phrase
    from index.facts.pieces import Piece

Span = tuple[int, int]
# 就业 and the like end as parts of the economy do, and are none.
_HOLDER = re.compile(
    rf"(?:{alternation('holder', 'industry', 'economy')}|(?<![企就创失作毕事专])业"
    rf"|(?<=[\u4e00-\u9fff])(?:{alternation('firms')}))$"
)
_MIN_NAME = 3  # characters of the name of a place, with its kind
_KINDS = tuple("省市县州盟旗区")
_KINDS_APART = frozenset("县州盟旗")
_MOST_PIECES = 3  # that the name of a zone has: 云溪, 临空, 经济区


def acting(phrases: list[Phrase]) -> Span | None:
    """Whose it is, where that is named before what is done: 中老铁路发送旅客."""
    if not phrases:
        return None
    phrase = phrases[-1]
    text = "".join(piece.text for piece in phrase)
    is_named = _HOLDER.search(text) or _is_place(phrase[-1])
    if not is_named or text in _no_names():
        return None
    return phrase[0].start, phrase[-1].end


def leading(named: Phrase, place: int, n: int) -> Span | None:
    """The places that a name begins with: 云溪、西岭 of 云溪、西岭旅游收入.

    Of as many of them as there are values in a row the one at the place.
    """
    spans: list[Span] = []
    at = end = 0
    while at < len(named) and (end_of_kind := _end_of_place(named, at)):
        end = _end_of_name(named, end_of_kind - 1)
        spans.append((named[at].start, named[end - 1].end))
        at = end + 1
        if at >= len(named) or named[end].part is not Part.JOIN:
            break
    if not end or end == len(named) or named[end].part is not Part.WORD:
        return None
    return spans[place] if len(spans) == n else (spans[0][0], spans[-1][1])


def _end_of_place(named: Phrase, at: int) -> int:
    """Where a place ends that a name goes on with, its kind in a word of its own or not; else 0."""
    piece = named[at]
    if _is_place(piece):
        return at + 1
    kind = named[at + 1].text if at + 1 < len(named) else ""
    is_whole = piece.part is Part.WORD and kind in _KINDS_APART and len(piece.text) > 1
    return at + 2 if is_whole and piece.text + kind not in _no_names() else 0


def _end_of_name(named: Phrase, at: int) -> int:
    """Where the name of a place ends: 新区 after 雄安 belongs to it."""
    for n in range(_MOST_PIECES, 1, -1):
        more = named[at + 1 : at + n]
        if len(more) == n - 1 and all(piece.part is Part.WORD for piece in more):
            last = more[-1].text
            if last.endswith(_zones()) and last not in word_set("place"):
                return at + n
    return at + 1


@functools.cache
def _zones() -> tuple[str, ...]:
    return (*_KINDS, *word_set("holder"))


@functools.lru_cache(maxsize=4096)
def _is_name(word: str) -> bool:
    if word in word_set("place"):
        return True
    return len(word) >= _MIN_NAME and word.endswith(_KINDS) and word not in _no_names()


@functools.cache
def _no_names() -> frozenset[str]:
    levels = word_set("level_province", "level_city", "level_county", "place_kind")
    return levels | word_set("no_holder", "per_each")


def _is_place(piece: Piece) -> bool:
    return piece.part is Part.WORD and _is_name(piece.text)


def ranked(around: Around, figure: Figure, phrases: list[Phrase]) -> tuple[Phrase, Span | None]:
    """Of a rank: what holds it, and among whom."""
    among = (figure.start, figure.start + figure.scope) if figure.scope else None
    if among is None and phrases and not around.leads and len(phrases[-1]) > 1:
        *held, scope_piece = phrases[-1]
        if _is_scope((scope_piece,)):  # 增速全国第3
            phrases[-1] = tuple(held)
            return phrases[-1], (scope_piece.start, scope_piece.end)
    holds = bool(around.before_last) and around.before_last[-1] in word_set("holds_rank")
    if among is None and phrases and not around.leads and (holds or _is_scope(phrases[-1])):
        scope = phrases.pop()
        among = (scope[0].start, scope[-1].end)
    elif (
        among is None
        and around.own is not None
        and (around.own_is_aside or not around.leads_after_own())
    ):
        among = (around.own.start, around.own.end)
    return (phrases[-1] if phrases else ()), among


def _is_scope(phrase: Phrase) -> bool:
    return "".join(piece.text for piece in phrase) in word_set("compared_among")
