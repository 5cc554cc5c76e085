"""index.reading.formats.extract_json: an extract goes through it as it was."""

from __future__ import annotations

import pytest

from index.reading.formats import extract_json
from index.reading.formats.extract import Extract
from index.table_types import Table
from index.types import Heading


@pytest.mark.parametrize(
    "extract",
    [
        Extract(text="一、回顾"),
        Extract(
            text="一、回顾\n甲\t1",
            headings=(Heading(level=1, title="一、回顾", start=0, end=4),),
            tables=(Table(start=5, end=8, rows=(((5, 6), (7, 8)),)),),
            pages=(0, 5),
            dropped=((0, 1),),
            title="题",
            warnings=("一行",),
        ),
    ],
)
def test_what_is_written_is_read(extract: Extract):
    assert extract_json.loads(extract_json.dumps(extract)) == extract
