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
    from qa.types import Answer


def retold(answer: Answer, table: Table | None, words: Wording) -> Answer:
    """An answer whose result and warnings are told in a language."""
    if answer.of_table is None:
        return answer
    if table is None and answer.of_table.wish == REMARK:
        lines = answer.of_table.lines
        told = dataclasses.replace(answer.of_table, text=holders.told_in(lines, words))
    elif table is None or table.across is None:
        told = dataclasses.replace(answer.of_table, text=words.offer)
    elif answer.of_table.wish == REMARK:
        told = answers.standing(table, table.across, words) or answer.of_table
    else:
        told = read_off(table, table.across, words)
    return dataclasses.replace(answer, of_table=told)
