"""qa.plurals: one report, and any other number of reports."""

from __future__ import annotations

import pytest

from qa.plurals import counted


@pytest.mark.parametrize(
    ("n", "words"), [(0, "0 reports"), (1, "1 report"), (2, "2 reports"), (11, "11 reports")]
)
def test_counts_as_people_write_them(n: int, words: str):
    assert counted(n, "report") == words
