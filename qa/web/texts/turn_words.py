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
    figures_reached_or_expected: str
    carried: str  # the same, which a follow-up that names none takes over
    carried_told: str  # the same, beside the filters, which hold of it what they did before
    years: str
    source_likely: str  # a passage of what only likely tells: never how well it matches
    source_near: str
    source_no_answer: str


SIMPLIFIED = TurnWords(
    more="更多",
    more_of="更多操作",
    export_table="导出表格",
    part="{period}部分",
    within="范围：{scope}",
    as_asked="按问题：{scope}",
    figures_reached_or_expected="{year}完成或预计",
    carried="追问时沿用：{scope}",
    carried_told="追问没有另说时，沿用上一问的{scope}；新的问题只按这里的选择。",
    years="{first}—{last}年",
    source_likely="最相关的一句，不是确定的答案",
    source_near="相近的段落",
    source_no_answer="相近，不足以作答",
)

TRADITIONAL = TurnWords(
    more="更多",
    more_of="更多操作",
    export_table="匯出表格",
    part="{period}部分",
    within="範圍：{scope}",
    as_asked="按問題：{scope}",
    figures_reached_or_expected="{year}完成或預計",
    carried="追問時沿用：{scope}",
    carried_told="追問沒有另說時，沿用上一問的{scope}；新的問題只按這裡的選擇。",
    years="{first}—{last}年",
    source_likely="最相關的一句，不是確定的答案",
    source_near="相近的段落",
    source_no_answer="相近，不足以作答",
)

ENGLISH = TurnWords(
    more="More",
    more_of="More to do with this answer",
    export_table="Export table",
    part="part: {period}",
    within="Within: {scope}",
    as_asked="As asked: {scope}",
    figures_reached_or_expected="{year} reached or expected",
    carried="kept for a follow-up: {scope}",
    carried_told="A follow-up that names no other keeps {scope} of the last question; a new question is asked by what is chosen here alone.",
    years="{first} to {last}",
    source_likely="The nearest sentence, not a certain answer",
    source_near="A near passage",
    source_no_answer="Near, but not enough to answer",
)
