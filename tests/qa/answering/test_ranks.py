"""qa.answering.ranks: a rank that is asked for is answered by one that a report states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import Engine
from qa.tables.answers import remark
from qa.types import Level
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.neighbouring_reports import report

if TYPE_CHECKING:
    from pathlib import Path

    from qa.types import Answer

SAID = {
    "云溪县": "全县地区生产总值增长5.2%，经济总量达到210亿元，保持全市第5位。粮食产量24万吨。",
    "石岭县": "地区生产总值增长6.1%、增速全市第3，总量达到340亿元。粮食产量31万吨。",
    "白沙县": "全县经济总量达到180亿元。粮食产量18万吨，居全市第6位。",
    "青田县": "全县经济总量达到95亿元。茶叶产量居全市首位。",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("ranked")
    for place, said in SAID.items():
        text = report(place, 2031, said, "地区生产总值增长5%左右。")
        (folder / f"2031{place}.txt").write_text(text, encoding="utf-8")
    build([folder], folder / "index", HashEncoder)
    return Engine.open(folder / "index", load=lambda _: HashEncoder())


def told(answer: Answer) -> str:
    return answer.text if answer.found else ""


@pytest.mark.parametrize(
    ("question", "rank"),
    [
        ("云溪县去年经济总量排第几?", "第5位"),
        ("云溪县经济总量在全市排第几位?", "第5位"),
        ("云溪县的经济总量在各县中排第几?", "第5位"),
        ("石岭县地区生产总值增速在全市排第几?", "第3"),
        ("白沙县粮食产量居全市第几位?", "第6位"),
        ("白沙县粮食产量排名第几?", "第6位"),
    ],
)
def test_a_stated_rank_answers(engine: Engine, question: str, rank: str):
    answer = engine.ask(question)
    assert rank in answer.text
    assert not remark(answer)


@pytest.mark.parametrize(
    "question",
    [
        "白沙县去年经济总量排第几?",
        "青田县经济总量在全市排第几?",
        "青田县的经济总量在各县中排第几?",
    ],
)
def test_a_computed_rank_is_a_remark_that_says_so(engine: Engine, question: str):
    answer = engine.ask(question)
    assert answer.level is Level.NOT_TOLD
    assert answer.of_table is not None
    assert answer.of_table.wish == "remark"
    assert answer.read_off is None
    assert remark(answer).startswith("仅比较这里 4 份写有可比数字的报告")
    assert "不是报告所写的位次" in remark(answer)


@pytest.mark.parametrize(
    "question",
    [
        "石岭县去年经济总量在全市排第几?",  # 增速全市第3
        "云溪县地区生产总值增速排第几?",  # the total's is 第5位
        "白沙县粮食产量在全国排第几?",  # 居全市第6位
    ],
)
def test_a_rank_of_another_order_neither_answers_nor_stands_beside_a_computed_one(
    engine: Engine, question: str
):
    answer = engine.ask(question)
    assert not told(answer)
    assert not remark(answer)


@pytest.mark.parametrize(
    ("question", "ranks"),
    [
        ("各县2030年经济总量在全市排第几?", ["第5位"]),
        ("云溪县和白沙县的粮食产量分别排全市第几位?", ["第6位"]),
    ],
)
def test_a_table_of_ranks_holds_ranks_alone(engine: Engine, question: str, ranks: list[str]):
    table = engine.table(question)
    assert [row.cells[0].text for row in table.rows if row.cells[0].is_told] == ranks


def test_a_table_ranks_no_place_whose_report_states_a_rank(engine: Engine):
    result = engine.table("云溪县经济总量在各县排第几?").result
    assert result is not None
    assert "位次" in result.text
    assert [line.rank for line in result.lines] == [None]
