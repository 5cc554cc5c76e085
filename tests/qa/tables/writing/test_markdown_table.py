"""qa.tables.writing.markdown_table: tables with footnotes that quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.tables.writing.markdown_table import markdown, text_of

if TYPE_CHECKING:
    from qa import Engine


def test_each_figure_has_a_footnote(neighbours: Engine):
    lines = list(markdown(neighbours.table("各县2030年粮食产量")))
    assert "| 白沙县 | 31万吨[^2] |" in lines or any("31万吨[^" in each for each in lines)
    notes = [each for each in lines if each.startswith("[^")]
    assert len(notes) == 4
    assert all("政府工作报告》第" in each for each in notes)
    assert "| 青田县 | 未写明 |" in lines


def test_text_is_no_markup():
    assert text_of("a|b <i>*c*\n# d") == r"a\|b \<i\>\*c\* \# d"
