from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.text import fold
from index.language.units import Dimension
from index.types import Aspect
from qa.kinds import Kind
from qa.understanding.wanted import Wanted, wanted, without_excluded


def asked(question: str) -> Wanted:
    return wanted(fold(without_excluded(question)).text)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("航运企业有多少家?", Kind.QUANTITY),
        ("航運企業有多少家？", Kind.QUANTITY),
        ("新建了几所学校?", Kind.QUANTITY),
        ("GDP增速是多少", Kind.QUANTITY),
        ("\uff27\uff24\uff30", Kind.QUANTITY),
        ("失业率", Kind.QUANTITY),
        ("绿道有多长?", Kind.QUANTITY),
        ("在全省排第几?", Kind.QUANTITY),
        ("民生支出占财政支出的比例?", Kind.QUANTITY),
        ("how many enterprises are there?", Kind.QUANTITY),
        ("how many listed companies are there?", Kind.QUANTITY),
        ("what is the gdp growth rate?", Kind.QUANTITY),
        ("what percentage of homes?", Kind.QUANTITY),
        ("什么是“三度一色”?", Kind.DEFINITION),
        ("“一老一小”指什么?", Kind.DEFINITION),
        ("“四張清單”指的是哪些？", Kind.DEFINITION),
        ("1+N政策体系是什么意思", Kind.DEFINITION),
        ("怎么理解新质生产力?", Kind.DEFINITION),
        ("“一网通办”是啥?", Kind.DEFINITION),
        ("“一网通办”说的是个啥", Kind.DEFINITION),
        ("十大工程都是个啥", Kind.LIST),
        ('what is the "greenway plan"?', Kind.DEFINITION),
        ("谁是区长?", Kind.ENTITY),
        ("区长是谁", Kind.ENTITY),
        ("哪条街道入选了示范名单?", Kind.ENTITY),
        ("开幕式在哪里举办?", Kind.ENTITY),
        ("地铁什么时候开通?", Kind.ENTITY),
        ("地铁几月通车?", Kind.ENTITY),
        ("医院的院长是什么?", Kind.ENTITY),
        ("who is the mayor?", Kind.ENTITY),
        ("when was it opened?", Kind.ENTITY),
        ("今年的重点项目有哪些?", Kind.LIST),
        ("推出了哪几项措施?", Kind.LIST),
        ("去年有啥成绩", Kind.LIST),
        ("which streets were renovated?", Kind.LIST),
        ("list the key projects", Kind.LIST),
        ("有没有新建地铁?", Kind.YES_NO),
        ("区里建机场了吗?", Kind.YES_NO),
        ("is there an airport?", Kind.YES_NO),
        ("养老服务怎么样", Kind.TOPIC),
        ("怎么解决停车难?", Kind.TOPIC),
        ("为什么要更名?", Kind.TOPIC),
        ("老旧小区改造", Kind.TOPIC),
        ("几乎没有变化怎么办", Kind.TOPIC),
        ("how does the district support firms?", Kind.TOPIC),
        ("", Kind.TOPIC),
    ],
)
def test_kind(question: str, kind: Kind):
    assert asked(question).kind is kind


@pytest.mark.parametrize(
    ("question", "unit", "how_many"),
    [
        ("航运企业有多少家?", "家", "多少家"),
        ("投资了多少亿元?", "元", "多少亿元"),
        ("提高了几个百分点?", "个百分点", "几个百分点"),
        ("占全市的百分之几?", "%", "百分之几"),
        ("算力规模达到多少P?", "p", "多少p"),
        ("接待了多少万人次?", "人次", "多少万人次"),
    ],
)
def test_unit(question: str, unit: str, how_many: str):
    assert (asked(question).units, asked(question).how_many) == ({unit}, how_many)


@pytest.mark.parametrize(
    "question", ["多少部门参与了?", "获得多少支持?", "多少家庭受益?", "这是第几批?", "总数是多少?"]
)
def test_what_only_looks_like_a_unit_is_none(question: str):
    assert asked(question).units == frozenset()


OF_CHANGE = {Dimension.SHARE, Dimension.POINTS, Dimension.MULTIPLE}


@pytest.mark.parametrize(
    ("question", "dimensions"),
    [
        ("GDP是多少", {Dimension.MONEY}),
        ("云溪市的gdp有多少", {Dimension.MONEY}),
        ("绿道有多长?", {Dimension.LENGTH}),
        ("要等多久?", {Dimension.TIME}),
        ("多长时间办结?", {Dimension.TIME}),
        ("津贴发给多大岁数的老人?", {Dimension.TIME}),
        ("多大年纪能领津贴?", {Dimension.TIME}),
        ("公园面积多大?", {Dimension.AREA}),
        ("投资多少钱?", {Dimension.MONEY}),
        ("PM2.5浓度是多少?", {Dimension.CONCENTRATION, Dimension.MASS}),
        ("失业率是多少?", OF_CHANGE),
        ("产值增长了多少?", OF_CHANGE),
        ("一般公共预算收入是多少?", {Dimension.MONEY}),
        ("一般公共预算收入的目标是多少?", {Dimension.MONEY, *OF_CHANGE}),
        ("今年地区生产总值预期目标", {Dimension.MONEY, *OF_CHANGE}),
        ("今年财政收入的目标是多少亿元?", {Dimension.MONEY}),
        ("排名上升了几位?", {Dimension.RANK}),
        ("慰问了几位老人?", {Dimension.PERSON}),
        ("how long is the greenway?", {Dimension.LENGTH, Dimension.TIME}),
        ("how many km of road?", {Dimension.LENGTH}),
        ("how many enterprises are there?", set()),
    ],
)
def test_dimensions(question: str, dimensions: set[Dimension]):
    assert asked(question).dimensions == dimensions


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("新引入优质企业多少家?", Aspect.ADDITION),
        ("去年新来了多少家企业?", Aspect.ADDITION),
        ("新落户了几个项目?", Aspect.ADDITION),
        ("茶企新进多少家?", Aspect.ADDITION),
        ("新添了几条公交线?", Aspect.ADDITION),
        ("园区新入驻多少户?", Aspect.ADDITION),
        ("企业总数是多少?", Aspect.TOTAL),
        ("一共改造了多少小区?", Aspect.TOTAL),
        ("地区生产总值增长目标是多少?", Aspect.CHANGE),
        ("产值涨了多少?", Aspect.CHANGE),
        ("去年林业增加值增长是多少?", Aspect.CHANGE),
        ("排名上升了几位?", Aspect.CHANGE),
        ("第三产业占比多少?", Aspect.SHARE),
        ("营商环境排名第几?", Aspect.RANK),
        ("床位增加到多少张?", Aspect.LEVEL),
        ("how many new jobs?", Aspect.ADDITION),
        ("by how much did revenue grow? how much?", Aspect.CHANGE),
        ("how many enterprises are there?", None),
        ("航运企业有多少家?", None),
    ],
)
def test_aspect(question: str, aspect: Aspect | None):
    assert asked(question).aspect is aspect


def test_what_is_not_asked_does_not_count():
    assert asked("企业有多少家，不是问新增").aspect is None


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("哪条街道入选了示范名单?", "街道"),
        ("哪座大桥通车了?", "大桥"),
        ("推出了哪几项措施?", "措施"),
        ("什么活动最受欢迎?", "活动"),
        ("获评全国文明镇的镇是哪个?", "镇"),
        ("谁是区长?", ""),
        ("开幕式在哪里举办?", ""),
        ("航运企业有多少家?", ""),
    ],
)
def test_noun(question: str, noun: str):
    assert asked(question).noun == noun


PIECES = st.sampled_from(
    [
        *(
            "多少",
            "几",
            "家",
            "百分之",
            "哪",
            "个",
            "什么",
            "是",
            "谁",
            "吗",
            "?",
            "，",
            "不是",
            "第",
            "占",
            "率",
        ),
        *(
            "排名",
            "上升",
            "增长",
            "到",
            "how many",
            " ",
            "list",
            "“",
            "”",
            "😀",
            "\n",
            "\u200b",
            "億",
        ),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_any_question_wants_something(question: str):
    found = asked(question)
    assert found.how_many in fold(question).text
    assert found.kind is Kind.QUANTITY or not (found.units or found.dimensions or found.aspect)
