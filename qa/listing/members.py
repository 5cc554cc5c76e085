"""The members of an answer that is an enumeration, as spans of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCE = re.compile(r"[。；;！？!?\n]")  # an answer with one of these is no bare enumeration
_OPENING, _CLOSING = "（(《〈[【“", "）)》〉]】”"
_SIDE_BY_SIDE = re.compile(r"(?<=[”》])(?=[“《])")
_LAST = re.compile(alternation("joins"))
_MIN_CHARS = 2  # of a member beside 和: what is shorter is a part of a name
_N_MEMBERS = 2


def members(text: str) -> list[tuple[int, int]]:
    """The spans of the members, without what joins them; none where the text is no enumeration.

    They are joined by 、, or stand side by side in quotes; the last two may be joined by 和 where
    they end alike (甲片区和乙片区). What stands in brackets is not taken apart.
    """
    if _SENTENCE.search(text):
        return []
    spans = list(_stripped(text, _parts(text)))
    if spans:
        spans[-1:] = _stripped(text, _pair(text, *spans[-1]))
    return spans if len(spans) >= _N_MEMBERS else []


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The parts between the marks that join members."""
    depth, start = 0, 0
    sides = {match.start() for match in _SIDE_BY_SIDE.finditer(text)}
    for at, character in enumerate(text):
        if not depth and at in sides and at > start:
            yield start, at
            start = at
        depth += (character in _OPENING) - (character in _CLOSING and depth > 0)
        if character == "、" and not depth:
            yield start, at
            start = at + 1
    yield start, len(text)


def _pair(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Two members joined by a word, if they end alike; the whole otherwise."""
    for match in _LAST.finditer(text, start, end):
        first, second = text[start : match.start()].strip(), text[match.end() : end].strip()
        is_long = min(len(first), len(second)) >= _MIN_CHARS
        if is_long and first[-1] == second[-1]:
            yield start, match.start()
            yield match.end(), end
            return
    yield start, end


def _stripped(text: str, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        part = text[start:end]
        bare = part.strip()
        if bare:
            first = start + len(part) - len(part.lstrip())
            yield first, first + len(bare)
