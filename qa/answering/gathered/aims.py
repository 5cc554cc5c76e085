"""All that a year aims at as an answer: what one report tells behind 主要预期目标是, whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.quantities import quantities
from index.types import Period
from qa.answering.gathered.outline import gathered, reports_asked
from qa.types import Citation, Level
from qa.understanding.asked_time import asked_time
from qa.understanding.concepts import folded
from qa.understanding.work.outlines import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import About, Document, Passage
    from qa.answering.gathered.sources import Sources
    from qa.types import Answer
    from qa.understanding.question import Question

_FEWEST = 2  # figures that tell several aims
_LEADS = re.compile(
    rf"(?:{alternation('of_goal')})(?:{alternation('target')})[^,;。:]{{0,6}}[:,]|"
    rf"(?:{alternation('target')})(?:是|为)?:"
)


def aims(question: Question, asked: str, sources: Sources, top_k: int) -> Answer | None:
    """What one report aims at, where that is asked for; ``None`` where it asks otherwise, or it is open of which.

    Args:
        question: the question as it was understood.
        asked: what was asked.
        sources: the reports that may answer.
        top_k: how many passages to show.
    """
    if not question.wanted.asks_aims or question.period is Period.REVIEW:
        return None
    listed = reports_asked(question, Part.PLAN, sources.reports)
    for document, passages in sources.read(each for each in listed if _is_ahead(question, each[1])):
        told = _told(document, passages)
        if told is not None:
            return gathered(question, asked, (told,), top_k, Level.LIKELY)
    return None


def _is_ahead(question: Question, about: About) -> bool:
    """Whether a question names no year, or none that a report looks back on."""
    last = asked_time(folded(question.text), about).last
    return last is None or about.year is None or last >= about.year


def _told(document: Document, passages: Sequence[Passage]) -> Citation | None:
    """The sentence that leads to the aims, with those behind it in its paragraph where it tells one alone."""
    for passage in passages:
        for sentence in passage.sentences if passage.period is Period.PLAN else ():
            if _LEADS.search(folded(sentence.text)):
                alone = _n_figures(sentence.text) >= _FEWEST
                end = sentence.end if alone else passage.sentences[-1].end
                text = passage.text[sentence.start - passage.start : end - passage.start]
                if _n_figures(text) >= _FEWEST:
                    return Citation(
                        document=document, passage=passage, start=sentence.start, end=end
                    )
    return None


def _n_figures(text: str) -> int:
    return sum(bool(each.unit) for each in quantities(text))
