"""How texts name places, and where they only hold something against one."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language import tokens
from index.language.lexicon import alternation, word_set, words
from index.reading.head.places import NATION
from qa.understanding.names.named_places import WHOLE, bare, spans

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = "省市县区州盟旗镇乡"  # what a report calls its own place by: 全市, 本县
NO_OWN = f"{KINDS}场民域间块份"  # what makes another word of it: 全市场, 本区域


def own(kinds: str) -> str:
    """What reports of places of some kinds call their own, as a regular expression: 全市, 我区."""
    return rf"[全本我](?:自治)?[{kinds}](?![{NO_OWN}])"


OWN = own(KINDS)
(STATE,) = words("cabinet")
COUNTRY = rf"{NATION}|我国"
CHINA = "中国"  # which begins many a name
# What follows a place that something is held against.
COMPARED = rf"第|首|最|之|前\d|百强|{alternation('average_level', 'leading', 'rank_noun')}"
# What the country's name begins only the name of: 全国重点实验室, 全国人大.
TITLE = r"(?:[重文优模示百级性最前各双卫先]|人(?=大)|政(?=协)|一(?=流)|下(?=达))"
_TITLED = re.compile(TITLE)
# What it is a part of the name of: “中国创翼”大赛, 2024中国民营企业500强.
_BEFORE_NAME, _IN_NAME = (
    re.compile(r"[“《「『\"\d]$"),
    re.compile(r"[-－—]|[^,;。”]{0,9}?(?:\d强|[榜奖杯赛])"),
)
_BEFORE_COMPARED = re.compile(rf"的?(?:{COMPARED})")
# What stands before one; 在全国 too, and not 在南京市.
_COMPARING = rf"[占超过平先跑]|{alternation('than', 'holds_rank', 'beyond')}"
_AFTER_COMPARING = re.compile(rf"(?:{_COMPARING})$")
_AFTER_AMONG = re.compile(rf"(?:[在于为是获]|{_COMPARING})$")
_LONGEST = 3  # characters of what stands before
_LEVEL = re.compile(rf"{COUNTRY}|{OWN}")
_IN_COUNTRY = re.compile(COUNTRY)
_ROW = re.compile(r"[、,和与及]?")


@functools.lru_cache(maxsize=1024)
def naming(name: str, members: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    """By which words texts name a place.

    Args:
        name: its name in a question.
        members: the places that are meant by it, each by its parts; none for what reports call their own.
    """
    if not members:
        return re.compile(own(name[-1]))
    if members == ((NATION,),):
        return re.compile(name if name == STATE else rf"{COUNTRY}|{CHINA}|{name}")
    if len(members) > 1:
        return re.compile(re.escape(name))
    last = members[0][-1]
    short = bare(last)
    kind, kinds = last[len(short) :], _kinds_of(short)
    if kind and kinds and not re.fullmatch(kinds, kind):
        return re.compile(re.escape(last))  # 河北区, whose short name is the province's
    either = re.escape(kind) or kinds
    # 河北 and 河北省 do not stand in 河北区; 苏州 does in 苏州市.
    return re.compile(rf"{re.escape(short)}(?:{either}|(?!{WHOLE.pattern}))" if either else short)


def _kinds_of(short: str) -> str:
    """The kinds that may end a province's short name, as alternatives; empty where any may."""
    if short not in word_set("province"):
        return ""
    return "市" if short in word_set("municipality") else rf"省|{alternation('place_kind')}"


def is_told(match: re.Match[str]) -> bool:
    """Whether a name in a text is more than what something is held against (居全省第二)."""
    return _is_told(match.string, match.span())


def _is_told(text: str, span: tuple[int, int]) -> bool:
    start, end = span
    name, before = text[start:end], text[max(0, start - _LONGEST) : start]
    comparing = _AFTER_AMONG if _LEVEL.match(name) else _AFTER_COMPARING
    if _IN_COUNTRY.fullmatch(name) and _TITLED.match(text, end):
        return False
    if name == CHINA and (_BEFORE_NAME.search(before) or _IN_NAME.match(text, end)):
        return False
    return not comparing.search(before) and not _BEFORE_COMPARED.match(text, end)


def last_told(folded: str, own: re.Pattern[str], at: int) -> bool | None:
    """Whether the last place told of before a point of a folded text is named by a pattern.

    Places of one row (南京、苏州) count as one. ``None`` where none is told of before it.
    """
    mine = [match.span() for match in own.finditer(folded) if is_told(match)]
    others = [span for span in _places_in(folded) if not _touches(span, mine)]
    before = sorted(span for span in (*mine, *others) if span[0] < at)
    while before:
        span = before.pop()
        if span in mine:
            return True
        if not before or not _ROW.fullmatch(folded, before[-1][1], span[0]):
            return False
    return None


@functools.lru_cache(maxsize=4096)  # each figure of a sentence asks for them
def _places_in(folded: str) -> tuple[tuple[int, int], ...]:
    """Where a folded text tells of places, by any name."""
    named = spans(folded, tokens.words(folded), None)
    levels = (match.span() for match in _LEVEL.finditer(folded))
    places = [*named, *(span for span in levels if not _touches(span, named))]
    return tuple(span for span in places if _is_told(folded, span))


def _touches(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)
