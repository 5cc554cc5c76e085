"""The figures of a paragraph as a list: each with what it is of, and a link that marks it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Direction, Origin
from qa.answering import value_times
from qa.types import Citation
from qa.web.fragments import citations

if TYPE_CHECKING:
    from markupsafe import Markup

    from index.fact_types import Fact
    from index.types import Document, Passage
    from qa.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFigure:
    """A figure: its link, what it measures in the report's words, its time and status in the visitor's."""

    link: Markup
    measure: str
    told: str


def listed(fact: Fact, document: Document, passage: Passage, texts: Texts) -> ListedFigure:
    """A fact as a line of the list."""
    cited = Citation(document=document, passage=passage, start=fact.start, end=fact.end)
    falls = texts.falls if fact.direction is Direction.DOWN else ""
    told = (value_times.of_fact(fact.time, fact.status, texts.times), falls)
    return ListedFigure(
        link=citations.link(cited, " ".join(fact.text.split())),
        measure=_measure(fact, document.place),
        told=" · ".join(filter(None, told)),
    )


def _measure(fact: Fact, place: str) -> str:
    """What a figure measures, after what it is of where that is not the report's own place."""
    measure, subject = fact.measure.text, fact.subject
    is_told = subject.origin not in {Origin.DEFAULT, Origin.UNKNOWN}
    of = subject.text if is_told and subject.text != place and subject.text not in measure else ""
    return " · ".join(filter(None, (" ".join(of.split()), " ".join(measure.split()))))
