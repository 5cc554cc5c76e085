"""qa.web.fragments.why: why a source stands where it stands, in sentences and in numbers."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

import pytest

from qa import weights
from qa.types import LegTrace
from qa.web.fragments import why
from qa.web.texts import EN, LANGUAGES, ZH_CN, Texts
from tests.support.texts.answer_samples import sample

if TYPE_CHECKING:
    from qa.types import Hit

HIT = sample().hits[0]


def plain(markup: str) -> str:
    return "|".join(filter(None, re.split(r"<[^>]*>", markup)))


def traced(**changes: Any) -> Hit:
    return dataclasses.replace(HIT, trace=dataclasses.replace(HIT.trace, **changes))


def test_the_trace_is_told_by_what_it_is_about_and_sums_up():
    hit = traced(parts={"own": 0.5, "rival": -0.25, "other year": -8.0})
    told = plain(why.why(hit, [hit], EN))
    assert "Another time|-8.00|How the answer fits the question|+0.25|Sum|-7.75" in told
    assert "meaning of the paragraph|3|words of the sentence|not a candidate" in told


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_every_weight_of_a_passage_has_a_name_in_every_language(texts: Texts):
    hit = traced(parts=dict.fromkeys(weights.PASSAGE, 1.0))
    assert texts.why_fit not in plain(why.why(hit, [hit], texts))


def reasons(hit: Hit, *others: Hit) -> list[str]:
    """The sentences that tell why, in Chinese."""
    return re.findall("<li>([^<]*)</li>", why.why(hit, [hit, *others], ZH_CN))


def test_why_is_three_plain_sentences_and_the_numbers_are_folded():
    second = dataclasses.replace(HIT, rank=2)
    hit = traced(matched_terms=("茶园", "园", "面积"), parts={"own": 1.0})
    assert reasons(hit, second) == [
        "它和问题都说到茶园、面积，整句的意思也相近。",
        "它出自2024年报告，讲的是“其他”，时间、地点与所问没有出入。",
        "它排在最前，其次是第 1 段。",
    ]
    assert reasons(second, HIT)[2] == "它排在第 2 位，前面是第 1 段。"
    assert reasons(hit)[2] == "没有别的段落同样接近。"
    markup = why.why(hit, [hit], ZH_CN)
    folded = markup.partition('<details class="numbers">')
    assert "<table>" not in folded[0]
    assert folded[2].count("<table>") == 2


@pytest.mark.parametrize(
    ("terms", "rank", "told"),
    [
        (("茶园",), 9, "它和问题都说到茶园。"),
        ((), 1, "它和问题没有共同的词，但意思相近。"),
        ((), None, "它和问题只有少许相近。"),
    ],
)
def test_what_matched_is_words_or_meaning(terms: tuple[str, ...], rank: int | None, told: str):
    legs = (LegTrace(leg="passage vectors", rank=rank, similarity=0.5),)
    assert reasons(traced(matched_terms=terms, legs=legs))[0] == told


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("other year", ZH_CN.why_other_time),
        ("other period", ZH_CN.why_other_time),
        ("other place", ZH_CN.why_other_place),
    ],
)
def test_what_speaks_against_its_time_and_place_is_told(part: str, told: str):
    assert told in reasons(traced(parts={part: -1.0}))[1]
    assert ZH_CN.why_agrees in reasons(traced(parts={part: 0.0}))[1]
