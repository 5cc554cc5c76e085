"""index.reading.formats.markdown: the words of each block as a line, and its headings."""

from __future__ import annotations

import cProfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CorpusError
from index.reading.formats.extract import Extract
from index.reading.formats.markdown import read


def markdown(text: str) -> Extract:
    return read(text.encode(), "报告.md")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("第一段\n\n第二段", "第一段\n第二段"),
        ("新增**48家**企业,*同比*增长`6.2%`", "新增48家企业,同比增长6.2%"),
        ("[公报](http://example.org)与![图](a.png)", "公报与图"),
        ("- 绿道\n- 茶园", "绿道\n茶园"),
        ("* 一层\n  * 二层\n* 又一层", "一层\n二层\n又一层"),
        ("3. 丙\n4. 丁", "3. 丙\n4. 丁"),
        ("1) 甲\n2) 乙", "1) 甲\n2) 乙"),
        ("1. 甲\n\n   续甲\n2. 乙", "1. 甲\n续甲\n2. 乙"),
        ("> 引用的话", "引用的话"),
        ("```\n第一行\n\n第二行\n```", "第一行\n第二行"),
        ("    缩进的字", "缩进的字"),
        ("<div>\n说明\n</div>", "<div>\n说明\n</div>"),
        ("面积<br>12㎡", "面积<br>12㎡"),
        ("上行  \n下行", "上行\n下行"),
        ("上行\\\n下行", "上行\n下行"),
        ("上\n\n***\n\n下", "上\n下"),
        ("&lt;甲&gt; 2\\. \\*", "<甲> 2. *"),
        ("1.绿道:道路。", "1.绿道:道路。"),  # no list: no space behind the number
        ("上\r\n\r\n下", "上\n下"),
    ],
)
def test_markdown_gives_its_words_a_line_each_block(source: str, text: str):
    assert markdown(source) == Extract(text=text)


def test_a_table_gives_a_line_for_each_row():
    text = "| 指标 | 增长 |\n|---|---:|\n| 工业 | **6.2%** |\n| 消费 |  |\n"
    assert markdown(text).text == "指标\t增长\n工业\t6.2%\n消费\t"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("经济稳步\n回升", "经济稳步回升"),
        ("make it\nwork", "make it work"),
        ("推动AI\n发展", "推动AI发展"),
        ("推动\nAI发展", "推动AI发展"),
        ("增长\n**6.2**个点", "增长6.2个点"),
        ("make **it**\n**work**", "make it work"),
        ("make\n![it](a.png)\nwork", "make it work"),
    ],
)
def test_a_line_broken_inside_a_paragraph_is_joined(source: str, text: str):
    before = "全年各项工作取得了新的进展和明显的成效而且在很多方面走在了全省的前面"
    assert markdown(before + source).text == before + text


@pytest.mark.parametrize(
    "lines",
    [
        ("一、去年工作回顾", "全年新建公园三座。"),  # as short as a heading
        ("全年新建公园三座,修缮道路十二条,群众出行更加方便。", "全年植树九百棵。"),  # a full stop
        ("各位代表:", "现在,我代表县人民政府向大会报告工作。"),
    ],
)
def test_a_paragraph_a_line_needs_no_empty_line(lines: tuple[str, str]):
    assert markdown("\n".join(lines)).text.split("\n") == list(lines)


def test_markdown_headings_have_level_title_and_place():
    extract = markdown(
        "# 2024年云溪市政府工作报告\n\n正文\n\n## 一、**回顾** ##\n\n正文\n\n副题\n---\n\n###### 六级"
    )
    assert [(heading.level, heading.title) for heading in extract.headings] == [
        (1, "2024年云溪市政府工作报告"),
        (2, "一、回顾"),
        (2, "副题"),
        (6, "六级"),
    ]


@pytest.mark.parametrize("source", ["#\n\n正文", "##   \n\n正文", "\\# 正文", "#正文"])
def test_what_is_no_heading_is_none(source: str):
    extract = markdown(source)
    assert extract.headings == ()
    assert extract.text.endswith("正文")


BLOCKS = (
    "# 标题", "## 二、计划", "### a b", "副题\n---", "正文", "正文\n续行", "word\nword", "- 项", "1. 项", "> 引",
    "| a | b |\n|---|---|\n| 1 | 2 |", "```\nx\n\ny\n```", "<p>\nx\n</p>", "硬  \n换行", "## 硬\\\n换行", "***", "",
)  # fmt: skip


@given(st.lists(st.sampled_from(BLOCKS) | st.text(max_size=20)))
def test_markdown_headings_slice_back(blocks: list[str]):
    source = "\n\n".join(["正文", *blocks])
    try:
        extract = markdown(source)
    except CorpusError:  # a text with control characters is no text
        return
    at = 0
    for heading in extract.headings:
        assert at <= heading.start < heading.end
        assert extract.text[heading.start : heading.end] == heading.title
        assert 1 <= heading.level <= 6
        at = heading.end
    assert all(line.strip() for line in extract.text.split("\n"))


def test_a_figure_that_a_line_of_markdown_breaks_is_one():
    before = "全区地区生产总值预计同比增长百分之五左右一般公共预算收入达到20"
    assert read(f"{before}\n23亿元".encode(), "a.md").text == f"{before}23亿元"
    assert read(f"{before}.\n23亿元".encode(), "a.md").text == f"{before}.23亿元"


class TestBrackets:
    """What is read on to the end at each bracket grows out of hand."""

    @staticmethod
    def n_calls(text: str) -> int:
        profile = cProfile.Profile()
        profile.runcall(read, text.encode(), "报告.md")
        return sum(entry.callcount for entry in profile.getstats())

    @pytest.mark.parametrize("piece", ["[", "![", "[[]", "]", "[a](", "a\n["])
    def test_a_file_of_brackets_is_read_in_few_steps(self, piece: str):
        n_pieces = 3000
        assert self.n_calls(piece * n_pieces) < 60 * n_pieces * len(piece)

    def test_its_text_is_kept(self):
        assert read(("[" * 600).encode(), "报告.md").text == "[" * 600

    def test_links_of_other_blocks_are_read(self):
        text = f"{'[' * 600}\n\n见[名词解释](a.md)。"
        assert read(text.encode(), "报告.md").text.split("\n")[1] == "见名词解释。"
