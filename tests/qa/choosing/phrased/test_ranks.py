"""qa.choosing.phrased.ranks: the place that a clause states of what is asked."""

from __future__ import annotations

import pytest

from qa.choosing.evidence import Evidence
from qa.choosing.phrased.ranks import is_anothers, is_of_another, ranks
from tests.support.texts.understood import (
    asked,
    concepts,
    document,
    passage,
    shortlisted,
    texts,
)


def told(question: str, text: str) -> list[str]:
    """The ranks that a passage tells of what is asked, best first."""
    understood, place = asked(question), passage(text)
    return texts(ranks(understood, concepts(understood), shortlisted(place))[:1], place)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("国企改革评估排第几", "国企改革三年行动成效评估位列全市首位。", "首位"),
        ("空气质量排全市第几", "空气质量指数4.58,排名全市第4。", "第4"),
        ("经济总量在全国排老几", "经济总量达到64697亿元,保持全国第5位。", "第5位"),
        (
            "专利申请总量省里排多少",
            "专利授权655件,专利申请总量位居全省第三;办理案件376件,排名全省第二。",
            "第三",
        ),
        ("森林覆盖率 排名", "森林覆盖率连续46年居全国首位。", "首位"),
        ("茶叶产量排第几", "茶叶产量3万吨,总量连续9年居全国首位。", "首位"),
        ("茶叶产量排第几", "茶叶产量达到3万吨,增长5%,位居中心城区第1。", "第1"),
        ("茶叶外销量排第几", "茶叶交易量76.6亿元,外销量全国第一。", "第一"),
    ],
)
def test_the_rank_of_what_is_asked_about(question: str, text: str, expected: str):
    assert told(question, text) == [expected]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("国企改革评估排第几", "城市管理考核位列全市首位。"),  # of something else
        ("国企改革评估排第几", "国企改革成效评估完成。垃圾分类位列全市首位。"),
        ("茶叶产量在全国排第几", "茶叶产量全省第二。"),  # among others
        ("茶叶产量排第几", "茶叶产量3万吨,红枣加工能力保持全国第4位。"),  # of its own clause
        ("茶叶增速排第几", "茶叶总量全省第二。"),  # by another order
        ("茶叶产量排第几", "茶叶产量由全国第11位跃升。"),  # where it was
        ("茶叶产量排第几", "茶叶、红枣产量居全国第1、第2位。"),  # one of two
        ("空气质量排第几", "空气质量较上年提升6个位次。"),  # by how many it rose
        ("空气质量上升了几位", "空气质量排名全市第4。"),
        ("茶叶产量多少", "茶叶产量居全国第1。"),
        ("创新药排第几", "区域创新能力全国第二。"),  # of half its name
        ("茶叶产量在全国排第几", "茶叶产量有望升至全国第3位。"),  # hoped for
        ("茶叶产量在中心城区排第几", "茶叶产量全市第3。"),
        ("茶叶产量全市第几", "茶叶产量居中心城区第3。"),
    ],
)
def test_no_rank_is_told(question: str, text: str):
    assert told(question, text) == []


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        ("红枣加工能力保持全国第4位。", "第4位", True),
        ("茶叶产量3万吨,红枣加工能力保持全国第4位。", "第4位", True),
        ("茶叶产量有望升至全国第4位。", "第4位", True),  # hoped for
        ("茶叶产量再创历史新高。", "历史新高", True),  # no place in an order
        ("茶叶产量3万吨,居全国第4位。", "第4位", False),
        ("茶叶产量保持全国第4位。", "第4位", False),
    ],
)
def test_a_rank_of_something_else_is_known(text: str, chosen: str, *, expected: bool):
    understood, place = asked("茶叶产量排第几"), passage(text)
    at = text.index(chosen)
    found = Evidence(start=at, end=at + len(chosen), features={}, weights={})
    told = is_anothers(understood, concepts(understood), document(), found, place.sentences[0])
    assert told is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总茶园3万亩,生态茶园1万亩、居全国第4位。", True),  # of one sort
        ("生态茶园1万亩,总茶园3万亩、居全国第4位。", False),
        ("茶园3万亩、居全国第4位。", False),
    ],
)
def test_a_rank_of_one_sort_is_not_the_whole_s(text: str, *, expected: bool):
    understood, place = asked("茶园全国第几"), passage(text)
    at = text.index("第4位")
    found = Evidence(start=at, end=at + 3, features={}, weights={})
    told = is_anothers(understood, concepts(understood), document(), found, place.sentences[0])
    assert told is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("茶叶产量全市第几", "外资增速排名全市第1。", True),
        ("云溪茶叶产量全国第几", "云溪港居全国第1。", True),
        ("茶叶产量增速中心城区第几", "外资增速排名中心城区第1。", True),
        ("茶叶产量全市第几", "茶产量排名全市第1。", False),  # by a part of its name
        ("茶叶产量全市第几", "茶叶排名全市第1。", False),
        ("茶业大会第几届", "举办第3届书展。", False),  # no place in an order
        ("茶叶产量多少", "外资增速排名全市第1。", False),
    ],
)
def test_a_sentence_that_names_nothing_of_it(question: str, text: str, *, expected: bool):
    understood = asked(question)
    assert is_of_another(understood, concepts(understood), document(), text) is expected
