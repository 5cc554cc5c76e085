"""Ranks that a question holds reports to, as their own texts state them: 居全国首位, 排全国第三."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from index.language import numerals
from index.language.figure_forms import FIRST_PLACE, QUARTER
from index.language.lexicon import alternation, words
from index.language.text import fold
from qa.understanding.across.conditions import Condition, Relation

UNIT = "位"
_HOLDS = rf"(?:{alternation('holds_rank')}|[为是])?"
_N = rf"[\d{numerals.TENS}]+"
_IN_A_ROW = rf"(?P<row>(?:{alternation('in_a_row')})[\d{numerals.ALL}]+(?:年|个?(?:{QUARTER}|月)))(?:都|均)?"
_STATED = re.compile(
    rf"(?:{_IN_A_ROW})?{_HOLDS}在?(?P<among>{alternation('whole_country')})的?(?:{alternation('rank_noun')})?{_HOLDS}"
    rf"(?:第(?P<n>{_N})[名位]?|前(?P<most>{_N})[名位]?|(?P<first>{FIRST_PLACE}|之首))"
)


_AGAINST = re.compile(
    rf"(?:{alternation('beyond', 'less_than', 'more_than')}|[超低])了?(?:{alternation('whole_country')})(?!前)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRank:
    """A rank in a folded question, at ``span``, and how each report is asked for its own."""

    condition: Condition
    span: tuple[int, int]
    asked: str


def find(text: str) -> StatedRank | None:
    """The rank that a folded text holds reports to; ``None`` where it names none, or asks for one."""
    found = _STATED.search(text)
    if found is None:
        return None
    written = found["n"] or found["most"]
    rank = _value(written) if written else Decimal(1)
    if rank is None:
        return None
    condition = Condition(
        relation=Relation.AT_MOST if found["most"] else Relation.EQUAL,
        bound=rank,
        unit=UNIT,
        text=found[0],
        said=found["row"] or "",
    )
    asked = f"在{found['among']}{words('place_among')[0]}"
    return StatedRank(condition=condition, span=found.span(), asked=asked)


def is_held_against_country(question: str) -> bool:
    """Whether each report is asked for what it says of itself against the whole country: 增速高于全国."""
    return _AGAINST.search(fold(question).text) is not None


def _value(written: str) -> Decimal | None:
    return Decimal(written) if written.isdecimal() else numerals.value(written)
