"""The chapters of a report, and the headings that list what each of them is about."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language import numerals
from index.language.lexicon import alternation
from index.reading.headings import Level, numbering
from index.types import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.reading.headings import Numbering
    from index.types import Document, Heading, Passage

_FEWEST = 3  # members of a chapter's list
_OF_LIST = ("dash", "lead")  # styles that a paragraph's own list may have as well
_MOST_OF = 0.4  # of a chapter's text, from which on such a list is the chapter's
_ANNOUNCED = re.compile(  # 重点抓好九方面工作：
    rf"(?P<n>[{numerals.TENS}]{{1,3}}|\d{{1,2}})(?:个?(?:{alternation('outline_whole')}|[部]分)|[大项件])"
    r"[^，,。；;：:]{0,12}[。：:]?\s*$"
)
_CLOSING = "。:： \t\r\n　\xa0"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedHeading:
    """A heading, and the first passage that stands below it or begins with it.

    ``start`` to ``end`` is its title, without its number and what closes it.
    """

    heading: Heading
    passage: Passage
    numbering: Numbering | None
    start: int
    end: int

    @property
    def style(self) -> str:
        """How it is numbered; empty where it is not."""
        return self.numbering.style if self.numbering else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One of the outermost parts of a report.

    ``below`` are the headings inside of it, ``passages`` what it says.
    """

    head: PlacedHeading
    below: tuple[PlacedHeading, ...]
    passages: tuple[Passage, ...]

    @property
    def title(self) -> str:
        """Its heading, with its number."""
        return self.head.heading.title

    @property
    def period(self) -> Period:
        """The time that it speaks of."""
        return self.head.passage.period


def chapters(document: Document, passages: Sequence[Passage]) -> tuple[Chapter, ...]:
    """The chapters of a report, in their order, without the explanations of its terms.

    Args:
        document: the report.
        passages: those of its passages that may answer, in their order: where a chapter has none, it is left out.
    """
    headings = list(_placed(document, passages))
    if not headings:
        return ()
    outermost = min(each.heading.level for each in headings)
    starts = [i for i, each in enumerate(headings) if each.heading.level == outermost]
    found = []
    for first, stop in itertools.pairwise((*starts, len(headings))):
        head = headings[first]
        end = headings[stop].heading.start if stop < len(headings) else len(document.text)
        found.append(
            Chapter(
                head=head,
                below=tuple(headings[first + 1 : stop]),
                passages=tuple(p for p in passages if head.heading.start <= p.start < end),
            )
        )
    return tuple(each for each in found if each.period is not Period.GLOSSARY)


def _placed(document: Document, passages: Sequence[Passage]) -> Iterator[PlacedHeading]:
    """The headings that something stands below, the report's own title not among them."""
    headings = [
        each
        for each in document.headings
        if each.level > Level.TITLE
        and not any(gone.start <= each.start < gone.end for gone in document.dropped)
    ]
    for i, heading in enumerate(headings):
        passage = next((each for each in passages if each.end > heading.start), None)
        ends = (each.start for each in headings[i + 1 :] if each.level <= heading.level)
        if passage is None or passage.start > next(ends, len(document.text)):
            continue
        line = document.text[heading.start : heading.end]
        number = numbering(line)
        start = heading.start + (number.n_chars if number else 0)
        end = heading.start + len(line.rstrip(_CLOSING))
        if start < end:
            yield PlacedHeading(
                heading=heading, passage=passage, numbering=number, start=start, end=end
            )


def members(chapter: Chapter) -> tuple[PlacedHeading, ...]:
    """The outermost headings of a chapter, where they are one whole list; nothing otherwise."""
    if not chapter.below:
        return ()
    outermost = min(each.heading.level for each in chapter.below)
    listed = [each for each in chapter.below if each.heading.level == outermost]
    numbered = [each for each in listed if each.style != "dash"]
    listed = listed if len(numbered) < _FEWEST else numbered  # what came about, then what was done
    return tuple(listed) if _is_whole(listed, chapter) else ()


def are_one_list(headings: Sequence[PlacedHeading]) -> bool:
    """Whether headings are numbered alike, one after the other from the first."""
    if len({each.style for each in headings}) != 1:
        return False
    numbers = [each.numbering.number for each in headings if each.numbering]
    return not any(numbers) or numbers == list(range(1, len(headings) + 1))


def _is_whole(listed: Sequence[PlacedHeading], chapter: Chapter) -> bool:
    """Whether a list is all of a chapter's: no member is missing, and no paragraph has it for its own."""
    if len(listed) < _FEWEST or not are_one_list(listed):
        return False
    style, last = listed[0].style, listed[-1]
    for passage in chapter.passages:
        number = numbering(passage.text) if passage.start > last.passage.start else None
        if number and style != "dash" and number.style == style:
            return False  # one more, whose heading could not be told from its text
    before = [each for each in chapter.passages if each.start < listed[0].heading.start]
    announced = _ANNOUNCED.search(before[-1].text) if before else None
    if announced and numerals.count(announced["n"]) != len(listed):
        return False
    if style not in _OF_LIST:
        return True
    covered = last.passage.end - listed[0].heading.start
    return covered >= _MOST_OF * (chapter.passages[-1].end - chapter.head.heading.end)
