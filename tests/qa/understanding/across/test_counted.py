"""qa.understanding.across.counted: what is asked, in the words that reports tell it by."""

from __future__ import annotations

import pytest

from qa.understanding.across.counted import as_counted, in_reports_words
from qa.understanding.synonyms import Synonyms


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("老旧小区改造是多少?", "改造老旧小区多少?"),
        ("2031年老旧小区改造目标是多少?", "2031年改造老旧小区目标是多少?"),
        ("农村危房改造数量是多少?", "改造农村危房数量是多少?"),
        ("去年燃气管网改造多少公里?", "去年改造燃气管网多少公里?"),
        ("高标准农田建设多少亩?", "建设高标准农田多少亩?"),
        ("棚户区改造", "改造棚户区"),
    ],
)
def test_what_is_done_stands_before_what_it_is_done_to(asked: str, told: str):
    assert as_counted(asked) == told


@pytest.mark.parametrize(
    "asked",
    [
        "改造老旧小区多少个?",
        "基础设施建设投资是多少?",
        "老旧小区改造投资是多少?",
        "新建高标准农田是多少?",
        "去年老旧小区改造了多少个?",
        "茶叶产量是多少?",
    ],
)
def test_any_other_question_stays(asked: str):
    assert as_counted(asked) == asked


@pytest.mark.parametrize("asked", ["全社会用电量是多少?", "2031年全省用电量目标是多少?"])
def test_a_place_is_asked_for_all_of_it(asked: str):
    assert "全" not in as_counted(asked)


@pytest.mark.parametrize(
    "asked", ["GDP是多少?", "GDP", "地区生产总值是多少?", "GDP总量是多少?", "国内生产总值是多少?"]
)
def test_a_product_is_asked_for_as_a_total(asked: str):
    assert as_counted(asked, {2031}) == "地区生产总值总量是多少?"


def test_that_of_a_year_that_is_over_is_one_too():
    assert as_counted("2030年GDP是多少?", {2031}) == "2030年地区生产总值总量是多少?"
    assert as_counted("去年GDP", {2031}) == "去年地区生产总值总量是多少?"


@pytest.mark.parametrize(
    "asked",
    ["2031年GDP是多少?", "今年GDP是多少?", "GDP目标是多少?", "GDP增速是多少?", "人均GDP是多少?"],
)
def test_what_is_aimed_at_or_another_thing_is_none(asked: str):
    assert as_counted(asked, {2031}) == asked


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("GDP growth 是多少?", "地区生产总值增长是多少?"),
        ("GDP growth target 是多少?", "地区生产总值增长目标是多少?"),
        ("grain output 是多少?", "粮食产量是多少?"),
        ("unemployment rate 是多少?", "失业率是多少?"),
        ("GDP是多少?", "GDP是多少?"),
        ("pickled plum output 是多少?", "pickled plum output 是多少?"),
    ],
)
def test_english_is_put_in_the_reports_words_whole_or_not(asked: str, told: str):
    assert in_reports_words(asked, Synonyms.load()) == told
