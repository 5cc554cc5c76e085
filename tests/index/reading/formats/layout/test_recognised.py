"""index.reading.formats.layout.recognised: what a machine read is laid out as what a PDF holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from index.reading.formats.layout.document import read
from index.types import RecognisedPage
from tests.support.files import scanned_pages
from tests.support.files.pdf_pages import LEFT, STEP, TOP, WIDTH, column, set_lines
from tests.support.files.scanned_pages import page_text

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract
    from index.reading.formats.recognition.page_text import PageText

FIRST = "过去一年，全县上下迎难而上，经济稳步回升，地区生产总值增长6.2%，规模以上工业增加值增长百分之七。"
SECOND = "我们坚持把发展经济的着力点放在实体经济上，新引进企业四十八家，技改投资增长百分之十二。"
PICTURE = scanned_pages.image()


def laid_out(*pages: PageText, data: bytes = b"") -> Extract:
    return read(data, "a.png", {page.number: page for page in pages})


def doubts(extract: Extract) -> list[str]:
    return [extract.text[start:end] for start, end in extract.doubtful]


def test_lines_become_paragraphs():
    page = page_text(column(set_lines([FIRST, SECOND])))
    extract = laid_out(page)
    assert extract.text.split("\n") == [FIRST, SECOND]
    assert extract.recognised == (
        RecognisedPage(number=1, confidence=page.confidence, lowest=page.lowest),
    )
    assert extract.pages == (0,)


def test_a_paragraph_goes_on_over_a_page_of_another_kind():
    lines = column(set_lines([FIRST, SECOND]))
    data = scanned_pages.pdf([lines[:1], PICTURE])
    rest = [(left, at + STEP, text) for left, at, text in lines[1:]]
    extract = laid_out(page_text(rest, number=2), data=data)
    assert extract.text.split("\n") == [FIRST, SECOND]
    assert extract.pages == (0, len(lines[0][2]))
    assert [page.number for page in extract.recognised] == [2]


def test_doubtful_digits_are_told_where_they_stand():
    extract = laid_out(page_text(column(set_lines([FIRST, SECOND])), doubts="62四，，家"))
    assert doubts(extract) == ["6", "2", "四"]  # no comma, no letter of a word
    at = extract.text.index("6.2%")
    assert extract.doubtful[0] == (at, at + 1)


def test_doubts_that_touch_are_one_and_are_told_in_tables_too():
    columns = (LEFT, 230, 400)
    cells = [("指标", "总量", "增长"), ("工业", "80", "6.2%"), ("消费", "1310", "5.8%")]
    texts = [
        (left, TOP - i * STEP, text)
        for i, row in enumerate(cells)
        for left, text in zip(columns, row, strict=True)
    ]
    extract = laid_out(page_text(texts, doubts="13"))
    assert extract.text.split("\n") == ["指标\t总量\t增长", "工业\t80\t6.2%", "消费\t1310\t5.8%"]
    assert doubts(extract) == ["131"] or doubts(extract) == ["13", "1"]
    (table,) = extract.tables
    assert [extract.text[a:b] for a, b in table.rows[2]] == ["消费", "1310", "5.8%"]


def test_two_columns_are_read_one_after_the_other():
    left = column(set_lines([FIRST * 2, SECOND * 2], width=13), left=40)
    right = column(set_lines([SECOND * 2, FIRST * 2], width=13), left=WIDTH / 2 + 20)
    extract = laid_out(page_text([*left, *right]))
    assert extract.text.split("\n") == [FIRST * 2, SECOND * 2, SECOND * 2, FIRST * 2]


def test_page_numbers_are_dropped_and_doubted_ones_too():
    pages = [
        page_text(
            [*column(set_lines([FIRST]), top=600), (290, 30, f"- {n} -")], number=n, doubts="123"
        )
        for n in (1, 2, 3)
    ]
    extract = laid_out(*pages)
    dropped = [extract.text[start:end] for start, end in extract.dropped]
    assert dropped == ["- 1 -", "- 2 -", "- 3 -"]


def test_what_the_file_has_as_text_stays_and_the_machine_adds_the_rest():
    stamp = [(LEFT, 60, "由某扫描软件生成的页面")]
    data = scanned_pages.pdf([(PICTURE, stamp, 0)])
    read_again = [*column(set_lines([FIRST])), (LEFT, 60, "由某扫描软件生成的页而")]
    extract = laid_out(page_text(read_again), data=data)
    assert extract.text.split("\n") == [FIRST, stamp[0][2]]


def test_hidden_text_is_marked_until_it_is_read_anew():
    hidden = column(set_lines([FIRST.replace("生", "主")]))
    data = scanned_pages.pdf([(PICTURE, hidden, 3)])
    before = laid_out(data=data)
    assert before.recognised == (RecognisedPage(number=1),)
    assert before.pictures == (1,)
    after = laid_out(page_text(column(set_lines([FIRST]))), data=data)
    assert after.text == FIRST
    assert (after.recognised[0].confidence, after.pictures) == (0.999, ())


def test_a_page_of_an_image_that_could_not_be_read_is_empty():
    page = page_text(column(set_lines([FIRST])), number=2)
    extract = laid_out(page)
    assert (extract.text, extract.pages, extract.pictures) == (FIRST, (0, 0), (1,))


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(0, 800), st.text("甲6.，a \0", min_size=1)),
        max_size=8,
    )
)
def test_whatever_is_read_doubts_are_spans_of_the_text(texts: list[tuple[int, int, str]]):
    page = page_text([each for each in texts if each[2].strip()], doubts="6.")
    extract = laid_out(page)
    assert all(0 <= a < b <= len(extract.text) for a, b in extract.doubtful)
    assert all(set(text) <= {"6", "."} for text in doubts(extract))
