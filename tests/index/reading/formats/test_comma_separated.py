"""index.reading.formats.comma_separated: tables of text, in any encoding, by any sign between cells."""

from __future__ import annotations

import pytest

from index.errors import CorpusError
from index.reading.formats.comma_separated import read

ROWS = [["指标", "总量", "增长"], ["工业", "80", "6.2%"], ["消费", "1310", "5.8%"]]


def cells(data: bytes) -> list[list[str]]:
    extract = read(data, "a.csv")
    (table,) = extract.tables
    return [[extract.text[a:b] for a, b in row] for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_any_encoding_and_any_delimiter(encoding: str, delimiter: str):
    text = "".join(f"{delimiter.join(row)}\r\n" for row in ROWS)
    assert cells(text.encode(encoding)) == ROWS


def test_cells_in_quotes_hold_delimiters_and_line_ends():
    text = '指标,说明\n工业,"增长6.2%,\n居全省第一"\n消费,"称""稳"""\n'
    assert cells(text.encode()) == [
        ["指标", "说明"], ["工业", "增长6.2%, 居全省第一"], ["消费", '称"稳"'],
    ]  # fmt: skip


def test_captions_and_notes_are_lines():
    text = "表1 主要指标,,\n" + "\n".join(map(",".join, ROWS)) + "\n注：初步核算。,,\n"
    extract = read(text.encode(), "a.csv")
    assert extract.text.split("\n")[0] == "表1 主要指标"
    assert extract.text.split("\n")[-1] == "注：初步核算。"
    assert len(extract.tables[0].rows) == 3


def test_a_list_of_one_column_is_lines():
    extract = read("第一段。\n第二段。\n".encode(), "a.csv")
    assert (extract.text, extract.tables) == ("第一段。\n第二段。", ())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b"a" * 200_000,
            r"^a\.csv is no table of cells \(field larger than .*: save it again as C",
        ),
        (b"", r"^a\.csv is empty"),
        (b"1," * 600_000, r"^a\.csv has more than 500,000 cells: split it"),
    ],
)
def test_what_is_no_table_is_told(data: bytes, told: str):
    with pytest.raises(CorpusError, match=told):
        read(data, "a.csv")
