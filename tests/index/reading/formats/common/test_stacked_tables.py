"""index.reading.formats.common.text_tables: a table of a cell a line gets a row a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.reading.formats.common.text_tables import marked
from index.reading.formats.extract import Extract
from index.types import Heading

STACK = "表1 水果产量\n\n品种\n\n产量（吨）\n\n柑\n\n52.5\n\n李\n\n7"


def rows(extract: Extract) -> list[list[str]]:
    (table,) = extract.tables
    return [[extract.text[start:end] for start, end in row] for row in table.rows]


def test_a_row_is_a_line_and_nothing_but_white_space_changes():
    extract = marked(Extract(text=STACK))
    assert [line.split() for line in extract.text.split("\n") if line] == [
        ["表1", "水果产量"],
        ["品种", "产量（吨）"],
        ["柑", "52.5"],
        ["李", "7"],
    ]
    assert extract.text.split() == STACK.split()
    assert rows(extract) == [["品种", "产量（吨）"], ["柑", "52.5"], ["李", "7"]]


def test_offsets_stay():
    text = f"{STACK}\n\n全县果园3个。\n二、林业"
    at = text.index("二、林业")
    heading = Heading(level=1, title="二、林业", start=at, end=at + 4)
    extract = marked(Extract(text=text, headings=(heading,)))
    assert extract.text[at:] == "二、林业"
    assert extract.headings == (heading,)


def test_rows_that_are_lines_stay_as_they_are():
    text = "品种  产量\n柑  52.5\n李  7"
    assert marked(Extract(text=text)).text == text


@given(st.lists(st.sampled_from(["柑", "7", "表1 水果", "", "产量（吨）", "完了。", "甲\t3"])))
def test_no_text_is_lost(lines: list[str]):
    text = "\n".join(lines)
    extract = marked(Extract(text=text))
    assert (extract.text.split(), len(extract.text)) == (text.split(), len(text))
