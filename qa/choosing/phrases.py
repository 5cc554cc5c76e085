"""Phrases of a sentence that may be names, with their words and their quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

_OPEN, _CLOSE = "“‘《「『", "”’》」』"
_COUNTED = frozenset("级个家项条座所名位户场处年月日")
_MAX_CHARS = 30  # of a name; a longer stretch is a clause


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
