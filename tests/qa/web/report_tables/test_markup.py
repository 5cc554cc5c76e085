"""qa.web.report_tables.markup: a table as markup, in which a report's text is text."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest

from qa.tables.values import Mark
from qa.types import OfTable
from qa.web.report_tables import markup
from qa.web.report_tables.order import N_SHOWN, Order
from qa.web.report_tables.seen import Seen, seen
from qa.web.texts import EN, LANGUAGES, ZH_CN, Texts

if TYPE_CHECKING:
    from qa import Engine


def shown(engine: Engine, question: str, texts: Texts = ZH_CN) -> str:
    answer, table = engine.snapshot().ask_with_table(question)
    assert table is not None
    assert answer.read_off is not None
    made, _ = markup.whole(seen(table, texts), answer.read_off, texts)
    return str(made)


def plain(markup_: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup_).split())


def rows(made: str) -> dict[str, str]:
    """Each row's markup by its place."""
    found = re.findall(r"<tr data-number.*?</tr>", made, re.DOTALL)
    return {plain(re.findall(r"<th.*?</th>", row)[0]): row for row in found}


def test_every_report_has_a_row_and_the_untold_say_so(neighbours: Engine):
    made = shown(neighbours, "各县2030年粮食产量")
    assert '<p class="counted read-off">5 份报告，4 份写明，1 份未写明</p>' in made
    assert list(rows(made)) == ["云溪县", "南河县", "白沙县", "石岭县", "青田县"]
    told, untold = rows(made)["石岭县"], rows(made)["青田县"]
    assert plain(told) == "石岭县 2031 5.6亿斤 第 1 段 粮食产量 · 2030年 粮食产量 2030年"
    assert 'data-low="280000"' in told
    assert re.search(r'<a href="#\w+/1" data-start="\d+" data-end="\d+">', told)
    assert plain(untold) == "青田县 2031 未写明"
    assert 'data-low=""' in untold
    assert 'class="left-out-told">另有 2 份报告不属于所问的地区或年份，未列入</p>' in made
    assert "uncovered" not in made


def test_what_is_only_likely_is_marked_and_counted(neighbours: Engine):
    made = shown(neighbours, "各县2031年地区生产总值增长目标")
    assert "5 份报告，5 份写明（其中 1 份把握不大），0 份未写明" in made
    likely = rows(made)["南河县"]
    assert 'class="figure likely" data-level="likely"' in likely
    told = "地区生产总值 · 2031年目标 · 文字表述 地区生产总值 2031年目标 文字表述"
    assert plain(likely) == f"南河县 2031 保持稳定 第 2 段 可能 {told}"
    assert "区间" in rows(made)["白沙县"]
    assert 'data-low="5" data-high="5.5"' in rows(made)["白沙县"]


def test_a_result_stands_first_and_its_order_is_that_of_the_table(neighbours: Engine):
    made = shown(neighbours, "哪个县2030年粮食产量最高?")
    assert made.startswith('<p class="read-off">最高：白沙县（31万吨）</p>')
    assert next(iter(rows(made))) == "白沙县"
    assert 'data-key="figure-0" aria-sort="descending"' in made
    assert made.count("aria-sort") == 1


def test_several_indicators_are_columns_and_each_is_counted(neighbours: Engine):
    made = shown(neighbours, "各县2030年地区生产总值增长和粮食产量")
    assert made.count('<th scope="colgroup" colspan="4" lang="zh">') == 2
    assert "2030年粮食产量：5 份报告，4 份写明，1 份未写明" in made
    assert plain(rows(made)["青田县"]) == (
        "青田县 2031 6.1% 第 1 段 地区生产总值 · 2030年 地区生产总值 2030年 未写明"
    )
    assert '<select class="chart-of"' in made


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_it_has_a_caption_and_heads_in_every_language(neighbours: Engine, texts: Texts):
    made = shown(neighbours, "各县2030年粮食产量", texts)
    caption = texts.table.caption.format(names="2030年粮食产量")
    assert f'<caption><span class="line">{caption}</span></caption>' in made
    assert made.count('<th scope="row"') == 5
    for name in (texts.table.place, texts.table.figure, texts.table.remark):
        assert name in plain(made)


def test_a_reports_text_is_no_markup(neighbours: Engine):
    table = neighbours.table("各县2030年粮食产量")
    row = table.rows[0]
    evil = dataclasses.replace(row.about, place='<img src=x onerror="pwned=1">', title="甲")
    harmed = dataclasses.replace(table, rows=(dataclasses.replace(row, about=evil),))
    reply = markup.some(seen(harmed, ZH_CN), Order(), ZH_CN)
    assert "<img" not in reply["rows"]
    assert 'data-label="&lt;img src=x onerror=&#34;pwned=1&#34;&gt;"' in reply["rows"]


def test_an_estimate_and_a_target_among_results_say_so_beside_the_figure(neighbours: Engine):
    table = seen(neighbours.table("各县2030年粮食产量"), ZH_CN)
    row = table.rows[0]
    cell = dataclasses.replace(
        row.cells[0], status="预计", time="2030年预计", marks=(Mark.ESTIMATE, Mark.ABOUT)
    )
    rows_ = (dataclasses.replace(row, cells=(cell,)), *table.rows[1:])
    made = markup.some(dataclasses.replace(table, rows=rows_), Order(), ZH_CN)["rows"]
    link = re.findall(r"<a .*?</a>", made, re.DOTALL)[0]
    assert plain(link) == "24万吨 预计 第 1 段"
    assert '<span class="below" lang="zh">粮食产量 · 2030年预计 · 约数</span>' in made
    assert made.count('class="status"') == 1


def test_a_column_of_names_has_nothing_but_them_and_no_chart(neighbours: Engine):
    table = neighbours.table("各县2030年粮食产量")
    (column,) = table.columns
    names = dataclasses.replace(
        table, columns=(dataclasses.replace(column, name="县长", is_figure=False),)
    )
    off = OfTable(wish="rows", text="", question="县长是谁?", n_reports=5, n_told=4)
    made, _ = markup.whole(seen(names, ZH_CN), off, ZH_CN)
    assert "各报告写明的：县长" in made
    assert plain(re.findall(r"<thead>.*?</thead>", str(made), re.DOTALL)[0]) == "地区 年份 原文"
    assert "as-chart" not in made
    assert 'class="measure"' not in made
    assert "colspan" not in made


def long(table: Seen, n: int) -> Seen:
    (first, *_) = table.rows
    many = tuple(dataclasses.replace(first, number=k, line=str(k)) for k in range(n))
    return dataclasses.replace(table, rows=many)


def test_of_very_many_rows_the_first_are_sent_with_how_many_more_there_are(neighbours: Engine):
    table = long(seen(neighbours.table("各县2030年粮食产量"), EN), 10_000)
    reply = markup.some(table, Order(), EN)
    assert reply["rows"].count("<tr") == N_SHOWN == len(reply["lines"])
    assert reply["told"] == "Rows shown: 200 of 10,000"
    assert reply["more"] == "The first 200 rows are shown; 9,800 more are in the exported file."


def test_no_row_that_fits_is_said(neighbours: Engine):
    table = seen(neighbours.table("各县2030年粮食产量"), ZH_CN)
    reply = markup.some(table, Order(place="没有"), ZH_CN)
    assert (reply["rows"], reply["told"], reply["more"]) == ("", "没有符合的行", "")
