"""The texts of a turn of the conversation: what can be done with it, and what it was asked within."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnWords:
    """The words of one language; names in braces are filled in with ``str.format``."""

    more: str
    more_of: str  # what the menu is called to who cannot see it
    export_table: str


SIMPLIFIED = TurnWords(
    more="更多",
    more_of="更多操作",
    export_table="导出表格",
)

TRADITIONAL = TurnWords(
    more="更多",
    more_of="更多操作",
    export_table="匯出表格",
)

ENGLISH = TurnWords(
    more="More",
    more_of="More to do with this answer",
    export_table="Export table",
)
