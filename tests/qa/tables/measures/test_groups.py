"""qa.tables.measures.groups: what a measure says beside what is asked, and whether that is a part of it."""

from __future__ import annotations

import pytest

from qa.tables.measures.groups import bounds_some, is_bare, is_of_another, is_part, says_no_part
from qa.understanding.concepts import Concepts
from tests.support.texts.understood import asked


@pytest.mark.parametrize(
    ("question", "measure", "is_whole"),
    [
        ("高新技术企业数量是多少?", "国家高新技术企业", True),
        ("高新技术企业数量是多少?", "国家级高新技术企业", True),
        ("进出口总额是多少?", "全市进出口总额", True),
        ("臭氧平均浓度是多少?", "臭氧年均浓度", True),
        ("进出口总额是多少?", "民营企业进出口总额", False),
        ("高新技术企业数量是多少?", "规上高新技术企业", False),
        ("进出口总额是多少?", "一般公共预算收入", False),
        ("优良天数比例是多少?", "空气质量优良天数比例", True),
        ("优良天数比率是多少?", "设区城市空气质量优良天数比率", True),
        ("优良天数比例是多少?", "城市空气优良天数比例", True),
        ("进出口总额是多少?", "货物贸易进出口总额", True),
        ("民生支出占比是多少?", "财政用于民生支出占比", True),
        ("民生支出占比是多少?", "民生支出占一般公共预算支出比例", True),
        ("科技支出占比是多少?", "科技支出占地区生产总值比例", False),
        ("居民收入是多少?", "城市居民收入", False),
        ("进出口总额是多少?", "服务贸易进出口总额", False),
    ],
)
def test_what_says_no_part(question: str, measure: str, *, is_whole: bool):
    concepts = asked(question).concepts
    assert says_no_part(measure, Concepts(concepts, [1.0] * len(concepts))) is is_whole


@pytest.mark.parametrize(
    ("question", "measure", "is_another"),
    [
        ("新能源装机是多少?", "新能源电池产能", True),
        ("新能源装机是多少?", "新能源汽车产量", True),
        ("新能源装机是多少?", "贵金属新能源集团收入", True),
        ("光伏装机", "光伏组件产能", True),
        ("风电装机有多少?", "风电机组产量", True),
        ("新能源装机占比是多少?", "新能源公交车占比", True),
        ("新能源装机占比是多少?", "新能源装机占比", False),
        ("粮食产量是多少?", "粮食总产", False),  # nothing says in what it is measured
        ("新能源装机是多少?", "新能源", False),
        ("新能源装机是多少?", "新能源和可再生能源发电装机", False),
        ("高新技术企业是多少?", "高新技术企业数量", False),
        ("GDP增速是多少?", "地区生产总值", False),
        ("城镇新增就业是多少?", "城镇新增就业人数", False),
    ],
)
def test_another_thing_is_told_by_the_last_noun(question: str, measure: str, *, is_another: bool):
    read = asked(question)
    concepts = Concepts(read.concepts, [1.0] * len(read.concepts))
    assert is_of_another(measure, read.subject, concepts) is is_another


@pytest.mark.parametrize(
    ("question", "measure", "is_of_some"),
    [
        ("进出口增速是多少?", "对共建国家进出口额", True),
        ("对东盟进出口增速是多少?", "对东盟进出口额", False),
        ("高新技术企业有多少家?", "高新技术“育苗行动”企业", True),
        ("“育苗行动”企业有多少家?", "“育苗行动”企业", False),
        ("进出口增速是多少?", "民营企业进出口占比", True),
        ("工业增加值是多少?", "工业增加值占地区生产总值比重", True),
        ("出口增速是多少?", "货物进出口总额", True),
        ("进出口增速是多少?", "货物进出口总额", False),
        ("老旧小区改造了多少个?", "城镇老旧小区", False),
        ("居民收入是多少?", "城镇居民收入", True),
    ],
)
def test_what_is_of_some_alone(question: str, measure: str, *, is_of_some: bool):
    concepts = asked(question).concepts
    known = Concepts(concepts, [1.0] * len(concepts))
    assert is_part(measure, question, known) is is_of_some


@pytest.mark.parametrize(
    ("measure", "is_nothing"),
    [
        ("总量", True),
        ("增速", True),
        ("总产量", True),
        ("", True),
        ("研发", False),
        ("措施", False),
    ],
)
def test_a_bare_measure_names_no_thing(measure: str, *, is_nothing: bool):
    assert is_bare(measure) is is_nothing


@pytest.mark.parametrize(
    ("after", "bounds"),
    [
        ("且有劳动能力的脱贫户", True),
        ("的高校毕业生", True),
        ("以上的企业", True),
        ("的目标", False),
        ("的新阶段", False),
        (",增长5%", False),
    ],
)
def test_a_bound_of_who_is_meant_is_no_value(after: str, *, bounds: bool):
    assert bounds_some(after) is bounds


@pytest.mark.parametrize(
    ("question", "measure", "is_a_part"),
    [
        ("入境旅客是多少?", "出入境旅客", True),
        ("入境游客有多少?", "出入境游客", True),
        ("出境旅客是多少?", "出入境旅客", True),
        ("进境货物是多少?", "进出境货物", True),
        ("出入境旅客是多少?", "出入境旅客", False),
        ("入境旅客是多少?", "入境旅客", False),
    ],
)
def test_two_ways_together_are_not_one_of_them(question: str, measure: str, *, is_a_part: bool):
    concepts = asked(question).concepts
    assert is_part(measure, question, Concepts(concepts, [1.0] * len(concepts))) is is_a_part
