"""index.facts.figures and index.facts.mended: a figure is whole, and amounts to what it says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts.figures import figures
from index.facts.mended import mended


def read(text: str) -> list[tuple[str, Decimal | None, Decimal | None, str]]:
    sentence = mended(text)
    found = []
    for each in figures(sentence):
        start, end = sentence.original(each.start, each.end)
        found.append((text[start:end], each.amount.value, each.amount.high, each.amount.unit))
    return found


@pytest.mark.parametrize(
    ("text", "figure", "value", "unit"),
    [
        # broken apart by the file
        ("绿道长7. 4公里", "7. 4公里", "7.4", "公里"),
        ("绿道长7 .4公里", "7 .4公里", "7.4", "公里"),
        ("税收38.6 亿元", "38.6 亿元", "3860000000", "元"),
        ("引才23 456人", "23 456人", "23456", "人"),
        ("授权2, 345件", "2, 345件", "2345", "件"),
        ("登记2'345件", "2'345件", "2345", "件"),
        ("提高2.3个 百分点", "2.3个 百分点", "2.3", "个百分点"),
        # in two powers of ten
        ("收入2亿6000万元", "2亿6000万元", "260000000", "元"),
        ("参训3万4千人", "3万4千人", "34000", "人"),
        ("收入4.5个亿", "4.5个亿", "450000000", ""),
        ("人数达三万四", "三万四", "34000", ""),
        # Chinese numerals
        ("知晓率八成六以上", "八成六以上", "86", "%"),
        ("知晓率约三成半", "约三成半", "35", "%"),
        ("新建廿三座", "廿三座", "23", "座"),
        ("资金三○○万元", "三○○万元", "3000000", "元"),
        ("资金叁仟万元", "叁仟万元", "30000000", "元"),
        ("清理百余处", "百余处", "100", "处"),
        ("惠及近万户", "近万户", "10000", "户"),
        ("总量突破百亿大关", "百亿", "10000000000", ""),
        ("占四分之三", "四分之三", "75", "%"),
        # other forms
        ("长1.5×10³米", "1.5×10³米", "1500", "米"),
        ("桩3×10^4座", "3×10^4座", "30000", "座"),
        ("外资$2.1亿", "$2.1亿", "210000000", "美元"),
        ("内资RMB12亿元", "RMB12亿元", "1200000000", "元"),
        ("增速为\u22121.2%", "\u22121.2%", "-1.2", "%"),
        ("下降25个基点", "25个基点", "0.25", "个百分点"),
        ("居全市前五", "前五", "5", "位"),
        ("排名第3", "第3", "3", "位"),
        ("压缩半年", "半年", "0.5", "年"),
        ("缩短两个半小时", "两个半小时", "2.5", "小时"),
        ("用电6亿度", "6亿度", "600000000", "千瓦时"),
    ],
)
def test_a_figure_is_whole(text: str, figure: str, value: str, unit: str):
    assert read(text) == [(figure, Decimal(value), None, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("增长4%—5%", 4, 5),
        ("稳定在30-35万吨", 300000, 350000),
        ("上涨1.5%至2.5%", Decimal("1.5"), Decimal("2.5")),
        ("招聘三四千人", 3000, 4000),
        ("引进十五六家", 15, 16),
        ("新建两到三所", 2, 3),
        ("百分之三至百分之六", 3, 6),
    ],
)
def test_a_range_has_two_ends(text: str, low: Decimal, high: Decimal):
    ((_, value, upper, _),) = read(text)
    assert (value, upper) == (low, high)


@pytest.mark.parametrize(
    "text",
    ["大陆百姓", "队伍建设", "5G基站", "2024年", "上半年", "前三季度", "十四五时期", "一贯以来"],
)
def test_what_only_looks_like_one_is_none(text: str):
    assert read(text) == []


@given(st.text(alphabet="约近1290.,， 亿万千元%个半成第前三五〇壹仟×10³$至-—年", max_size=30))
def test_spans_slice_back_whatever_is_written(text: str):
    sentence = mended(text)
    assert len(sentence.text) == len(sentence.starts) == len(sentence.ends)
    for each in figures(sentence):
        start, end = sentence.original(each.start, each.end)
        assert 0 <= start < end <= len(text)
