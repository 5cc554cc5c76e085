"""index.reading.formats.layout.document: a PDF's paragraphs, tables and pages, without furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import CorpusError
from index.reading.formats.layout.document import read
from tests.support.files.pdf_pages import (
    LEFT,
    N_COLUMNS,
    SIZE,
    STEP,
    TOP,
    WIDTH,
    Text,
    column,
    pdf,
    set_lines,
)

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract

FIRST = "过去一年，全县上下迎难而上，经济稳步回升，地区生产总值增长百分之六，规模以上工业增加值增长百分之七。"
SECOND = "我们坚持把发展经济的着力点放在实体经济上，新引进企业四十八家，技改投资增长百分之十二。"
THIRD = "新建绿道三十一公里，新增就业一万二千人，城乡面貌明显改善，群众生活持续改善，平安建设扎实推进，社会大局和谐稳定。"
BODY = [FIRST, SECOND, THIRD]


def extract(*pages: list[Text], size: int = SIZE) -> Extract:
    return read(pdf(pages, size), "报告.pdf")


def lines(*pages: list[Text]) -> list[str]:
    return extract(*pages).text.split("\n")


@pytest.mark.parametrize("indent", [2, 0])
def test_lines_are_joined_to_paragraphs(indent: int):
    assert lines(column(set_lines(BODY, indent=indent))) == BODY


def test_a_heading_stands_alone_before_and_after_full_lines():
    page = column(set_lines([FIRST, "二、二〇三〇年工作安排", SECOND]))
    assert lines(page) == [FIRST, "二、二〇三〇年工作安排", SECOND]


def test_a_paragraph_goes_on_over_a_pages_end():
    whole = set_lines(BODY)
    extracted = extract(column(whole[:3]), column(whole[3:]))
    assert extracted.text.split("\n") == BODY
    assert extracted.pages == (0, extracted.text.index(whole[3][1]))


def test_a_page_without_text_is_counted():
    extracted = extract(column(set_lines([FIRST])), [], column(set_lines([SECOND])))
    assert extracted.pages == (0, len(FIRST) + 1, len(FIRST) + 1)


def test_one_page_is_a_page_too():
    assert extract(column(set_lines(BODY))).pages == (0,)


def test_page_numbers_and_running_heads_are_put_after_the_text_and_dropped():
    def framed(n: int, paragraph: str) -> list[Text]:
        head = (LEFT, 800, "云溪县政府工作报告")
        return [head, *column(set_lines([paragraph])), (WIDTH / 2, 40, f"— {n} —")]

    extracted = extract(*(framed(n, paragraph) for n, paragraph in enumerate(BODY, 1)))
    told = [extracted.text[start:end] for start, end in extracted.dropped]
    assert sorted(told) == ["—1—", "—2—", "—3—", "云溪县政府工作报告"]
    assert extracted.text.split("\n")[:3] == BODY


def test_a_bare_number_in_the_middle_of_a_page_is_kept():
    page = column([*set_lines([FIRST]), (0, "1234"), *set_lines([SECOND])])
    assert "1234" in lines(page)


def test_two_columns_are_read_one_after_the_other():
    narrow = 12
    left = set_lines([FIRST, SECOND], width=narrow)
    right = set_lines([THIRD, FIRST], width=narrow)
    page = [*column(left), *column(right, left=LEFT + (narrow + 2) * SIZE)]
    assert lines(page) == [FIRST, SECOND, THIRD, FIRST]


def test_a_table_is_one():
    columns = (LEFT, LEFT + 160, LEFT + 300)
    of = [["指标", "总量", "增长"], ["工业", "80", "6.2%"], ["消费", "1310", "5.8%"]]
    rows = [
        (left, 560 - i * STEP, text)
        for i, cells in enumerate(of)
        for left, text in zip(columns, cells, strict=True)
    ]
    extracted = extract([*column(set_lines([FIRST])), *rows])
    (table,) = extracted.tables
    assert [[extracted.text[a:b] for a, b in row] for row in table.rows] == of
    assert extracted.text.split("\n") == [
        FIRST,
        "指标\t总量\t增长",
        "工业\t80\t6.2%",
        "消费\t1310\t5.8%",
    ]


def test_lines_below_a_number_that_hang_are_its_paragraph():
    item = "1．新建绿道三十一公里，新增就业一万二千人，城乡面貌明显改善，群众生活持"
    page = column([(0, item[:N_COLUMNS]), (2, item[N_COLUMNS:] + "续改善。"), *set_lines([SECOND])])
    assert lines(page) == [item + "续改善。", SECOND]


def test_a_heading_that_does_not_reach_the_edge_is_no_part_of_what_is_set_in_below():
    heading = "一、照顾好每一个家庭，让老有所养幼有所育"
    page = column([(0, heading), *set_lines([FIRST, SECOND])])
    assert lines(page) == [heading, FIRST, SECOND]


def test_a_heading_that_nearly_reaches_the_edge_is_none_either():
    heading = "二、守护好每一个家园，让街巷安宁百姓安心万家灯火"
    page = column([(0, heading), *set_lines([FIRST, SECOND])])
    assert lines(page) == [heading, FIRST, SECOND]


@pytest.mark.parametrize("figure", ["6.3%，", "31.5万亩，", "(119)年，", "4.8%。"])
def test_a_line_that_begins_with_a_figure_goes_on(figure: str):
    whole = FIRST[: N_COLUMNS - 2] + figure + SECOND
    page = column([(2, FIRST[: N_COLUMNS - 2]), *set_lines([figure + SECOND], indent=0)])
    assert lines(page) == [whole]


def test_a_centred_heading_is_no_part_of_what_follows():
    page = column([*set_lines([FIRST]), (7, "九、文化旅游、卫生健康和体育"), *set_lines([SECOND])])
    assert lines(page) == [FIRST, "九、文化旅游、卫生健康和体育", SECOND]


def test_a_unit_at_the_right_edge_is_no_part_of_what_follows():
    page = column([*set_lines([FIRST]), (N_COLUMNS - 5, "单位：万吨"), *set_lines([SECOND])])
    assert lines(page) == [FIRST, "单位：万吨", SECOND]


def test_a_larger_title_is_no_part_of_what_follows():
    page = [(LEFT + 100, TOP + 40, "政　府　工　作　报　告"), *column(set_lines(BODY))]
    assert lines(page) == ["政府工作报告", *BODY]


def test_words_of_latin_letters_are_parted():
    assert lines([(LEFT, TOP, "The county built 31 km.")]) == ["The county built 31 km."]


def test_what_is_no_pdf_is_told():
    with pytest.raises(CorpusError, match=r"^a\.pdf is a PDF that is broken or not whole: fetch"):
        read(b"%PDF-1.4 and no more", "a.pdf")


WORDS = st.tuples(st.integers(0, 500), st.text("甲乙1.2a，。", min_size=1, max_size=20))
# Each at a height of its own: the same text twice in one place is one that is set in bold.
PAGES = st.lists(WORDS, max_size=8).map(
    lambda each: [(left, 800 - 90 * i, words) for i, (left, words) in enumerate(each)]
)


@settings(max_examples=40)
@given(st.lists(PAGES, min_size=1, max_size=4))
def test_nothing_is_lost_wherever_it_stands(pages: list[list[Text]]):
    extracted = extract(*pages)
    n_chars = len(extracted.text)
    assert all(0 <= a <= b <= n_chars for a, b in extracted.dropped)
    assert list(extracted.pages) == sorted(extracted.pages)
    assert all(0 <= page <= n_chars for page in extracted.pages)
    for table in extracted.tables:
        assert all(
            table.start <= a <= b <= table.end <= n_chars for row in table.rows for a, b in row
        )
    dropped = {extracted.text[a:b] for a, b in extracted.dropped}
    written = "".join(text for page in pages for _, _, text in page)
    for character in "甲乙a":  # repeated furniture is told once
        n = extracted.text.count(character)
        assert n == written.count(character) or (dropped and n <= written.count(character))
