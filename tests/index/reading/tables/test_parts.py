"""index.reading.tables: layouts and parts, read off whole reports."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.formats.common.lines import Cell
from tests.support.tables.reports import passages_of_cells, passages_of_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.table_types import TableFigure
    from index.types import Passage


def figures(passages: Sequence[Passage]) -> dict[str, TableFigure]:
    """The figures of all tables, by what stands in their cells."""
    return {
        passage.text[each.start - passage.start : each.end - passage.start]: each
        for passage in passages
        if passage.table
        for each in passage.table.figures
    }


def of(figure: TableFigure) -> tuple[object, ...]:
    return figure.label, figure.head, figure.unit, figure.year


TWO_HEADS = (
    ("项目", Cell(text="2020年", n_columns=2), Cell(text="2021年", n_columns=2)),
    (Cell(text="", goes_on=True), "面积（亩）", "增长（%）", "面积（亩）", "增长（%）"),
    ("桑园", "310", "4.5", "305", "-1.6"),
)


def test_two_rows_of_heads_are_a_path():
    cells = figures(passages_of_cells(TWO_HEADS, "表1 桑园"))
    assert of(cells["310"]) == ("桑园", ("面积",), "亩", 2020)
    assert of(cells["4.5"]) == ("桑园", ("增长",), "%", 2020)
    assert of(cells["305"]) == ("桑园", ("面积",), "亩", 2021)
    assert of(cells["-1.6"]) == ("桑园", ("增长",), "%", 2021)


def test_a_column_tells_the_units_of_the_rows():
    cells = figures(
        passages_of_cells(
            [
                ["名称", "计量单位", "2021年", "比上年增长（%）"],
                ["蜂蜜", "吨", "71", "8.8"],
                ["游客", "万人次", "32.5", "–"],
                ["公园", "座", "", "2"],
            ],
            "情况如下：",
        )
    )
    assert of(cells["71"]) == ("蜂蜜", (), "吨", 2021)
    assert of(cells["8.8"]) == ("蜂蜜", ("比上年增长",), "%", 2021)
    assert of(cells["32.5"]) == ("游客", (), "万人次", 2021)
    assert set(cells) == {"71", "8.8", "32.5", "2"}  # nothing of what is empty or a dash


def test_a_row_is_part_of_the_one_above_that_is_part_of_none():
    cells = figures(
        passages_of_text(
            "表2 林地\n单位：万亩\n类别\t面积\n林地\t90\n其中：竹林\t31\n#松林\t28\n园地\t7"
        )
    )
    assert cells["31"].above == ("林地",)
    assert cells["28"].above == ("林地",)
    assert cells["90"].above == cells["7"].above == ()
    assert {each.unit for each in cells.values()} == {"万亩"}


def test_a_row_without_figures_names_a_group():
    cells = figures(
        passages_of_cells(
            [
                ["名目", "数量（个）"],
                ["一、城区", ""],
                ["书店", "6"],
                ["二、乡镇", ""],
                ["书店", "9"],
                [Cell(text="注：不含网店。", n_columns=2)],
            ],
            "表3 书店",
        )
    )
    assert (cells["6"].label, cells["6"].above) == ("书店", ("城区",))
    assert cells["9"].above == ("乡镇",)


@pytest.mark.parametrize("years", [("2019", "2020", "2021"), ("2019年", "2020年", "2021年")])
def test_rows_may_be_years(years: tuple[str, ...]):
    rows = "\n".join(f"{year}\t{i + 11}\t{i + 21}" for i, year in enumerate(years))
    cells = figures(passages_of_text(f"历年情况（单位：公里）\n年份\t公路\t水路\n{rows}"))
    assert of(cells["11"]) == ("", ("公路",), "公里", 2019)
    assert of(cells["23"]) == ("", ("水路",), "公里", 2021)


def test_shares_are_not_in_the_unit_of_the_table():
    cells = figures(
        passages_of_text("表4 支出\n单位：万元、%\n科目  金额  占比\n教育  55  40\n卫生  33  24")
    )
    assert (cells["55"].unit, cells["40"].unit) == ("万元", "%")
    cells = figures(passages_of_text("表4 支出\n单位：万元\n科目  金额  增速\n教育  55  4.1\n"))
    assert (cells["55"].unit, cells["4.1"].unit) == ("万元", "")


def test_a_unit_of_its_own_is_enough():
    cells = figures(passages_of_text("单位：万元\n科目\t金额\n教育\t1.2亿元\n卫生\t300"))
    assert (cells["1.2亿元"].unit, cells["300"].unit) == ("", "万元")


def test_labels_may_fill_two_columns():
    cells = figures(
        passages_of_cells(
            [["地区", "类别", "2021年"], ["东乡", "水田", "8"], ["东乡", "旱地", "5"]], "表5"
        )
    )
    assert (cells["8"].label, cells["5"].label) == ("东乡水田", "东乡旱地")


def test_a_table_may_go_on_beside_itself():
    cells = figures(
        passages_of_cells(
            [["类别", "数", "类别", "数"], ["桥", "12", "隧道", "3"], ["站", "4", "港", "1"]], "表6"
        )
    )
    assert {text: each.label for text, each in cells.items()} == {
        "12": "桥",
        "3": "隧道",
        "4": "站",
        "1": "港",
    }


def test_numbers_of_rows_are_no_figures():
    cells = figures(passages_of_cells([["序号", "镇", "户数"], ["1", "南镇", "820"]], "表7"))
    assert {text: each.label for text, each in cells.items()} == {"820": "南镇"}


def test_a_table_goes_on_over_the_end_of_a_page():
    passages = passages_of_text(
        "表8 粮仓（单位：座）\n县区\t2020年\t2021年\n甲\t1\t2\n乙\t3\t4\n\n- 7 -\n\n丙\t5\t6\n丁\t7\t8"
    )
    cells = figures(passages)
    assert of(cells["6"]) == ("丙", (), "座", 2021)
    (last,) = [each.table for each in passages if each.table and "丙" in each.text]
    assert last.caption == ("表8 粮仓（单位：座）",)
    assert (last.heads, last.n_heads) == ((("县区", "2020年", "2021年"),), 0)


def test_other_tables_have_heads_of_their_own():
    cells = figures(
        passages_of_text(
            "表9 甲\n名\t2020年\n桥\t1\n路\t2\n\n上面说的是交通，下面说的是教育，两者互不相干，也各有统计口径，"
            "不能相加，请读者留意。\n\n校\t5\n园\t6"
        )
    )
    assert cells["5"].year is None


def test_a_long_table_is_several_passages_with_its_heads():
    rows = [[f"{i}号井".replace("0", "零"), str(3000 + i)] for i in range(45)]
    passages = [
        each for each in passages_of_cells([["井", "深（米）"], *rows], "表10 深井") if each.table
    ]
    assert [len(each.sentences) for each in passages] == [
        17,
        16,
        14,
    ]  # the first with caption, head
    assert all(each.table and each.table.heads == (("井", "深（米）"),) for each in passages)
    assert len(figures(passages)) == 45
    assert [each.number for each in passages] == [1, 2, 3]
    assert all(each.unit == "米" for each in figures(passages).values())


def test_cells_at_the_end_of_the_last_row_may_be_empty():
    (passage,) = passages_of_cells(
        [["项", "2020年", "2021年"], ["桥", "1", ""], ["路", "", ""]], "表11"
    )
    assert passage.table
    assert set(figures([passage])) == {"1"}


CELLS = st.sampled_from(
    ["", "–", "12", "3.4%", "2020年", "桥", "其中：路", "单位", "（亿元）", "注：无"]
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=30))
def test_every_span_is_one_of_the_text(rows: list[list[str]]):
    passages = passages_of_cells(rows, "表12 桥", below=["完了。"])
    for passage in passages:
        if passage.table:
            for each in passage.table.figures:
                assert passage.start <= each.start < each.end <= passage.end
        joined = [passage.text[a.start - passage.start :][: len(a.text)] for a in passage.sentences]
        assert joined == [each.text for each in passage.sentences]
    ends = [(each.start, each.end) for each in passages]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))
