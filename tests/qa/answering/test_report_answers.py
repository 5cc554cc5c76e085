"""What a user gets: the bundled model and the report in ``corpus/``, question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.types import Aspect, Period
from qa import Engine
from qa.kinds import Kind
from qa.types import Level

if TYPE_CHECKING:
    from pathlib import Path

    from qa.types import Answer, Citation

pytestmark = pytest.mark.model

REVIEW, PLAN = Period.REVIEW, Period.PLAN


@pytest.fixture(scope="module")
def engine(index_dir: Path) -> Engine:
    """As the command line and the page open it."""
    return Engine.open(index_dir)


def check_span(cited: Citation) -> None:
    assert cited.document.text[cited.start : cited.end] == cited.text
    assert cited.passage.start <= cited.start < cited.end <= cited.passage.end


def ask(engine: Engine, text: str, *history: str) -> Answer:
    given = engine.ask(text, history=history)
    for cited in given.citations:
        check_span(cited)
    assert given.text == "\n".join(cited.text for cited in given.citations)
    return given


@pytest.mark.parametrize(
    ("question", "text", "within", "period", "year"),
    [
        # what there is, and what is new
        ("全区的航运公司现在有多少家?", "383家", "航运类企业达到383家", REVIEW, 2023),
        ("新引入的航运企业是多少家?", "93家", "新引入优质航运企业93家", REVIEW, 2023),
        ("新增了多少户市场主体?", "8882户", "新增市场主体8882户", REVIEW, 2023),
        ("引进了多少名人才?", "1053名", "引进各类人才1053名", REVIEW, 2023),
        # what was done, and what is to be done
        ("去年智能算力扩容到了多少?", "200P", "扩容至200P", REVIEW, 2023),
        ("今年算力要扩容到多少?", "300P", "算力扩容至300P", PLAN, 2024),
        ("去年改造了多少公里老旧燃气管网?", "18.27公里", "改造老旧燃气管网18.27公里", REVIEW, 2023),
        ("今年要提升改造多少公里燃气管网?", "7公里", "实施7公里燃气管网提升改造", PLAN, 2024),
        # of two times the one that is over; what is planned stands beside it
        ("2023年和2024年地区生产总值增长分别是多少?", "3%左右", "增长3%左右", REVIEW, 2023),
        ("今年和去年GDP增长各是多少?", "3%左右", "增长3%左右", REVIEW, 2023),
        # how much, and by how much
        ("一般公共预算收入完成了多少亿元?", "22.7亿元", "预算收入22.7亿元", REVIEW, 2023),
        ("去年一般公共预算收入增长百分之几?", "5.1%", "同比增长5.1%", REVIEW, 2023),
        ("刑事案件的破案率提高了多少?", "4.5%", "破案率同比提高4.5%", REVIEW, 2023),
        ("载体的空置率下降了多少?", "6.5%", "空置率下降6.5%", REVIEW, 2023),
        # handed out in turn
        ("区属国企的净资产总额增长了多少?", "6.5%", "分别同比增长11.9%、6.5%", REVIEW, 2023),
    ],
)
def test_figures(engine: Engine, question: str, text: str, within: str, period: Period, year: int):
    given = ask(engine, question)
    assert (given.found, given.kind, given.text) == (True, Kind.QUANTITY, text)
    assert within in given.citations[0].passage.text
    assert given.value is not None
    assert (given.value.text, given.value.period, given.value.year) == (text, period, year)
    assert given.conflicts == ()


def test_a_figure_that_is_asked_for_in_other_words_is_told(engine: Engine):
    given = ask(engine, "给困难群众发了多少救助金?")
    assert given.level is not Level.NOT_TOLD
    assert given.text in {"2.26亿元", given.citations[0].text}
    assert "发放各类救助2.26亿元" in given.citations[0].passage.text


@pytest.mark.parametrize(
    ("question", "kind", "level", "text"),
    [
        ("哪个街道要打造医养康养示范街?", Kind.ENTITY, Level.ANSWERED, "新开河街"),
        ("谁获得了“全国模范人民调解员”称号?", Kind.ENTITY, Level.ANSWERED, "穆瑞利"),
        ("河北区的区长是谁?", Kind.ENTITY, Level.ANSWERED, "戴 雷"),
        ("谁作的报告?", Kind.ENTITY, Level.ANSWERED, "戴 雷"),
        (
            "落地了哪几个大模型?",
            Kind.LIST,
            Level.ANSWERED,
            "“海河·谛听”“海河·尔语”“鹏城·脑海”",
        ),
        (
            "城市候机楼指的是什么?",
            Kind.DEFINITION,
            Level.ANSWERED,
            "天津机场在非机场区域设置的服务航空乘客的一站式服务场所,并安排专门车辆往返机场与城市候机楼接送乘客",
        ),
    ],
)
def test_names_and_terms(engine: Engine, question: str, kind: Kind, level: Level, text: str):
    given = ask(engine, question)
    assert (given.level, given.kind, given.text) == (level, kind, text)
    assert given.value is given.counterpart is None


@pytest.mark.parametrize(
    "question",
    [
        "上海市2024年地区生产总值增长目标是多少?",  # another place
        "重庆有多少家航运企业?",
        "2021年河北区新增就业多少人?",  # another year
        "2030年算力要扩容到多少?",
        "附近哪家火锅好吃?",  # nothing of a report
        "怎样做红烧肉?",
        "河北区有几座机场?",  # sounds likely, and is not said
    ],
)
def test_honest_no(engine: Engine, question: str):
    given = ask(engine, question)
    assert (given.found, given.text, given.value) == (False, "", None)
    assert given.confidence < 0.5
    assert given.hits  # the nearest passages are shown all the same


def test_what_only_shares_a_word_is_likely_at_most(engine: Engine):
    given = ask(
        engine, "怎样给自行车补胎?"
    )  # of bicycles there is that electric ones are not to be charged anywhere
    assert given.level is not Level.ANSWERED
    assert given.confidence < 0.5


def test_a_target_stands_beside_what_was_reached(engine: Engine):
    given = ask(engine, "今年地区生产总值的增长目标是多少?")
    assert given.text == "4.5%左右"
    assert given.value is not None
    assert (given.value.period, given.value.year, given.value.aspect) == (
        PLAN,
        2024,
        Aspect.CHANGE,
    )
    assert given.counterpart is not None
    assert given.counterpart.value.text == "3%左右"
    assert (given.counterpart.value.period, given.counterpart.value.year) == (REVIEW, 2023)
    check_span(given.counterpart.citation)
    assert given.counterpart.citation.passage != given.citations[0].passage


@pytest.mark.parametrize(
    ("history", "question", "text"),
    [
        (["2023年地区生产总值增长多少?"], "那2024年的目标呢?", "4.5%左右"),
        (["今年算力要扩容到多少?"], "去年呢?", "200P"),
        (["一般公共预算收入完成了多少亿元?"], "同比增长多少?", "5.1%"),
        (
            ["什么是城市候机楼?", "什么是“海河·谛听”大模型?"],
            "那“全科网格”呢?",
            "以网格化为管理模式的基层社会治理方式,涵盖党建、综治、应急等多个领域,实现跨领域的整合与统一",
        ),
    ],
)
def test_follow_ups(engine: Engine, history: list[str], question: str, text: str):
    given = ask(engine, question, *history)
    assert (given.found, given.question) == (True, question)
    assert given.asked != question
    assert given.text == text


@pytest.mark.parametrize(
    "question", ["航运企业有多少家?", "航運企業有多少家？", "航运企业有多少家"]
)
def test_the_same_however_it_is_typed(engine: Engine, question: str):
    assert ask(engine, question).text == "383家"


def test_nothing_follows_from_a_question_that_can_be_asked_by_itself(engine: Engine):
    alone = ask(engine, "新增了多少户市场主体?")
    after = ask(engine, "新增了多少户市场主体?", "2023年地区生产总值增长多少?")
    assert (after.text, after.confidence, after.asked) == (
        alone.text,
        alone.confidence,
        alone.asked,
    )
