"""index.reading.formats.html: the report in a saved page; what is around it is told as dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CorpusError
from index.reading.formats.html import read

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract

PROSE = "过去一年，全县上下迎难而上，经济稳步回升，新建绿道31公里。"
MORE = "我们坚持把发展经济的着力点放在实体经济上，新引进企业48家。"
MENU = "<ul><li><a href='/'>首页</a></li><li><a href='/a'>政务公开</a></li></ul>"


def page(body: str, head: str = "") -> Extract:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "报告.html")


def report(inner: str) -> Extract:
    """A page of nothing but a report, with enough prose to be one."""
    return page(f"<div><p>{PROSE}</p>{inner}<p>{MORE}</p></div>")


def kept(extract: Extract) -> list[str]:
    """The lines that are not dropped."""
    starts = {start for start, _ in extract.dropped}
    at = 0
    lines = []
    for line in extract.text.split("\n"):
        if at not in starts:
            lines.append(line)
        at += len(line) + 1
    return lines


def dropped(extract: Extract) -> list[str]:
    return [extract.text[start:end] for start, end in extract.dropped]


def cells(extract: Extract) -> list[list[list[str]]]:
    return [[[extract.text[a:b] for a, b in row] for row in table.rows] for table in extract.tables]


class TestCharsets:
    RARE = "朱镕基报告：绿道31公里。"  # 镕 stands in GBK, not in GB2312

    @pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "utf-8"])
    def test_bytes_of_gb18030_are_read_whatever_is_declared(self, declared: str):
        html = (
            f'<html><head><meta charset="{declared}"></head><body><p>{self.RARE}</p></body></html>'
        )
        assert read(html.encode("gb18030"), "a.html").text == self.RARE

    def test_a_wrong_declaration_of_gb2312_in_a_page_of_utf_8(self):
        html = f'<html><meta http-equiv=Content-Type content="text/html; charset=gb2312"><body><p>{self.RARE}</p>'
        assert read(html.encode(), "a.html").text == self.RARE

    def test_big5(self):
        html = "<html><meta charset=big5><body><p>施政報告：增長百分之六。</p>"
        assert read(html.encode("big5hkscs"), "a.html").text == "施政報告：增長百分之六。"

    def test_a_charset_that_does_not_exist(self):
        html = f"<html><meta charset=x-none><body><p>{self.RARE}</p>"
        assert read(html.encode(), "a.html").text == self.RARE


class TestTheMainPart:
    def test_menus_and_lists_of_links_are_dropped(self):
        extract = page(
            f"<div id=top>{MENU}</div><div id=main><p>{PROSE}</p><p>{MORE}</p></div>"
            "<div id=foot>版权所有 云溪县人民政府</div>"
        )
        assert kept(extract) == [PROSE, MORE]
        assert dropped(extract) == ["首页", "政务公开", "版权所有 云溪县人民政府"]

    @pytest.mark.parametrize("tag", ["nav", "aside", "footer"])
    def test_what_html_itself_calls_furniture_is_dropped_inside_too(self, tag: str):
        assert dropped(report(f"<{tag}>分享到：微信</{tag}>")) == ["分享到：微信"]

    def test_a_first_heading_above_the_main_part_is_kept(self):
        extract = page(
            f"<div><h1>云溪县政府工作报告</h1></div>{MENU}<div><p>{PROSE}</p><p>{MORE}</p></div>"
        )
        assert kept(extract) == ["云溪县政府工作报告", PROSE, MORE]

    def test_so_is_a_line_of_the_pages_title(self):
        extract = page(
            f"<div>云溪县工作报告</div><div><p>{PROSE}</p></div>",
            "<title>云溪县工作报告_云溪县人民政府</title>",
        )
        assert kept(extract) == ["云溪县工作报告", PROSE]
        assert extract.title == "云溪县工作报告_云溪县人民政府"

    def test_a_table_that_sets_the_page_is_no_table(self):
        extract = page(
            f"<table><tr><td>{MENU}</td><td><table><tr><td><p>{PROSE}</p><p>{MORE}</p></td></tr>"
            "</table></td></tr></table>"
        )
        assert (kept(extract), extract.tables) == ([PROSE, MORE], ())

    @pytest.mark.parametrize(
        "hidden",
        [
            "<div style='display:none'>隐</div>",
            "<p hidden>隐</p>",
            "<span style='VISIBILITY: hidden'>隐</span>",
            "<script>隐</script>",
            "<style>隐</style>",
            "<!-- 隐 -->",
            "<select><option>隐</option></select>",
            "<noscript>隐</noscript>",
        ],
    )
    def test_what_is_not_shown_is_not_read(self, hidden: str):
        assert "隐" not in report(hidden).text

    def test_text_behind_what_is_not_shown_is_read(self):
        assert kept(report("<p>前<!-- 隐 -->中<script>隐</script>后</p>"))[1] == "前中后"


class TestLines:
    @pytest.mark.parametrize(
        ("inner", "lines"),
        [
            ("<p>增长<a href=x>百分之六</a>，<b>其中</b>工业</p>", ["增长百分之六，其中工业"]),
            ("<p>甲<br>乙</p>", ["甲", "乙"]),
            ("<p>  甲\n   乙  </p>", ["甲 乙"]),
            ("<p>\u3000\u3000甲&nbsp;</p>", ["甲"]),
            ("<div>甲<p>乙</p>丙</div>", ["甲", "乙", "丙"]),
            ("<ol><li>甲<li>乙</ol>", ["甲", "乙"]),
            ("<p>&lt;甲&gt; &amp; 乙</p>", ["<甲> & 乙"]),
        ],
    )
    def test_blocks_are_lines_and_what_is_in_a_line_is_not(self, inner: str, lines: list[str]):
        assert kept(report(inner)) == [PROSE, *lines, MORE]

    def test_headings_have_their_levels(self):
        extract = report("<h2>一、回顾</h2><h3><span>（一）工业</span></h3>")
        assert [(each.level, each.title) for each in extract.headings] == [
            (2, "一、回顾"),
            (3, "（一）工业"),
        ]
        assert all(extract.text[e.start : e.end] == e.title for e in extract.headings)

    @pytest.mark.parametrize("tag", ["div", "font", "ul><li"])
    def test_text_is_kept_however_deep_it_stands(self, tag: str):
        deep = f"<{tag}>" * 400 + "深处的话也要留下。"
        assert "深处的话也要留下。" in page(f"<div><p>{PROSE}</p>{deep}</div>").text

    def test_deeper_than_a_page_can_be_is_told(self):
        with pytest.raises(
            CorpusError, match=r"^报告\.html is a web page of elements nested too d"
        ):
            page("<div>" * 5000 + PROSE)


class TestTables:
    def test_a_table_of_data_is_one(self):
        extract = report("<table><tr><th>指标<th>增长</tr><tr><td>工业<td>6.2%</tr></table>")
        assert kept(extract) == [PROSE, "指标\t增长", "工业\t6.2%", MORE]
        assert cells(extract) == [[["指标", "增长"], ["工业", "6.2%"]]]

    def test_cells_over_rows_and_columns_stand_in_each(self):
        extract = report(
            "<table><tr><td rowspan=2>指标<td colspan=2>2030年</tr><tr><td>总量<td>增长</tr>"
            "<tr><td>工业<td>80<td>6.2%</tr></table>"
        )
        assert cells(extract) == [
            [["指标", "2030年", "2030年"], ["指标", "总量", "增长"], ["工业", "80", "6.2%"]]
        ]

    @pytest.mark.parametrize("span", ["0", "-1", "x", "1e9", "٣"])
    def test_a_span_that_is_no_number_is_one(self, span: str):
        extract = report(
            f"<table><tr><td colspan='{span}'>甲<td>乙</tr><tr><td>丙<td>丁</tr></table>"
        )
        assert cells(extract) == [[["甲", "乙"], ["丙", "丁"]]]

    def test_a_table_around_the_report_is_dropped_as_lines(self):
        extract = page(
            f"<div><p>{PROSE}</p><p>{MORE}</p></div>"
            "<div><table><tr><td>微信<td>微博</tr><tr><td>邮箱<td>电话</tr></table></div>"
        )
        assert (extract.tables, dropped(extract)) == ((), ["微信 微博", "邮箱 电话"])


def test_a_page_without_anything_is_told():
    with pytest.raises(CorpusError, match=r"^a\.html is empty|is a web page without text"):
        read(b"<!-- -->", "a.html")


TAGS = st.sampled_from(["p", "div", "h2", "b", "a", "li", "td", "table", "tr", "nav", "span"])
PIECES = st.recursive(
    st.text("甲乙1，。 ", max_size=20),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=3)).map(
        lambda each: f"<{each[0]}>{''.join(each[1])}</{each[0]}>"
    ),
    max_leaves=12,
)


@given(st.lists(PIECES, max_size=4).map("".join))
def test_nothing_is_lost_and_all_spans_lie_in_the_text(inner: str):
    extract = report(inner)
    written = PROSE + inner + MORE
    for character in "甲乙":
        assert extract.text.count(character) == written.count(character)
    n_chars = len(extract.text)
    assert all(extract.text[e.start : e.end] == e.title for e in extract.headings)
    assert all(0 <= a < b <= n_chars for a, b in extract.dropped)
    for table in extract.tables:
        assert all(
            table.start <= a <= b <= table.end <= n_chars for row in table.rows for a, b in row
        )
