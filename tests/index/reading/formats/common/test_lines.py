"""index.reading.formats.common.lines: lines as they are added, with the offsets of what is in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CorpusError
from index.reading.formats.common.lines import MAX_CELLS, Cell, Lines, Row


def row(*texts: str) -> Row:
    return Row(cells=tuple(Cell(text=text) for text in texts))


def test_an_empty_paragraph_is_no_line_and_a_line_break_begins_one():
    lines = Lines("a")
    for text in ("甲", "", " \n ", " 乙\n丙 "):
        lines.add(text)
    assert lines.text() == "甲\n乙\n丙"


def test_what_is_begun_stands_before_the_next_line_alone():
    lines = Lines("a")
    lines.begin("[1]")
    lines.add(" ")
    lines.add("注\n解")
    assert lines.text() == "[1]注\n解"


def test_a_heading_is_its_line():
    lines = Lines("a")
    lines.add("甲")
    lines.add(" 一、\0回顾 ", level=2)
    (heading,) = lines.extract().headings
    assert (heading.level, heading.title, heading.start, heading.end) == (2, "一、回顾", 2, 6)


def test_pages_begin_where_their_mark_stood():
    lines = Lines("a")
    for text in ("甲乙", "丙\0丁", "\0", "\0戊", "\0"):
        lines.add(text)
    assert lines.text() == "甲乙\n丙丁\n戊"
    assert lines.extract().pages == (0, 4, 6, 6)  # a page without text, and one after the text
    assert lines.n_pages == 4


def test_lines_of_one_page_tell_it_where_they_are_asked_to():
    lines = Lines("a")
    lines.add("甲")
    assert (lines.extract().pages, lines.extract(has_pages=True).pages) == ((), (0,))


def test_a_cell_that_goes_on_is_the_one_above():
    lines = Lines("a")
    lines.add_table(
        [
            Row(cells=(Cell(text="甲"), Cell(text="乙", n_columns=2))),
            Row(cells=(Cell(text="", goes_on=True), Cell(text="丙"), Cell(text="丁"))),
        ]
    )
    (table,) = lines.extract().tables
    assert lines.text() == "甲\t乙\n丙\t丁"
    assert table.rows == (((0, 1), (2, 3), (2, 3)), ((0, 1), (4, 5), (6, 7)))


def test_rows_of_nothing_are_left_out_and_one_column_is_no_table():
    lines = Lines("a")
    lines.add_table([row("甲"), row(""), row("乙")])
    assert (lines.text(), lines.extract().tables) == ("甲\n乙", ())


def test_what_is_dropped_is_told_and_warnings_once():
    lines = Lines("a")
    lines.add("甲")
    lines.drop("第 1 页")
    lines.warn("w")
    lines.warn("w")
    assert (lines.extract().dropped, lines.extract().warnings) == (((2, 7),), ("w",))


@pytest.mark.parametrize(("n_columns", "n_rows"), [(1000, 501), (MAX_CELLS + 1, 1)])
def test_too_many_cells_are_told(n_columns: int, n_rows: int):
    wide = Row(cells=(Cell(text="甲", n_columns=n_columns),))
    with pytest.raises(CorpusError, match=r"^a has more than 500,000 cells: split it into smaller"):
        Lines("a").add_table([wide] * n_rows)


CELLS = st.builds(
    Cell,
    text=st.text("甲1 ", max_size=3),
    n_columns=st.integers(0, 3),
    goes_on=st.booleans(),
    n_pages=st.integers(0, 2),
)
ROWS = st.lists(CELLS, min_size=1, max_size=4).map(lambda cells: Row(cells=tuple(cells)))
STEPS = st.one_of(
    st.tuples(st.just("add"), st.text("甲乙 \n\0", max_size=6)),
    st.tuples(st.just("drop"), st.text("丙", min_size=1, max_size=3)),
    st.tuples(st.just("add_table"), st.lists(ROWS, max_size=3)),
)


@given(st.lists(STEPS, max_size=8))
def test_all_spans_lie_in_the_text_and_in_order(steps: list[tuple[str, object]]):
    lines = Lines("a")
    for name, argument in steps:
        getattr(lines, name)(argument)
    extract = lines.extract()
    n_chars = len(extract.text)
    assert "\0" not in extract.text
    assert list(extract.pages) == sorted(extract.pages)
    assert all(0 <= page <= n_chars for page in extract.pages)
    assert all(set(extract.text[a:b]) == {"丙"} for a, b in extract.dropped)
    for table in extract.tables:
        assert 0 <= table.start <= table.end <= n_chars
        assert all(table.start <= a <= b <= table.end for each in table.rows for a, b in each)
