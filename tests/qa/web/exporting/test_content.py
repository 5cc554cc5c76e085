"""qa.web.exporting.content: what of an answer is taken along."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from qa.kinds import Kind
from qa.web.exporting.content import content
from qa.web.texts import ZH_CN
from tests.support.texts.answer_samples import sample

if TYPE_CHECKING:
    from qa.types import Answer, Citation


def under(source: Citation, *headings: str) -> Citation:
    """A citation whose passage stands under some headings."""
    return dataclasses.replace(
        source, passage=dataclasses.replace(source.passage, section=headings)
    )


def outline() -> Answer:
    """An answer whose members are each cited, the first as the last heading above it."""
    answer = sample()
    (source,) = answer.citations
    told = under(source, "一、安排", f"(一){source.text}"), under(source, "一、安排")
    return dataclasses.replace(
        answer,
        kind=Kind.LIST,
        text="\n".join(each.text for each in told),
        citations=told,
        value=None,
        counterpart=None,
        conflicts=(),
        alternatives=(),
    )


def test_a_heading_that_is_told_is_not_told_again_where_it_stands():
    places = [quote.where for quote in content(outline(), ZH_CN).quotes]
    assert places == ["《2024年报告》第 1 段 · 一、安排"] * 2


def test_of_another_answer_all_headings_are_told():
    answer = sample()
    cited = under(answer.citations[0], "一、安排", "(一)增长4.5%左右")
    (quote,) = content(dataclasses.replace(answer, citations=(cited,)), ZH_CN).quotes
    assert quote.where == "《2024年报告》第 1 段 · 一、安排 / (一)增长4.5%左右"
