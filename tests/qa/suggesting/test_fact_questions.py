"""qa.suggesting.fact_questions and key_figures: facts as questions, and as figures to begin with."""

from __future__ import annotations

import pytest

from index.facts.reports import facts_of
from index.reading.report import parse
from index.reading.splitting import split
from index.types import Source
from qa.suggesting.fact_questions import is_telling, question
from qa.suggesting.key_figures import key_figures
from qa.web.texts import EN, ZH_CN, Texts

CHINESE = ZH_CN.asks
REPORT = """2025年甲县政府工作报告
各位代表:
一、2024年工作回顾
{review}
二、2025年工作安排
{plan}"""


def read(review: str = "", plan: str = ""):
    report = parse(Source(id="x", path="x", text=REPORT.format(review=review, plan=plan)))
    passages = {each.number: each for each in split(report)}
    return list(facts_of(report.document, list(passages.values()))), passages


def asked(review: str = "", plan: str = "", texts: Texts = ZH_CN) -> list[str]:
    facts, passages = read(review, plan)
    made = (question(fact, passages[fact.passage], texts.asks, "甲县") for fact in facts)
    return [each for each in made if each]


@pytest.mark.parametrize(
    ("review", "plan", "expected"),
    [
        ("全县茶叶企业达到383家。", "", "2024年茶叶企业有多少家?"),
        ("新增茶叶企业69家。", "", "2024年新增茶叶企业有多少家?"),
        ("茶叶总产值达到22.7亿元。", "", "2024年茶叶总产值是多少?"),
        ("茶叶总产值同比增长5.1%。", "", "2024年茶叶总产值增长多少?"),
        ("茶园空置率下降6.5%。", "", "2024年茶园空置率下降多少?"),
        ("", "茶叶总产值增长4.5%左右。", "2025年茶叶总产值增长目标是多少?"),
        ("", "茶叶企业达到400家。", "2025年茶叶企业的目标是多少?"),
    ],
)
def test_a_fact_is_asked_for_in_plain_words(review: str, plan: str, expected: str):
    assert asked(review, plan) == [expected]


@pytest.mark.parametrize(
    "review",
    [
        "改造提升云溪里等11个老旧小区。",  # not how many there are
        "其面积达到9亩。",
        "增速居全市第1。",
        "茶叶总产值连续三年增长。",
        "两位数增长。",
    ],
)
def test_what_cannot_stand_alone_is_not_asked_for(review: str):
    assert asked(review) == []


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("计划任务", False),
        ("全国排名", False),
        ("具体举措", False),
        ("具体问题", False),
        ("民生实事全面完成", False),
        ("对东盟进出口", False),
        ("地区生产总值", True),
        ("市场主体总量", True),
        ("常住人口城镇化率", True),
        ("高标准农田", True),
        ("航运类企业", True),
    ],
)
def test_a_name_says_what_is_measured(name: str, *, is_one: bool):
    assert is_telling(name) is is_one


@pytest.mark.parametrize(
    "whole",
    ["全社会研发投入与地区生产总值的比例", "研究与试验发展经费支出相当于全县生产总值的比例"],
)
def test_a_share_is_not_called_by_what_it_is_one_of(whole: str):
    facts, passages = read(f"{whole}达到4.4%左右。", f"{whole}达到4.5%左右。")
    assert [fact.text for fact in facts] == ["4.4%左右", "4.5%左右"]
    assert asked(f"{whole}达到4.4%左右。", f"{whole}达到4.5%左右。") == []
    assert key_figures(facts, passages, "甲县") == ()


def test_a_share_that_has_its_name_is_told():
    facts, passages = read("全县城镇人口比重达到60%。", "全县城镇人口比重达到62%。")
    assert [each.name for each in key_figures(facts, passages, "甲县")] == ["城镇人口比重"]


def test_in_english_it_keeps_the_reports_name():
    assert asked("全县茶叶企业达到383家。", texts=EN) == [
        "How many 茶叶企业 (家) are there in 2024?"
    ]


def test_a_place_is_named_where_there_are_several():
    facts, passages = read("全县茶叶企业达到383家。")
    made = question(facts[0], passages[facts[0].passage], CHINESE, "甲县", is_named=True)
    assert made == "2024年甲县茶叶企业有多少家?"


def test_key_figures_are_those_of_two_times_then_those_told_in_two_ways():
    facts, passages = read(
        "茶叶总产值达到22.7亿元,同比增长5.1%。旅游收入达到9亿元,同比增长3%。全县公园有3个。",
        "茶叶总产值增长6%左右。",
    )
    told = [
        (each.name, [fact.text for fact in each.reached], [fact.text for fact in each.aimed])
        for each in key_figures(facts, passages, "甲县")
    ]
    assert told == [
        ("茶叶总产值", ["22.7亿元", "5.1%"], ["6%左右"]),
        ("旅游收入", ["9亿元", "3%"], []),
    ]
    assert len(key_figures(facts, passages, "甲县", 1)) == 1


def test_where_two_figures_are_told_for_one_thing_neither_is_shown():
    facts, passages = read("茶叶企业达到9家。茶叶企业达到8家。", "茶叶企业达到12家。")
    assert [each.name for each in key_figures(facts, passages, "甲县") if each.reached] == []
