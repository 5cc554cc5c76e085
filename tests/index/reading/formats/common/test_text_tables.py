"""index.reading.formats.common.text_tables: tables in plain text, which stays as it is."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.formats.common.text_tables import marked
from index.reading.formats.extract import Extract

OF = [["指标", "总量", "增长"], ["工业", "80", "6.2%"], ["消费", "1310", "5.8%"]]


def cells(text: str) -> list[list[list[str]]]:
    return [
        [[text[a:b] for a, b in row] for row in table.rows]
        for table in marked(Extract(text=text)).tables
    ]


@pytest.mark.parametrize("gap", ["\t", "  ", "      ", "\u3000\u3000"])
def test_cells_set_apart_are_a_table(gap: str):
    text = "全县经济平稳。\n" + "\n".join(gap.join(row) for row in OF) + "\n新建绿道31公里。"
    assert cells(text) == [OF]


def test_cells_of_nothing_between_tabs_are_cells():
    assert cells("指标\t总量\t增长\n工业\t\t6.2%\n消费\t1310\t") == [
        [["指标", "总量", "增长"], ["工业", "", "6.2%"]]
    ]


def test_a_cell_a_line_below_a_caption_is_a_table():
    text = "\n".join(["表1 主要指标", *(cell for row in OF for cell in row), "新建绿道31公里。"])
    assert cells(text) == [OF]


@pytest.mark.parametrize(
    "text",
    [
        "工业  80  6.2%",  # one row
        "王某  李某\n张某  赵某",  # no figures
        "新建绿道。  种茶31亩。\n新建绿道。  种茶32亩。",  # sentences
        "表1 主要指标\n工业\n消费",  # no figures below the caption
        "一、回顾\n（一）工业\n80",  # no caption
        "",
    ],
)
def test_what_is_no_table(text: str):
    assert cells(text) == []


def test_tables_that_the_format_names_stay_and_are_not_found_again():
    text = "\n".join("\t".join(row) for row in OF)
    once = marked(Extract(text=text))
    assert marked(once) == once


@given(st.text("甲乙表1 2.%\t\n\u3000。", max_size=120))
def test_the_text_is_kept_and_each_cell_lies_in_its_row(text: str):
    extract = marked(Extract(text=text))
    assert extract.text == text
    end_before = 0
    for table in extract.tables:
        assert end_before <= table.start < table.end <= len(text)
        end_before = table.end
        for row in table.rows:
            assert all(table.start <= a <= b <= table.end for a, b in row)
            assert list(row) == sorted(row)
            between = "".join(text[b:c] for (_, b), (c, _) in itertools.pairwise(row))
            assert not between.strip()  # no character of a row stands outside of its cells
