"""index.published.table_rows: what a passage holds of a table, written and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.published.table_rows import from_line, to_line
from tests.support.tables.answers import long_table, table_passage

if TYPE_CHECKING:
    from index.types import Passage


@pytest.mark.parametrize("passage", [table_passage(), *long_table()])
def test_what_is_written_is_read(passage: Passage):
    line = to_line(passage.table)
    assert passage.table
    assert line.endswith("\n")
    assert line.count("\n") == 1
    assert from_line(line) == passage.table


def test_no_table_is_an_empty_line():
    assert to_line(None) == "\n"
    assert from_line("\n") is None
