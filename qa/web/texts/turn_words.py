"""The texts of a turn of the conversation: what can be done with it, and what it was asked within."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnWords:
    """The words of one language; names in braces are filled in with ``str.format``."""

    more: str
    more_of: str  # what the menu is called to who cannot see it
    export_table: str
    part: str  # of a report: what an answer that is no figure stands in
    within: str  # what was chosen to search in
    as_asked: str  # what the question itself says of place and time
    as_asked_before: str  # the same, of the question that has been answered
    years: str


SIMPLIFIED = TurnWords(
    more="更多",
    more_of="更多操作",
    export_table="导出表格",
    part="{period}部分",
    within="范围：{scope}",
    as_asked="按问题：{scope}",
    as_asked_before="上一问：{scope}",
    years="{first}—{last}年",
)

TRADITIONAL = TurnWords(
    more="更多",
    more_of="更多操作",
    export_table="匯出表格",
    part="{period}部分",
    within="範圍：{scope}",
    as_asked="按問題：{scope}",
    as_asked_before="上一問：{scope}",
    years="{first}—{last}年",
)

ENGLISH = TurnWords(
    more="More",
    more_of="More to do with this answer",
    export_table="Export table",
    part="part: {period}",
    within="Within: {scope}",
    as_asked="As asked: {scope}",
    as_asked_before="last asked: {scope}",
    years="{first} to {last}",
)
