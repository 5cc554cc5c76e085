"""qa.tables.measures.others: figures that share a word with what is asked and are of another thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.tables.measures.others import (
    is_by_a_looser_name,
    is_of_a_class,
    is_share_of_another,
    lacks_a_thing,
    names_nothing,
    told_of,
)
from qa.understanding.concepts import Concept, Concepts, folded
from tests.support.texts.placed import engine_of, report
from tests.support.texts.understood import asked, concepts, figures, passage

if TYPE_CHECKING:
    from qa import Engine

SAID = {
    "云溪县": (
        "新增专精特新“小巨人”企业4家、上市企业8家。失业人员再就业900人。粮食单产提高14.5%。",
        "民营企业、外资企业出口分别占全县的50.6%、41.9%。惠及经营主体1200户。4A级景区达到5个。",
        "接待游客、旅游总花费、接待入境游客分别增长10%、13%、81%。",
    ),
    "白沙县": (
        "专精特新“小巨人”企业达到31家。农民工就业2600人。粮食产量增长2.1%。",
        "民营经济占比达到61%。经营主体达到3万户。A级景区达到9个。",
        "茶叶、桑蚕、竹木三大产业规模达到12亿元。入境游客增长35%。",
    ),
    "石岭县": (
        "全县经营主体中，企业7万户。茶叶产量21万吨。拖欠农民工工资问题得到解决。",
        "民营企业对营商环境的评分提高16个百分点。接待游客增长6%。",
    ),
}


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    texts = (report(place, 2031, *said) for place, said in SAID.items())
    return engine_of(tmp_path_factory.mktemp("others"), *texts)


def told(engine: Engine, question: str) -> dict[str, str]:
    return {
        row.about.place: row.cells[0].text
        for row in engine.table(question).rows
        if row.cells[0].is_told
    }


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("各县小巨人企业", {"8家", "7万户"}),
        ("各县农民工就业", {"900人"}),
        ("各县粮食增速", {"14.5%"}),
        ("各县民营经济占比", {"50.6%", "41.9%"}),
        ("各县经营主体", {"1200户"}),
        ("各县A级景区", {"5个"}),
        ("各县茶叶产量", {"12亿元"}),
        ("各县入境游客增长", {"10%", "13%", "6%"}),
        ("各县民营企业", {"16个百分点"}),
        ("各县增速", {"14.5%", "2.1%", "35%", "6%"}),
    ],
)
def test_a_figure_of_another_thing_makes_no_row(counties: Engine, question: str, others: set[str]):
    assert not others & set(told(counties, question).values())


@pytest.mark.parametrize(
    ("question", "place", "text"),
    [
        ("各县小巨人企业", "白沙县", "31家"),
        ("各县民营经济占比", "白沙县", "61%"),
        ("各县经营主体", "白沙县", "3万户"),
        ("各县茶叶产量", "石岭县", "21万吨"),
        ("各县入境游客增长", "白沙县", "35%"),
    ],
)
def test_what_is_of_the_thing_stays(counties: Engine, question: str, place: str, text: str):
    assert told(counties, question)[place] == text


@pytest.mark.parametrize(
    ("question", "name", "is_so"),
    [
        ("民营经济占比是多少?", "民营企业出口占全县", True),
        ("民营经济占比是多少?", "民营经济增加值占地区生产总值", False),
        ("民生支出占比是多少?", "民生支出占一般公共预算支出比例", False),
        ("民营经济占比是多少?", "民营经济占比", False),
        ("民营经济是多少?", "民营企业出口占全县", False),
    ],
)
def test_whose_share_it_is(question: str, name: str, *, is_so: bool):
    assert is_share_of_another(name, question, concepts(asked(question))) is is_so


@pytest.mark.parametrize(
    ("question", "name", "is_so"),
    [
        ("a级景区有多少个?", "5a级景区", True),
        ("a级景区有多少个?", "国家a级景区", False),
        ("5g基站有多少个?", "5g基站", False),
        ("pm2.5浓度是多少?", "pm2.5平均浓度", False),
        ("gdp是多少?", "地区生产总值", False),
    ],
)
def test_a_class_is_not_all(question: str, name: str, *, is_so: bool):
    assert is_of_a_class(name, question) is is_so


@pytest.mark.parametrize(
    ("subject", "is_so"),
    [
        ("增速是多少?", True),
        ("总量是多少?", True),
        ("gdp增速是多少?", False),
        ("失业率是多少?", False),
        ("粮食产量是多少?", False),
    ],
)
def test_what_names_no_thing(subject: str, *, is_so: bool):
    assert names_nothing(subject) is is_so


@pytest.mark.parametrize(
    ("names", "name", "is_so"),
    [
        (("工资", "工资性收入", "居民人均可支配收入"), "居民人均可支配收入", True),
        (("工资", "工资性收入", "居民人均可支配收入"), "工资性收入", False),
        (("外贸", "外贸进出口", "进出口总额", "进出口"), "进出口总额", False),
        (("高铁", "高速铁路"), "高速铁路里程", False),
        (("gdp", "地区生产总值"), "地区生产总值", False),
        (("地区生产总值", "经济规模"), "城市经济规模", False),
    ],
)
def test_an_income_is_no_wage(names: tuple[str, ...], name: str, *, is_so: bool):
    one = Concepts([Concept(terms=names[:1], words=names)], [1.0])
    assert is_by_a_looser_name(name, one) is is_so


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("今年城镇调查失业率的控制目标是多少?", "城镇调查失业率控制在5.5%左右。"),
        ("去年研发投入强度(占GDP比重)是多少?", "研发投入强度达到2.6%。"),
        ("城乡居民收入比是多少?", "城乡居民收入比缩小至2.04:1。"),
        ("城镇新增就业目标值是多少?", "城镇新增就业3万人。"),
        ("规模以上工业增加值增长多少?", "规上工业增加值增长7%。"),
    ],
)
def test_a_goal_or_a_whole_is_no_thing_that_lacks(question: str, text: str):
    read = asked(question)
    (found, *_) = figures(read, passage(text))
    subject = folded(read.subject)
    assert not lacks_a_thing(told_of(found), found, subject, concepts(read))


def test_another_thing_lacks():
    read = asked("农民工就业是多少?")
    (found, *_) = figures(read, passage("失业人员再就业900人。"))
    assert lacks_a_thing(told_of(found), found, folded(read.subject), concepts(read))
