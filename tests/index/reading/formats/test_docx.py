"""index.reading.formats.docx: every paragraph as a person reads it, and nothing that they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import CorpusError
from index.reading.formats.docx import read
from tests.support.files.word_files import (
    STRICT,
    abstract_list,
    cell,
    docx,
    level,
    list_of,
    numbered,
    paragraph,
    row,
    run,
    style,
    table,
    zipped,
)

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract

BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>"


def word(*blocks: str, **others: str) -> Extract:
    return read(docx(*blocks, **others), "报告.docx")  # type: ignore[arg-type]  # parts are not given here


def text(*blocks: str, **others: str) -> str:
    return word(*blocks, **others).text


def inside(*inner: str) -> str:
    """The text of one paragraph."""
    return text(paragraph(*inner))


def box(words: str) -> str:
    return f"<w:txbxContent>{paragraph(words)}</w:txbxContent>"


def field(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{mark('begin')}{told}{run('旧', '')}{mark('separate')}{run(result)}{mark('end')}"


def cells(extract: Extract) -> list[list[list[str]]]:
    """The texts of the cells of all tables."""
    return [
        [[extract.text[start:end] for start, end in each] for each in of.rows]
        for of in extract.tables
    ]


class TestWhatAPersonReads:
    def test_a_paragraph_is_a_line(self):
        assert (
            text(paragraph("第一段。"), paragraph(""), paragraph("第二段。"))
            == "第一段。\n第二段。"
        )

    @pytest.mark.parametrize("tag", ["ins", "moveTo", "smartTag", "hyperlink", "fldSimple"])
    def test_what_only_wraps_text_is_read(self, tag: str):
        assert inside("增长", f"<w:{tag}>{run('6%')}</w:{tag}>", "左右") == "增长6%左右"

    @pytest.mark.parametrize("tag", ["del", "moveFrom"])
    def test_what_was_taken_out_is_not(self, tag: str):
        assert inside("增长", f"<w:{tag}>{run('5%')}</w:{tag}>", "6%") == "增长6%"

    def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next(self):
        deleted = paragraph("上半句，", properties="<w:rPr><w:del/></w:rPr>")
        assert text(deleted, paragraph("下半句。")) == "上半句，下半句。"

    def test_a_content_control_is_read_in_a_paragraph_and_around_some(self):
        control = "<w:sdt><w:sdtPr><w:tag/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
        assert inside(control.format(run("云溪")), "市") == "云溪市"
        assert text(control.format(paragraph("甲") + paragraph("乙"))) == "甲\n乙"

    def test_a_text_box_is_read_once_below_its_paragraph(self):
        both = (
            f"<w:r><mc:AlternateContent><mc:Choice>{box('框内')}</mc:Choice>"
            f"<mc:Fallback>{box('框内')}</mc:Fallback></mc:AlternateContent></w:r>"
        )
        assert inside("框外", both, "的话") == "框外的话\n框内"

    def test_notes_stand_below_with_their_marks_in_the_order_of_these(self):
        def mark(kind: str, identity: int) -> str:
            return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'

        def note(kind: str, identity: int, words: str) -> str:
            return f'<w:{kind} w:id="{identity}">{paragraph(words)}</w:{kind}>'

        assert (
            text(
                paragraph("绿道", mark("footnote", 2), "与茶园", mark("endnote", 1)),
                footnotes=note("footnote", 0, "分隔线") + note("footnote", 2, "慢行道路。"),
                endnotes=note("endnote", 1, "种茶的地方。"),
            )
            == "绿道[1]与茶园[2]\n[1]慢行道路。\n[2]种茶的地方。"
        )

    def test_of_a_field_the_result_is_read(self):
        assert inside("第", field("PAGE", "3"), "页") == "第3页"

    def test_of_fields_in_fields_the_inner_result_too(self):
        outer = field("IF 1 = 1", "是").replace(
            "<w:t xml:space='preserve'>是</w:t>", "<w:t>是</w:t>"
        )
        assert inside(outer, field("DATE", "今日")) == "是今日"

    @pytest.mark.parametrize(
        ("properties", "shown"),
        [("<w:vanish/>", ""), ('<w:vanish w:val="0"/>', "隐"), ('<w:vanish w:val="true"/>', "")],
    )
    def test_hidden_text_is_not_read(self, properties: str, shown: str):
        assert inside("明", run("隐", properties), "文") == f"明{shown}文"

    def test_of_ruby_the_base_is_read(self):
        ruby = f"<w:r><w:ruby><w:rt>{run('qú')}</w:rt><w:rubyBase>{run('衢')}</w:rubyBase></w:ruby></w:r>"
        assert inside(ruby, "州") == "衢州"

    @pytest.mark.parametrize(
        ("tag", "shown"),
        [
            ("<w:tab/>", "甲 乙"),
            ("<w:br/>", "甲\n乙"),
            ("<w:cr/>", "甲\n乙"),
            ('<w:br w:type="page"/>', "甲乙"),
            ("<w:noBreakHyphen/>", "甲-乙"),
            ("<w:softHyphen/>", "甲乙"),
            ('<w:sym w:font="宋体" w:char="25CF"/>', "甲●乙"),
            ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "甲乙"),
            ('<w:sym w:char="zz"/>', "甲乙"),
        ],
    )
    def test_characters_that_are_elements(self, tag: str, shown: str):
        assert inside("甲", f"<w:r>{tag}</w:r>", "乙") == shown

    def test_line_breaks_at_a_width_are_no_paragraphs(self):
        lines = (
            "过去一年，全县上下迎难而上，经济稳步回升，地区生产总值增长百分",
            "之六，规模以上工业增加值增长百分之七，固定资产投资增长百分之八，",
            "好于预期。",
            "一、工业",
            "新引进企业四十八家。",
        )
        pieces = "<w:r><w:br/></w:r>".join(map(run, lines))
        assert inside(pieces).split("\n") == ["".join(lines[:3]), *lines[3:]]

    def test_files_of_the_strict_form_are_read_alike(self):
        assert text(paragraph("甲"), namespace=STRICT) == "甲"

    def test_the_title_of_the_metadata_is_kept(self):
        assert word(paragraph("甲"), title="云溪市\n报告").title == "云溪市 报告"


class TestPages:
    def test_a_page_begins_where_word_rendered_its_end(self):
        extract = word(paragraph("一二三", BREAK, "四五"), paragraph("六"), paragraph(BREAK, "七"))
        assert extract.text == "一二三四五\n六\n七"
        assert extract.pages == (0, len("一二三"), len("一二三四五\n六\n"))

    def test_without_such_marks_no_page_is_told(self):
        assert word(paragraph("一")).pages == ()

    def test_a_page_may_begin_in_a_table(self):
        extract = word(
            paragraph("甲"), table(row("一", "二"), row(cell(paragraph(BREAK, "三")), "四"))
        )
        assert extract.pages == (0, len("甲\n一\t二\n"))


class TestHeadings:
    @pytest.mark.parametrize(
        ("name", "level_"),
        [
            ("heading 1", 1),
            ("Heading 3", 3),
            ("标题 2", 2),
            ("標題2", 2),
            ("Normal", 0),
            ("题注", 0),
        ],
    )
    def test_by_the_name_of_their_style(self, name: str, level_: int):
        extract = word(
            paragraph("工作回顾", properties='<w:pStyle w:val="a"/>'), styles=style("a", name=name)
        )
        assert [each.level for each in extract.headings] == ([level_] if level_ else [])

    def test_by_the_style_that_theirs_is_based_on(self):
        styles = style("a", based_on="b") + style("b", '<w:outlineLvl w:val="1"/>')
        (heading,) = word(
            paragraph("工作回顾", properties='<w:pStyle w:val="a"/>'), styles=styles
        ).headings
        assert (heading.level, heading.title, heading.start, heading.end) == (2, "工作回顾", 0, 4)

    def test_an_own_level_goes_before_that_of_the_style(self):
        body = '<w:pStyle w:val="a"/><w:outlineLvl w:val="9"/>'
        assert (
            word(paragraph("甲", properties=body), styles=style("a", name="heading 1")).headings
            == ()
        )

    def test_a_heading_has_its_automatic_number(self):
        (heading,) = word(
            paragraph(
                "工作回顾",
                properties='<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>',
            ),
            numbering=abstract_list(level(0, "chineseCounting", "%1、")) + list_of(),
        ).headings
        assert heading.title == "一、工作回顾"

    def test_a_list_of_a_style_numbers_its_paragraphs(self):
        numbers = '<w:numPr><w:numId w:val="1"/></w:numPr>'
        assert (
            text(
                *[paragraph("项", properties='<w:pStyle w:val="a"/>')] * 2,
                styles=style("a", numbers),
                numbering=abstract_list(level(0)) + list_of(),
            )
            == "1.项\n2.项"
        )

    def test_a_list_is_taken_off_by_its_number_nought(self):
        numbers = '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>'
        assert (
            text(
                paragraph("项", properties=numbers),
                styles=style("a", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
                numbering=abstract_list(level(0)) + list_of(),
            )
            == "项"
        )

    def test_paragraphs_of_two_levels(self):
        lists = (
            abstract_list(level(0, "chineseCounting", "%1、"), level(1, text="%1.%2")) + list_of()
        )
        assert text(
            numbered("甲"), numbered("乙", level=1), numbered("丙", level=1), numbered("丁"),
            numbered("戊", level=1), numbering=lists,
        ) == "一、甲\n一.1 乙\n一.2 丙\n二、丁\n二.1 戊"  # fmt: skip


class TestTables:
    def test_a_row_is_a_line_and_a_cell_a_span(self):
        extract = word(paragraph("表1"), table(row("指标", "增长"), row("工业", "6.2%")))
        assert extract.text == "表1\n指标\t增长\n工业\t6.2%"
        assert cells(extract) == [[["指标", "增长"], ["工业", "6.2%"]]]

    def test_a_cell_over_two_columns_stands_in_both(self):
        wide = cell("2030年", properties='<w:gridSpan w:val="2"/>')
        extract = word(table(row("指标", wide), row("工业", "80", "6.2%")))
        assert extract.text == "指标\t2030年\n工业\t80\t6.2%"
        assert cells(extract)[0][0] == ["指标", "2030年", "2030年"]

    def test_a_cell_over_two_rows_stands_in_both(self):
        top = cell("工业", properties='<w:vMerge w:val="restart"/>')
        below = cell("", properties="<w:vMerge/>")
        extract = word(table(row(top, "产值"), row(below, "利润")))
        assert extract.text == "工业\t产值\n利润"
        assert cells(extract) == [[["工业", "产值"], ["工业", "利润"]]]

    def test_a_table_in_a_cell_is_its_text(self):
        inner = table(row("一", "二"), row("三", "四"))
        extract = word(table(row("外", cell(inner, "末")), row("甲", "乙")))
        assert cells(extract) == [[["外", "一 二 三 四 末"], ["甲", "乙"]]]

    def test_a_frame_of_one_cell_a_row_holds_paragraphs(self):
        extract = word(table(row(cell("第一段。", "第二段。")), row("第三段。")))
        assert (extract.text, extract.tables) == ("第一段。\n第二段。\n第三段。", ())

    def test_deleted_rows_are_left_out(self):
        extract = word(table(row("甲", "1"), row("乙", "2", properties="<w:del/>"), row("丙", "3")))
        assert cells(extract) == [[["甲", "1"], ["丙", "3"]]]

    def test_rows_and_cells_in_controls_are_read(self):
        control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
        extract = word(table(row("甲", control.format(cell("1"))), control.format(row("乙", "2"))))
        assert cells(extract) == [[["甲", "1"], ["乙", "2"]]]


class TestWhatIsNoDocument:
    def test_a_zip_of_other_things(self):
        with pytest.raises(CorpusError, match=r"^a\.docx is a zip, but no Word file: unpack it"):
            read(zipped({"word/other.xml": "<a/>"}), "a.docx")

    def test_a_document_without_a_body(self):
        empty = docx(parts={"word/document.xml": "<a/>"})
        with pytest.raises(CorpusError, match=r"^a\.docx holds no document: save it again"):
            read(empty, "a.docx")

    def test_what_is_nested_too_deep_is_told(self):
        deep = "<w:sdt>" * 70 + paragraph("深处") + "</w:sdt>" * 70
        extract = word(paragraph("甲"), deep)
        assert extract.text == "甲"
        assert extract.warnings == ("what is nested more than 64 deep was left out",)


WORDS = st.text("甲乙丙1.6%，。 ", min_size=1, max_size=8)
PIECES = st.lists(st.one_of(WORDS, st.just(BREAK), st.just("<w:r><w:br/></w:r>")), max_size=4)
PARAGRAPHS = st.tuples(PIECES, st.sampled_from(["", '<w:outlineLvl w:val="0"/>'])).map(
    lambda each: paragraph(*each[0], properties=each[1])
)
TABLES = st.lists(
    st.lists(st.tuples(WORDS, st.integers(1, 3)), min_size=1, max_size=3), min_size=1, max_size=3
).map(
    lambda rows: table(
        *(
            row(*(cell(words, properties=f'<w:gridSpan w:val="{n}"/>') for words, n in each))
            for each in rows
        )
    )
)


@example([paragraph("1 ", BREAK, properties='<w:outlineLvl w:val="0"/>')])
@given(st.lists(st.one_of(PARAGRAPHS, TABLES), max_size=6))
def test_all_spans_lie_in_the_text(blocks: list[str]):
    extract = word(*blocks)
    n_chars = len(extract.text)
    assert all(extract.text[each.start : each.end] == each.title for each in extract.headings)
    assert list(extract.pages) == sorted(extract.pages)
    assert all(0 <= page <= n_chars for page in extract.pages)
    for of in extract.tables:
        spans = [span for each in of.rows for span in each]
        assert all(of.start <= start <= end <= of.end <= n_chars for start, end in spans)
        for each in of.rows:  # a row is a line, and its cells are all of it
            line = extract.text[each[0][0] : each[-1][1]]
            assert line.split("\t") == [extract.text[a:b] for a, b in dict.fromkeys(each)]
