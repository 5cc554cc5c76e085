"""What a terminal is told of places and years that no report is of, and of whom an answer is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from index.language.text import visible
from qa.answering import coverage_told

if TYPE_CHECKING:
    from qa.types import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrases:
    """The words of it, as the rest of an answer is told."""

    separator: str = "、"
    clause_separator: str = "；"
    full_stop: str = "。"
    lacks_places: str = "没有{places}的报告"
    lacks_years: str = "没有{years}年的报告"
    lacks_years_of: str = "没有{places}{years}年的报告"
    has_years: str = "{place}有{years}年的报告"
    has_any_years: str = "有{years}年的报告"
    looks_back_on: str = "（回顾{years}年）"
    has_places: str = "有{places}的报告"
    has_more_places: str = "有{n}个地方的报告，按文件顺序依次是{places}等"
    has_near_places: str = "提到该地或名称相近的有{places}的报告"
    has_n_places: str = "共有{n}个地方的报告"
    place_by: str = "{place}（据{report_place}的报告）"


_PHRASES = _Phrases()


def lines(value: Answer) -> list[str]:
    """The sentence that tells what no report is of; none where there is no such thing."""
    if value.uncovered is None:
        return []
    told = visible(coverage_told.sentence(value.uncovered, _PHRASES))
    return [click.style(told, fg="yellow", bold=True)]


def place(value: Answer) -> str:
    """The place that an answer is of, where that has to be told; else empty."""
    return coverage_told.place(value.place, _PHRASES) if value.place else ""
