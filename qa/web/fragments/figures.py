"""A figure in the chat: large, what it measures and when, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.types import Period
from qa.answering import value_times
from qa.web.fragments import citations, quotation
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from qa.types import Answer, Citation, Finding, Value
    from qa.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A figure in a line: its year and whether it was reached, its source, what it measures."""

    told: str
    text: str
    measure: str = ""
    link: Markup | None = None


def chips(
    value: Value | None,
    confidence: str,
    texts: Texts,
    *,
    place: str = "",
    is_doubtful: bool = False,
) -> Markup:
    """How sure an answer is; before it what a figure measures, its year, its period, its unit.

    ``place`` tells whose it is, where that is not plain; ``is_doubtful`` that a machine read it of a
    picture, and is not sure of a digit.
    """
    return render(
        "chips",
        subject=value.subject if value and not place else "",
        measure=value.measure.strip() if value else "",
        place=place,
        falls=value is not None and value.falls,
        time=value_times.told(value, texts.times) if value else "",
        period=value.period.value if value else "",
        unit=value.unit if value else "",
        confidence=confidence,
        is_doubtful=is_doubtful,
        texts=texts,
    )


def beside(answer: Answer, texts: Texts) -> Markup:
    """The same thing in the other time, other figures for it, and others that may be meant."""
    cited, value, other = answer.citations[0], answer.value, answer.counterpart
    both = sorted((value, other.value), key=_time) if value and other else []
    return render(
        "beside",
        both=[_figure(each, texts) for each in both],
        counterpart=_sourced(other, cited, texts) if other else None,
        warnings=[
            (warning, [_sourced(each, cited, texts) for each in others])
            for warning, others in quotation.warnings(answer, texts)
        ],
    )


def _sourced(found: Finding, cited: Citation, texts: Texts) -> _Figure:
    """A figure and where it stands: the report only where the answer's is another."""
    document, passage = found.citation.document, found.citation.passage
    place: Markup | str = quotation.in_report(document, passage, texts)
    if document.id != cited.document.id:
        place = citations.where(document, passage, texts, cited.document)
    return _Figure(
        told=_told(found.value, texts),
        text=found.value.with_unit,
        measure=found.value.measure.strip(),
        link=citations.link(found.citation, place),
    )


def _figure(value: Value, texts: Texts) -> _Figure:
    return _Figure(told=_told(value, texts), text=value.with_unit)


def _told(value: Value, texts: Texts) -> str:
    """What stands before a figure in a line: its year, whether it was reached, whether it falls."""
    told = (value_times.told(value, texts.times), texts.falls if value.falls else "")
    return "".join(f"{each} " for each in told if each)


def _time(value: Value) -> tuple[int, bool]:
    return value.year or 0, value.period is Period.PLAN
