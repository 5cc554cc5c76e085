"""qa.understanding.names.persons: the person whom a question asks about by name."""

from __future__ import annotations

import pytest

from qa.understanding.names.persons import asks_whom, named_persons


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("张建国现在是副县长吗", "张建国"),
        ("江苏省省长是张建国吗", "张建国"),
        ("四川省省长是不是王伟强", "王伟强"),
        ("李明华担任过市长吗", "李明华"),
        ("张建国是谁", "张建国"),
        ("谁是王建国？", "王建国"),
        ("王大明什么时候当选省长", "王大明"),
        ("欧阳建国是哪个省的省长", "欧阳建国"),
        ("艾尔肯·买买提是主席吗", "艾尔肯·买买提"),
        ("县委书记是不是赵一鸣？", "赵一鸣"),
        ("赵一鸣退休了吗", "赵一鸣"),
        ("Is 王伟强 the governor of 四川?", "王伟强"),
    ],
)
def test_a_person_is_named(question: str, name: str):
    assert named_persons(question)[-1] == name


@pytest.mark.parametrize(
    "question",
    [
        "区长是谁",
        "谁是省长",
        "省长是哪里人",
        "武汉市市长是谁",
        "常务副省长是谁",
        "江苏是哪个省长",  # a place that begins with a surname
        "高铁通了吗",
        "方案是否通过",
        "金山是县城吗",
        "任务完成了吗",
        "东方物探的获奖项目负责人是谁",
        "关停的10家企业都是谁",
        "白云山是谁的景区",
        "人大代表有多少名",
        "龙头企业是谁",
        "湖北省省长作了什么报告",
        "GDP增长是不是超过5%",
    ],
)
def test_no_person_is_named(question: str):
    assert named_persons(question) == ()


def test_where_nothing_ends_a_name_both_readings_are_told():
    assert named_persons("省长许昆林作了报告吗") == ("许昆", "许昆林")


@pytest.mark.parametrize(
    "text", ["县长表扬了谁?", "去年市长接见了谁", "区长任命谁", "省长感谢什么人"]
)
def test_whom_an_official_did_something_to(text: str):
    assert asks_whom(text)


@pytest.mark.parametrize(
    "text",
    ["县长是谁?", "谁是县长", "市长谁", "省长叫谁", "谁当区长", "报告是谁作的", "现任县长的是谁"],
)
def test_who_the_official_is(text: str):
    assert not asks_whom(text)
