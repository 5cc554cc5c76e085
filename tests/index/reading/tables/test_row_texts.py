"""index.reading.tables.row_texts: a row as text, which is what is encoded."""

from __future__ import annotations

from index.reading.formats.common.lines import Cell
from index.reading.splitting import in_context, texts_of_sentences
from tests.support.tables.reports import STACKED, passages_of_cells, passages_of_text


def test_a_row_reads_as_text_with_its_caption_and_heads():
    passages = passages_of_text(STACKED)
    assert texts_of_sentences(passages[0])[2:] == [
        "表1 2022年水果产量 柑：产量（吨） 52.5，比上年增长（%） -2.4",
        "表1 2022年水果产量 李：产量（吨） 7，比上年增长（%） 6.1",
    ]
    assert texts_of_sentences(passages[1]) == ["全县果园3个。"]


def test_sentences_of_a_table_keep_their_own_text():
    (table, _) = passages_of_text(STACKED)
    assert [each.text.split() for each in table.sentences][1:] == [
        ["品种", "产量（吨）", "比上年增长（%）"],
        ["柑", "52.5", "-2.4"],
        ["李", "7", "6.1"],
    ]


def test_a_part_of_a_table_is_encoded_with_caption_and_heads():
    rows = [[f"第{i}村", str(i + 300)] for i in range(30)]
    _, last = [
        each for each in passages_of_cells([["村", "人口（人）"], *rows], "表2 各村") if each.table
    ]
    assert "人口" not in last.text
    assert in_context(last).split("\n")[:3] == ["一、2023年工作回顾", "表2 各村", "村\t人口（人）"]


def test_merged_cells_are_read_once():
    passages = passages_of_cells(
        [["项", "甲", "乙"], ["合建校舍（栋）", Cell(text="3", n_columns=2)]], "表5"
    )
    assert texts_of_sentences(passages[0])[-1] == "表5 合建校舍（栋）：甲 3"


def test_words_that_are_set_apart_are_joined():
    passages = passages_of_cells([["品 种", "产 量（吨）"], ["茶　叶", "7"]], "表6")
    assert texts_of_sentences(passages[0])[-1] == "表6 茶叶：产量（吨） 7"
