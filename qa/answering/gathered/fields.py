"""All that is done in one field as an answer: what stands under the headings that name it, whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.quantities import quantities
from index.reading.headings import numbering
from qa.answering.gathered.outline import gathered, period_of, reports_asked, without_place
from qa.types import Citation
from qa.understanding.concepts import folded
from qa.understanding.work.fields import asked_field, names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Document, Passage
    from qa.answering.gathered.sources import Sources
    from qa.types import Answer
    from qa.understanding.concepts import Concept
    from qa.understanding.question import Question

_LONGEST = 44  # characters of a sentence that heads its paragraph
_MOST = 3  # paragraphs that are told whole; of more their first sentences are
_MOST_TOLD = 12
_FEWEST = 2  # sentences, below which none heads a paragraph
# A sentence that says something, and heads nothing: 今年是关键一年, 我们坚信.
_SAYS = re.compile(rf"^(?:{alternation('relative_year')})|我[们]|是")
# Paragraphs, and the share of a chapter's, from which on a heading is the chapter's own.
_MANY, _ALL = 5, 0.8


def fields(question: Question, asked: str, sources: Sources, top_k: int) -> Answer | None:
    """What one report tells of a field; ``None`` where none is asked for, or no heading names it.

    Args:
        question: the question as it was understood.
        asked: what was asked.
        sources: the reports that may answer.
        top_k: how many passages to show.
    """
    text = without_place(question)
    wish = asked_field(text) if text is not None else None
    if wish is None:
        return None
    asked_as, bare, wider = names_of(wish.name)
    for document, passages in sources.read(reports_asked(question, wish.part, sources.reports)):
        period = period_of(question, wish.part, document)
        own = [each for each in passages if each.period is period]
        is_said = wider != asked_as and any(bare in folded(each.text) for each in passages)
        for name in dict.fromkeys((asked_as, bare, wider) if is_said else (asked_as,)):
            names = _Names(name, question.concepts)
            if told := _headed(document, own, names) or _under(document, own, names):
                return gathered(question, asked, told, top_k)
    return None


class _Names:
    """Whether a heading names a field: its own word, or all that it is made of, as reports call it."""

    def __init__(self, name: str, concepts: Sequence[Concept]) -> None:
        self._name = name
        self._ways = [
            each.words for each in concepts if each.words[0] in name and len(each.words[0]) > 1
        ]
        whole = next((ways for ways in self._ways if ways[0] == name), ())
        self._whole = (name, *whole)

    def __call__(self, heading: str) -> bool:
        text = folded(heading)
        if any(word in text for word in self._whole):
            return True
        covered = {c for ways in self._ways for c in ways[0]}
        is_made_of = bool(self._ways) and covered.issuperset(self._name)
        return is_made_of and all(any(word in text for word in ways) for ways in self._ways)


def _headed(document: Document, passages: Sequence[Passage], names: _Names) -> tuple[Citation, ...]:
    """What stands in the paragraphs whose first sentence heads them and names the field."""
    told = [
        each
        for each in passages
        if _heads(each)
        and names(each.sentences[0].text)
        and not _SAYS.search(folded(each.sentences[0].text))
    ]
    if any(_leads_to_more(each, passages) for each in told):
        return ()
    return tuple(_whole(document, each) for each in told) if len(told) <= _MOST else ()


def _heads(passage: Passage) -> bool:
    """Whether the first sentence of a paragraph is its heading."""
    if passage.table is not None or len(passage.sentences) < _FEWEST:
        return False
    first = passage.sentences[0].text
    return len(first) <= _LONGEST and not any(each.unit for each in quantities(folded(first)))


def _leads_to_more(passage: Passage, passages: Sequence[Passage]) -> bool:
    """Whether a paragraph that begins with its own heading is followed by others under it."""
    return _is_headings_own(passage) and any(
        each.section == passage.section and each.number > passage.number for each in passages
    )


def _is_headings_own(passage: Passage) -> bool:
    """Whether the first sentence of a paragraph is the heading that it stands under."""
    title = folded(passage.section[-1]) if passage.section else ""
    return bool(title) and title in folded(passage.sentences[0].text)


def _whole(document: Document, passage: Passage) -> Citation:
    first = 1 if _heads(passage) else 0
    start, end = passage.sentences[first].start, passage.sentences[-1].end
    return Citation(document=document, passage=passage, start=start, end=end)


def _under(document: Document, passages: Sequence[Passage], names: _Names) -> tuple[Citation, ...]:
    """What stands under the headings that name the field: the paragraph, or what each of several begins with."""
    below = [
        each
        for each in passages
        if each.table is None
        and any(names(title) and numbering(title) for title in each.section[1:])
    ]
    if not 0 < len(below) <= _MOST_TOLD:
        return ()
    if len(below) >= _MANY and len(below) >= _ALL * len(
        passages
    ):  # 干部: named by the heading of all work
        return ()
    if len(below) == 1:
        return (_whole(document, below[0]),)
    told = [each for each in below if _heads(each) and not _is_headings_own(each)]
    if len(told) < len(below) - 1:  # a lead without a heading of its own may stand before them
        told = below
    return tuple(
        Citation(
            document=document,
            passage=each,
            start=each.sentences[0].start,
            end=each.sentences[0].end,
        )
        for each in told
    )
