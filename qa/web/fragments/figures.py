"""A figure in the chat: large, what it measures and when, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.types import Period
from qa.answering import value_times
from qa.web.fragments import citations, periods, quotation
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
    period: Period | None = None,
) -> Markup:
    """How sure an answer is; before it what a figure measures, its time, and a unit that it lacks.

    Args:
        value: what a figure says; ``None`` for other answers.
        confidence: how sure the answer is, in words; empty where that is not told.
        texts: the texts of the visitor's language.
        place: whose an answer is, where that is not plain.
        is_doubtful: whether a machine read it of a picture, and is not sure of a digit.
        period: what an answer that is no figure speaks of.
    """
    if value is not None:
        time, kind = value_times.told(value, texts.times), value.period.value
    else:
        time = _part(period, texts)
        kind = period.value if period is not None else ""
    return render(
        "chips",
        subject=value.subject if value and not place else "",
        measure=value.measure.strip() if value else "",
        place=place,
        falls=value is not None and value.falls,
        time=time,
        period=kind,
        unit=value.unit if value and value.unit not in value.text else "",
        confidence=confidence,
        is_doubtful=is_doubtful,
        texts=texts,
    )


def _part(period: Period | None, texts: Texts) -> str:
    """The part of a report that speaks of a period, to be understood where nothing stands beside it."""
    if period is None or period is Period.OTHER:
        return ""
    told = periods.of_passage(period, texts)
    return told if period is Period.GLOSSARY else texts.turn.part.format(period=told)


def beside(answer: Answer, texts: Texts) -> Markup:
    """The same thing in the other time, other figures for it, and others that may be meant."""
    value, other = answer.value, answer.counterpart
    cited = answer.citations[0] if answer.citations else None
    both = in_order(value, other.value) if value and other else []
    return render(
        "beside",
        both=[_figure(each, texts) for each in both],
        counterpart=_sourced(other, cited, texts) if other else None,
        warnings=[
            (warning, [_sourced(each, cited, texts) for each in others])
            for warning, others in quotation.warnings(answer, texts)
        ],
    )


def in_order(value: Value, other: Value) -> list[Value]:
    """Two figures of one thing, the earlier first."""
    return sorted((value, other), key=_time)


def _sourced(found: Finding, cited: Citation | None, texts: Texts) -> _Figure:
    """A figure and where it stands: the report only where it is not the one that is ``cited``."""
    document, passage = found.citation.document, found.citation.passage
    place: Markup | str = quotation.in_report(document, passage, texts)
    if cited is None or document.id != cited.document.id:
        beside = [cited.document] if cited is not None else []
        place = citations.where(document, passage, texts, *beside)
    return _Figure(
        told=told(found.value, texts),
        text=found.value.with_unit,
        measure=found.value.measure.strip(),
        link=citations.link(found.citation, place),
    )


def _figure(value: Value, texts: Texts) -> _Figure:
    return _Figure(told=told(value, texts), text=value.with_unit)


def told(value: Value, texts: Texts) -> str:
    """What stands before a figure in a line: its year, whether it was reached, whether it falls."""
    parts = (value_times.told(value, texts.times), texts.falls if value.falls else "")
    return "".join(f"{each} " for each in parts if each)


def _time(value: Value) -> tuple[int, bool]:
    return value.year or 0, value.period is Period.PLAN
