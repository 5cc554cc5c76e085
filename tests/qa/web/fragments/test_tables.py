"""qa.web.fragments.tables: a passage that is a table is one on the page."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from qa.types import Highlight, HighlightKind
from qa.web.exporting.as_markdown import markdown
from qa.web.fragments import cards, messages
from qa.web.fragments.html import marked
from qa.web.fragments.refusals import Searched
from qa.web.fragments.tables import text_of
from qa.web.pages import report
from qa.web.texts import ZH_CN
from tests.support.tables.answers import long_table, table_answer, table_passage
from tests.support.texts.understood import passage as prose


def rows(markup: str) -> list[str]:
    """The rows of a table's markup, blanks between elements left out."""
    return [_tight(row) for row in re.findall(r"<tr.*?</tr>", markup, re.DOTALL)]


def _tight(markup: str) -> str:
    """Markup without the blanks between elements."""
    return re.sub(r">\s+<", "><", markup.strip())


def test_heads_are_heads_and_reach_over_their_columns_and_rows():
    markup = text_of(table_passage(), [])
    head, below, *body = rows(markup)
    assert head == (
        '<tr><th scope="col" rowspan="2">品种</th><th scope="colgroup" colspan="2">2023年</th></tr>'
    )
    assert below == (
        '<tr><th scope="col">产量（吨）</th><th scope="col">&lt;i&gt;增长&lt;/i&gt;（%）</th></tr>'
    )
    assert body == [
        '<tr><th scope="row">茶|叶</th><td>52.5</td><td>-2.4</td></tr>',
        '<tr><th scope="row">蜂蜜</th><td>7</td><td></td></tr>',
    ]


def test_the_caption_is_one_and_names_the_box_that_scrolls():
    markup = text_of(table_passage(), [])
    shown = "表1 2023年&lt;b&gt;产量&lt;/b&gt;"
    assert f'<span class="line">{shown}</span></caption>' in markup
    assert f'tabindex="0" role="region" aria-label="{shown}"' in markup


def test_what_answers_is_marked_in_its_cell_and_its_row_is_the_best():
    card = cards.sources(table_answer(), ZH_CN)
    (best,) = (row for row in rows(card) if 'class="best"' in row)
    assert "<td><mark><strong>52.5</strong></mark></td><td><mark>-2.4</mark></td>" in best
    assert '<div class="passage" lang="zh"><div class="table"' in re.sub(r">\s+<", "><", card)


def test_a_mark_may_reach_over_cells():
    passage = table_passage()
    first, last = passage.text.index("2.5"), passage.text.index("-2.4") + 2
    markup = text_of(passage, [Highlight(start=first, end=last, kind=HighlightKind.TERM)])
    assert "<td>5<em>2.5</em></td><td><em>-2</em>.4</td>" in rows(markup)[2]


def test_a_part_below_the_heads_shows_them():
    _, second = long_table()
    assert rows(text_of(second, []))[0] == (
        '<tr><th scope="col">井</th><th scope="col">深（米）</th></tr>'
    )
    assert "<caption>" not in text_of(second, [])


def test_the_message_shows_the_row_of_a_figure_with_its_heads():
    message = messages.said(table_answer(), Searched(n_documents=1, n_passages=1), ZH_CN)
    assert len(rows(message)) == 3
    assert "<strong>52.5</strong>" in message
    assert "蜂蜜" not in message


def test_a_figure_in_the_reader_is_marked_in_the_table():
    passage = table_passage()
    at = passage.start + passage.text.index("-2.4")
    markup = report.paragraph(table_answer().hits[0].document, passage, at, at + 4)
    assert "<td><mark><strong>-2.4</strong></mark></td>" in markup


def test_what_is_no_table_is_text():
    text = "茶叶产量52.5吨。"
    mark = Highlight(start=4, end=9, kind=HighlightKind.ANSWER)
    assert text_of(prose(text), [mark]) == marked(text, [mark])


def test_in_markdown_it_is_a_table():
    shown = markdown(table_answer(), ZH_CN)
    html = MarkdownIt("gfm-like", {"linkify": False}).render(shown)
    assert "<th>品种</th>" in html
    assert "<th>2023年 产量（吨）</th>" in html
    assert re.search(r"<td>茶\|叶</td>\s*<td>52.5</td>\s*<td>-2.4</td>", html)
    assert "<b>" not in html
    assert "吨 · 茶叶产量 · 2023年" in shown
