"""The members of an answer that is an enumeration, as spans of it."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.numerals import TENS
from qa.kinds import Kind
from qa.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.types import Answer

_SENTENCE = re.compile(r"[。；;！？!?\n]")  # an answer with one of these enumerates what it says
_ORDINAL = re.compile(rf"(?:(?<=[。；;:：\s])|^)(?:[{TENS}]+(?:是|要)|第[{TENS}]+[,，、])")
_AND_SO_ON = re.compile("等+")  # no member, but that there are more
_COUNTS = f"[\\d{TENS}百千万两余多数几]"
# 等58家企业 tells of all of them; 一等 and 高等 are names.
_REST = re.compile(rf"(?<=\S)(?<![{TENS}特高中初上下同相优对平])等+\s*(?:{_COUNTS}[^、]*)?$")
_ENDS = "。；;！？!?\n"
_OPENING, _CLOSING = "（(《〈[【“", "）)》〉]】”"
_SIDE_BY_SIDE = re.compile(r"(?<=[”》])(?=[“《])")
_LAST = re.compile(alternation("joins"))
_MIN_CHARS = 2  # of a member beside 和: what is shorter is a part of a name
_N_MEMBERS = 2


def is_cited_each(answer: Answer) -> bool:
    """Whether each member of an answer has a citation of its own, as those of an outline have."""
    is_list = answer.kind is Kind.LIST and answer.level is Level.ANSWERED
    return is_list and len(answer.citations) > 1 and answer.read_off is None


def members(text: str) -> list[tuple[int, int]]:
    """The spans of the members, without what joins them; none where the text is no enumeration.

    They are joined by 、, or stand side by side in quotes; the last two may be joined by 和 where
    they end alike (甲片区和乙片区). What stands in brackets is not taken apart. Of sentences each is
    one, and of sentences that are counted (一是…二是…) all that stands under a number. What counts
    them behind the last is no member: it is the ``rest``.
    """
    if _SENTENCE.search(text):
        return _said(text)
    text = text[: _rest_from(text)]
    spans = list(_stripped(text, _parts(text)))
    if spans:
        spans[-1:] = _stripped(text, _pair(text, *spans[-1]))
    return spans if len(spans) >= _N_MEMBERS else []


def rest(text: str) -> str:
    """What follows the members and tells of all of them (等58家企业); empty where nothing does."""
    is_told = members(text) and not _SENTENCE.search(text)
    return text[_rest_from(text) :] if is_told else ""


def _rest_from(text: str) -> int:
    match = _REST.search(text)
    if match is None or any(
        match[0].count(a) != match[0].count(b) for a, b in zip(_OPENING, _CLOSING, strict=True)
    ):
        return len(text)
    return match.start()


def _said(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, or what stands under each of its numbers; none where it is only one."""
    starts = [match.start() for match in _ORDINAL.finditer(text)]
    if len(starts) < _N_MEMBERS or starts[0] > 0:
        starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    spans = [
        (start, start + len(text[start:end].rstrip(_ENDS + " ")))
        for start, end in itertools.pairwise((*starts, len(text)))
    ]
    spans = [
        (start + len(text[start:end]) - len(text[start:end].lstrip()), end) for start, end in spans
    ]
    spans = [(a, b) for a, b in spans if a < b and not _AND_SO_ON.fullmatch(text, a, b)]
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
