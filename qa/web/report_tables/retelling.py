"""What was read off a table, told in a visitor's language."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from qa.tables import answers, holders
from qa.tables.reading_off import read_off
from qa.types import REMARK

if TYPE_CHECKING:
    from qa.tables.values import Table
    from qa.tables.wording.wording import Wording
    from qa.types import Answer, OfTable


def retold(answer: Answer, table: Table | None, words: Wording) -> Answer:
    """An answer whose result and warnings are told in a language."""
    of_table = answer.of_table
    if of_table is None:
        return answer
    return dataclasses.replace(answer, of_table=_told(of_table, table, words))


def _told(of_table: OfTable, table: Table | None, words: Wording) -> OfTable:
    is_remark = of_table.wish == REMARK
    if is_remark and table is None:
        return dataclasses.replace(of_table, text=holders.told_in(of_table.lines, words))
    if table is None or table.across is None:
        return dataclasses.replace(of_table, text=words.offer)
    if is_remark:
        return answers.standing(table, table.across, words) or of_table
    return read_off(table, table.across, words)
