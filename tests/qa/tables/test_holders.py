"""qa.tables.holders: of several holders of an office the newest answers, the others are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import Engine
from qa.tables.answers import remark
from qa.tables.wording.english import ENGLISH
from qa.web.report_tables.retelling import retold
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

HOLDERS = {
    ("云溪县", 2029): "周文远",
    ("云溪县", 2030): "林知秋",
    ("云溪县", 2031): "林知秋",
    ("石岭县", 2030): "何望舒",
    ("石岭县", 2031): "何望舒",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("holders")
    for (place, year), name in HOLDERS.items():
        text = (
            f"{year}年{place}政府工作报告\n——{year}年1月20日在{place}第十六届人民代表大会第四次会议上\n"
            f"{place}人民政府县长 {name}\n各位代表：\n现在，我向大会报告政府工作，请予审议。\n"
            f"一、{year - 1}年工作回顾\n全县地区生产总值增长5.2%，粮食产量24万吨。\n"
        )
        (folder / f"{year}{place}.txt").write_text(text, encoding="utf-8")
    build([folder], folder / "index", HashEncoder)
    return Engine.open(folder / "index", load=lambda _: HashEncoder())


@pytest.mark.parametrize(
    "question", ["云溪县县长是谁?", "谁是云溪县县长?", "云溪县的县长叫什么名字?"]
)
def test_the_newest_answers_and_the_others_are_told(engine: Engine, question: str):
    answer = engine.ask(question)
    assert answer.text == "林知秋"
    assert answer.citations[0].document.year == 2031
    assert "2031、2030" in remark(answer)
    assert "周文远（2029）" in remark(answer)
    assert answer.of_table is not None
    assert [line.citation is not None for line in answer.of_table.lines] == [True, True]
    told = retold(answer, None, ENGLISH).of_table
    assert told is not None
    assert told.text.startswith("by the reports of 2031")


@pytest.mark.parametrize("question", ["云溪县2029年县长是谁?", "石岭县县长是谁?"])
def test_of_one_year_and_of_one_holder_nothing_is_added(engine: Engine, question: str):
    assert not remark(engine.ask(question))


def test_the_holders_of_several_places_are_a_table_read_off_their_heads(engine: Engine):
    answer, table = engine.snapshot().ask_with_table("2031年各县县长是谁?")
    assert table is not None
    told = {(row.about.place, row.about.year): row.cells[0].text for row in table.rows}
    assert told["云溪县", 2031] == "林知秋"
    assert told["石岭县", 2031] == "何望舒"
    assert not table.columns[0].is_figure
    assert answer.found


def test_an_office_that_no_head_names_is_told_by_none(engine: Engine):
    answer, table = engine.snapshot().ask_with_table("各县检察长是谁?")
    assert table is not None
    assert not table.tells
    assert not answer.found


@pytest.mark.parametrize("question", ["县长是谁?", "谁作的报告"])
def test_without_a_place_none_of_several_is_picked(engine: Engine, question: str):
    answer = engine.ask(question)
    assert not answer.found
    assert answer.is_offer
    assert answer.instead[0].startswith("各地")


def test_the_head_of_a_place_is_asked_for_by_what_he_is_called_there(
    tmp_path_factory: pytest.TempPathFactory,
):
    folder: Path = tmp_path_factory.mktemp("heads")
    for place, office, name in (
        ("云溪省", "省长", "周文远"),
        ("石岭自治区", "主席", "何望舒"),
        ("白沙省", "代省长", "林知秋"),
    ):
        text = (
            f"2031年{place}政府工作报告\n——2031年1月20日在{place}第十六届人民代表大会第四次会议上\n"
            f"{place}人民政府{office} {name}\n各位代表：\n现在，我向大会报告政府工作，请予审议。\n"
            "一、2030年工作回顾\n粮食产量24万吨。\n"
        )
        (folder / f"2031{place}.txt").write_text(text, encoding="utf-8")
    build([folder], folder / "index", HashEncoder)
    engine = Engine.open(folder / "index", load=lambda _: HashEncoder())
    heads = {row.about.place: row.cells[0].text for row in engine.table("各地省长是谁").rows}
    assert [heads[place][-3:] for place in ("云溪省", "石岭自治区", "白沙省")] == [
        "周文远",
        "何望舒",
        "林知秋",
    ]
    assert not any(row.cells[0].is_told for row in engine.table("各地市长是谁").rows)
    acting = engine.table("各地代省长是谁").rows
    assert [row.about.place for row in acting if row.cells[0].is_told] == ["白沙省"]
