"""Facts of made-up reports, and of single sentences of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.facts.reports import facts_of
from index.reading import report, splitting
from index.reading.formats import markdown
from index.types import Source
from tests.support.texts.samples import parse

if TYPE_CHECKING:
    from index.fact_types import Fact

REVIEW = (
    "2024年云溪市政府工作报告\n\n一、2023年工作回顾\n\n{}\n\n二、2024年工作安排\n\n做好各项工作。\n"
)
PLAN = "2024年云溪市政府工作报告\n\n一、2023年工作回顾\n\n成绩不小。\n\n二、2024年工作安排\n\n{}\n"


def facts_in(text: str) -> tuple[Fact, ...]:
    """The facts of a report."""
    return tuple(facts_of(*parse(text)))


def facts_in_markdown(text: str) -> tuple[Fact, ...]:
    """The facts of a report with tables."""
    extract = markdown.read(text.encode(), "report.md")
    source = Source(
        id="0" * 64,
        path="report.md",
        text=extract.text,
        headings=extract.headings,
        tables=extract.tables,
    )
    parsed = report.parse(source)
    return tuple(facts_of(parsed.document, splitting.split(parsed)))


def reviewed(paragraph: str) -> tuple[Fact, ...]:
    """The facts of a paragraph that looks back on 2023."""
    return facts_in(REVIEW.format(paragraph))


def planned(paragraph: str) -> tuple[Fact, ...]:
    """The facts of a paragraph that looks ahead at 2024."""
    return facts_in(PLAN.format(paragraph))
