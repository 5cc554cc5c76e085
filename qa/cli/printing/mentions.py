"""Mentions of a phrase as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.language.text import visible
from qa import titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qa.mentions.mention import Mention, Mentions, ReportMentions

N_QUOTED = 3  # places of each report, where not all are wanted
_MAX_AROUND_CHARS = 40  # on each side of a phrase


def mentions(value: Mentions, *, n_quoted: int | None = None, is_of_silent: bool = False) -> str:
    """How often a phrase stands where, with quotations.

    Args:
        value: the mentions.
        n_quoted: how many places of each report are quoted; all by default.
        is_of_silent: whether it is asked which reports do not have it: these then come first.
    """
    return "\n".join(_lines(value, n_quoted, is_of_silent=is_of_silent))


def _lines(value: Mentions, n_quoted: int | None, *, is_of_silent: bool) -> Iterator[str]:
    names = titles.telling([*(each.about for each in value.reports), *value.silent])
    silent = [*_silent(value, names)]
    if is_of_silent:
        yield from (click.style(each, bold=True) for each in silent or ["每份报告都提到"])
    yield click.style(visible(_sum(value)), bold=not is_of_silent)
    for year in value.years if len(value.years) > 1 else ():
        name = f"{year.year}年" if year.year else "年份不明"
        yield f"  {name}: {year.n_reports} 份中 {year.n_mentioning} 份, {year.n_mentions} 处"
    for report in value.reports:
        also = f" (同一报告另有 {len(report.versions)} 个版本)" if report.versions else ""
        yield visible(f"- {names[report.about.id]}: {len(report.mentions)} 处{also}")
        for each in report.mentions[:n_quoted]:
            yield f"    {_place(each)} {_quoted(each)}"
        yield from _left_out(report, n_quoted)
    if not is_of_silent:
        yield from silent
    if value.synonyms and len(value.forms) == 1:
        yield visible(f"未计同义词: {'、'.join(value.synonyms)} (--synonyms 一并计入)")
    yield "计正文、表格与标题; 页眉页脚、称呼语与重复的文字不计 (headings too; no page furniture)"


def _silent(value: Mentions, names: Mapping[str, str]) -> Iterator[str]:
    """The reports that do not have it, in a line."""
    if value.silent:
        shown = "、".join(names[about.id] for about in value.silent)
        yield visible(f"没有提到的 {len(value.silent)} 份: {shown}")


def _sum(value: Mentions) -> str:
    said = "、".join((value.text, *value.forms[1:]))
    in_headings = f" (其中标题 {value.n_in_headings} 处)" if value.n_in_headings else ""
    return (
        f"{said}: {value.n_reports} 份报告中 {len(value.reports)} 份提到, "
        f"共 {value.n_mentions} 处{in_headings}"
    )


def _place(value: Mention) -> str:
    page = f"（第 {value.page} 页）" if value.page else ""
    return f"第 {value.number} 段{'前的标题' if value.is_heading else ''}{page}"


def _quoted(value: Mention) -> str:
    """The phrase in bold with what stands around it, in one line."""
    first = value.start - value.quote_start
    last = first + len(value.text)
    before, after = value.quote[:first], value.quote[last:]
    shown_before, shown_after = before[-_MAX_AROUND_CHARS:], after[:_MAX_AROUND_CHARS]
    return "".join(
        (
            "…" * (shown_before != before),
            visible(" ".join(shown_before.split())),
            click.style(visible(" ".join(value.text.split())), bold=True),
            visible(" ".join(shown_after.split())),
            "…" * (shown_after != after),
        )
    )


def _left_out(report: ReportMentions, n_quoted: int | None) -> Iterator[str]:
    n_more = 0 if not n_quoted else len(report.mentions) - n_quoted
    if n_more > 0:
        yield f"    另有 {n_more} 处 (--all)"
