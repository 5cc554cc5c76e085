"""The facts of a report: of its sentences, and of the cells of its tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.facts import frames
from index.facts.cells import facts_of_table
from index.facts.sentences import Reader
from index.language import lexicon
from index.types import Period, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.fact_types import Fact
    from index.types import About, Passage


# Files break figures in two at their decimal points: 22。7亿元, and over the end of a line.
_CUT = re.compile(r"[^\d\s.。．]\s*\d{1,4}[.。．]$")
_LINE_END = 2  # characters, at most
_TAIL = re.compile(
    rf"\d{{1,3}}\s*(?:[万亿%％‰倍]|个?(?:{lexicon.alternation('percentage_point')}))"
)


def facts_of(about: About, passages: Sequence[Passage]) -> Iterator[Fact]:
    """The facts of a report's passages, in the order they stand in."""
    section = frames.SectionFrame(about)
    for i, passage in enumerate(passages):
        if passage.table is not None:
            yield from facts_of_table(about, passage, passage.table)
            continue
        if passage.period is Period.GLOSSARY:
            continue
        time = frames.TimeFrame(section.of(passage))
        reader = Reader(about, passage, time)
        begins_cut = bool(i) and _is_cut(passages[i - 1], passage)
        ends_cut = i + 1 < len(passages) and _is_cut(passage, passages[i + 1])
        for sentence in _whole(passage.sentences):
            for fact in reader.facts(sentence):
                is_tail = begins_cut and fact.start == passage.start
                if not is_tail and not (ends_cut and fact.end >= passage.end - 1):
                    yield fact


def _is_cut(passage: Passage, following: Passage) -> bool:
    """Whether a figure is cut in two between two passages: neither half is one."""
    is_next = following.start - passage.end <= _LINE_END
    return is_next and bool(_CUT.search(passage.text) and _TAIL.match(following.text))


def _whole(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences; two that are one figure's halves as one, its decimal point put right."""
    held: Sentence | None = None
    for sentence in sentences:
        if (
            held is not None
            and held.end == sentence.start
            and _CUT.search(held.text)
            and _TAIL.match(sentence.text)
        ):
            text = f"{held.text[:-1]}.{sentence.text}"
            held = Sentence(start=held.start, end=sentence.end, text=text)
            continue
        if held is not None:
            yield held
        held = sentence
    if held is not None:
        yield held
