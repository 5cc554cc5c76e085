"""A figure in the chat: large, what it measures and when, and what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.types import Period
from qa.web.fragments import citations, periods, quotation
from qa.web.fragments.html import element, escape, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.types import Answer, Citation, Finding, Value
    from qa.web.fragments.html import Html
    from qa.web.texts import Texts


def chips(value: Value, texts: Texts) -> list[Html]:
    """What a figure measures, its year and whether that was reached or is to be, its unit."""
    measure, time = value.measure.strip(), _time_told(value, texts)
    told = (
        (element("li", escape(measure), class_="measure", lang="zh"), measure),
        (element("li", escape(texts.falls)), value.falls),
        (element("li", escape(time), class_=f"period {value.period.value}"), time),
        (element("li", escape(texts.unit.format(unit=value.unit))), value.unit),
    )
    return [chip for chip, is_known in told if is_known]


def beside(answer: Answer, texts: Texts) -> Html:
    """The same thing in the other time, other figures for it, and others that may be meant."""
    cited, parts = answer.citations[0], []
    if answer.value and answer.counterpart:
        parts.append(_counterpart(answer.value, answer.counterpart, cited, texts))
    parts += [_others(*told, cited, texts) for told in quotation.warnings(answer, texts)]
    return join(parts)


def _counterpart(value: Value, other: Finding, cited: Citation, texts: Texts) -> Html:
    """Both figures, the earlier first, and where the other stands."""
    first, second = sorted((value, other.value), key=_time)
    both = join((_amount(first, texts), escape(" → "), _amount(second, texts)))
    return element("p", both, _source(other, cited, texts), class_="counterpart")


def _others(warning: str, found: Sequence[Finding], cited: Citation, texts: Texts) -> Html:
    """A warning, and the figures that it is about, each with its source."""
    lines = (
        element("li", _amount(each.value, texts), _source(each, cited, texts)) for each in found
    )
    told = element("p", escape(warning))
    return element("div", told, element("ul", *lines), class_="others", role="note")


def _source(found: Finding, cited: Citation, texts: Texts) -> Html:
    """What a figure measures and where it stands: the report only where the answer's is another."""
    document, passage = found.citation.document, found.citation.passage
    place = escape(texts.paragraph.format(number=passage.number))
    if document.id != cited.document.id:
        place = citations.where(document, passage, texts, cited.document)
    measure = found.value.measure.strip()
    said = (element("span", escape(measure), lang="zh"), escape(" · ")) if measure else ()
    return element("cite", *said, citations.link(found.citation, place))


def _amount(value: Value, texts: Texts) -> Html:
    """A figure in a line: its year, whether it was reached, and the figure."""
    told = [each for each in (_time_told(value, texts), texts.falls if value.falls else "") if each]
    amount = element("span", escape(value.text), class_="amount", lang="zh")
    return element("span", escape("".join(f"{each} " for each in told)), amount, class_="told")


def _time(value: Value) -> tuple[int, bool]:
    return value.year or 0, value.period is Period.PLAN


def _time_told(value: Value, texts: Texts) -> str:
    """The year of a figure and whether it was reached: what of it is known."""
    period = periods.of_figure(value.period, texts)
    if value.year is None:
        return period
    if not period:
        return texts.year.format(year=value.year)
    return texts.year_period.format(year=value.year, period=period)
