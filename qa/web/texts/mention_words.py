"""The words around a count of a phrase, in each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionWords:
    """The words of one language; names in braces are filled in with ``str.format``."""

    told: str
    none: str
    times: str
    also_at: str
    more_reports: str
    silent: str
    exact: str
    beside: str  # what the pane of sources says


SIMPLIFIED = MentionWords(
    told="{reports} 份报告中，{mentioning} 份提到“{phrase}”，共 {times} 处。",
    none="{reports} 份报告都没有提到“{phrase}”。",
    times="{n} 处",
    also_at="另见",
    more_reports="其余 {n} 份",
    silent="没有提到的 {n} 份报告",
    exact="按字面逐份查找，近义的说法不算。",
    beside="点段号，就打开报告里的那一段。",
)
TRADITIONAL = MentionWords(
    told="{reports} 份報告中，{mentioning} 份提到「{phrase}」，共 {times} 處。",
    none="{reports} 份報告都沒有提到「{phrase}」。",
    times="{n} 處",
    also_at="另見",
    more_reports="其餘 {n} 份",
    silent="沒有提到的 {n} 份報告",
    exact="按字面逐份查找，近義的說法不算。",
    beside="點段號，就打開報告裡的那一段。",
)
ENGLISH = MentionWords(
    told="Reports: {reports}. Of these, {mentioning} say “{phrase}”, in {times} places.",
    none="Reports: {reports}. None of them says “{phrase}”.",
    times="places: {n}",
    also_at="also in",
    more_reports="Other reports: {n}",
    silent="Reports without it: {n}",
    exact="The very words are counted, in every text; other words for the same are not.",
    beside="A paragraph’s number opens the report there.",
)
