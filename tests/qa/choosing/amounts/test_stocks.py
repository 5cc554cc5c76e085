"""qa.choosing.amounts.stocks: how many there are, and how many something was done to."""

from __future__ import annotations

import pytest

from qa.choosing.amounts.stocks import asks_stock, is_of_part
from tests.support.texts.understood import asked, figures, passage


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("公园有多少座?", True),
        ("绿化面积是多少", True),
        ("供热面积", True),
        ("信访案件总量", True),
        ("公园总共多少座", True),
        ("建成公园多少座", False),
        ("公园一共建了几座", False),
        ("报名的有多少人", False),
        ("新增供热面积多少", False),
    ],
)
def test_how_much_there_is(question: str, *, expected: bool):
    assert asks_stock(question.rstrip("?")) is expected


def is_part(question: str, text: str) -> bool:
    """Whether the best figure of a passage tells only of a part."""
    understood = asked(question)
    first = figures(understood, passage(text))[0]
    assert first.measure is not None
    assert first.fact is not None
    return is_of_part(question, understood.wanted.aspect, first.measure, first.fact)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("绿化面积是多少", "新建提升绿化面积3万平方米。"),
        ("供热面积多少", "新增供热面积5万平方米。"),
        ("公园总共多少座", "建成4座公园。"),
        ("小区有多少个", "提升改造白鹭里等11个小区。"),
        ("电梯有多少部", "完成住宅加装电梯3部。"),
        ("信访案件总量", "累计化解信访案件32件。"),
        ("网格有多少个", "形成64个网格。"),
        ("停车场有几座", "完成90个泊位、23座桥下停车场智慧化改造。"),
        ("企业有多少家", "吸引13家企业入驻。"),
        ("企业有多少家", "一批作品获奖,4家企业入选全国百强。"),
    ],
)
def test_a_part_is_not_all(question: str, text: str):
    assert is_part(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("企业有多少家", "企业达到383家。"),
        ("市场主体总量", "市场主体总量突破6万户。"),
        ("公园有多少座", "全市现有公园30座。"),
        ("公园有多少座", "全市有30座公园。"),
        ("公园有多少座", "全市现有30座公园开放。"),
        ("百强企业有几家", "9家茶企上榜全国百强企业。"),
        ("公园总共多少座", "累计建成公园30座。"),  # all that were ever built
        ("建成公园多少座", "建成公园4座。"),  # as it is asked
        ("新增供热面积多少", "新增供热面积5万平方米。"),
    ],
)
def test_all_that_there_are(question: str, text: str):
    assert not is_part(question, text)
