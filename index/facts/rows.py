"""Rows of values, handed out to the members of what is named before them: 甲、乙分别增长3%、5%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.facts.pieces import Part
from index.language.measures import PAIRS

if TYPE_CHECKING:
    from index.facts.phrases import Phrase
    from index.facts.pieces import Piece

Span = tuple[int, int]
_MIN_SHARED = 2  # characters
_NUMBERS = frozenset("一二三")
_PAUSES = frozenset("、")  # 采矿业、冶炼和压延加工业


def of_row(named: Phrase, place: int, n: int) -> tuple[tuple[Span, ...], str]:
    """The spans that name what one of the n values of a row is of, and its member of a pair."""
    if not named:
        return (), ""
    whole = (named[0].start, named[-1].end)
    if n == 1:
        return (whole,), ""
    items = _items(named, _PAUSES)
    if len(items) != n:
        items = _items(named, None)
    if len(items) < n:
        text = "".join(piece.text for piece in named)
        for pair, members in PAIRS.items():
            if pair in text and n == len(members):
                return (whole,), members[place]
        return (whole,), ""
    return _shared(items[-n:], place, n), ""


def _shared(items: list[Phrase], place: int, n: int) -> tuple[Span, ...]:
    """A member, with what only the last one says of all, or only the first."""
    own, last, first = items[place], items[-1], items[0]
    span = (own[0].start, own[-1].end)
    n_chars = span[1] - span[0]
    is_numbered = _is_numbered(own) and _is_numbered(last)
    if place < n - 1 and is_numbered and last[0].end - last[0].start > n_chars:
        return span, (last[0].start + n_chars, last[-1].end)  # 第一、第三产业增加值
    if place < n - 1 and len(last) > len(own) and not _ends_alike(own, last):
        end = last[len(own) :]
        return span, (end[0].start, end[-1].end)
    n_last = last[-1].end - last[0].start
    if place < n - 1 and len(last) == len(own) == 1 and n_last > n_chars + _MIN_SHARED:
        return span, (last[0].start + n_chars, last[-1].end)  # 城镇、农村居民收入
    if place < n - 1 and _is_numbered(own) and last[-1].end - last[0].start > n_chars:
        return span, (last[0].start + n_chars, last[-1].end)  # 第一、第三产业
    if place and len(first) > len(own) and _ends_alike(own, first):
        return (first[0].start, first[len(first) - len(own) - 1].end), span
    return (span,)


def _is_numbered(own: Phrase) -> bool:
    return own[0].text.startswith("第") or own[0].text in _NUMBERS


def _ends_alike(own: Phrase, last: Phrase) -> bool:
    """Whether a member is told whole: it ends as another one does (用电量, 发电量)."""
    return own[-1].text[-1] == last[-1].text[-1] or own[-1].part is Part.DEPENDENT


def _items(named: Phrase, marks: frozenset[str] | None) -> list[Phrase]:
    """The members of a list, parted by some marks, or by all words that join."""
    items: list[list[Piece]] = [[]]
    for piece in named:
        if piece.part is Part.JOIN and (marks is None or piece.text in marks):
            items.append([])
        else:
            items[-1].append(piece)
    return [tuple(item) for item in items if item]
