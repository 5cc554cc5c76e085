"""How a question asks: why, who, where. What looks as if it told does so more or less often by that."""

from __future__ import annotations

import re

from index.language.lexicon import alternation
from qa.choosing.problems import asks_for_problems
from qa.understanding import reasons, reckoning
from qa.understanding.wanted import WHEN

_WHAT = alternation("what")
_WHO = re.compile(rf"{alternation('asks_person')}|[何]人|(?:{_WHAT})人|\bwho(?:se|m)?\b")
_WHERE = re.compile(
    rf"哪[里儿边]|哪[?。!]*$|哪个?[国省市区县镇乡村街城园馆路港校]|[何]处|"
    rf"(?:{_WHAT})(?:{alternation('places_any')})|\bwhere\b"
)
_WHICH = re.compile(r"哪(?![里儿边位年月天怕])|\bwhich\b")
_HOW = re.compile(
    rf"{alternation('how_is_it', 'how_to')}|[咋]|\bhow (?!many|much|long|large|big|high|far|old|fast)"
)
_HOW_FAR = re.compile(
    r"了没|了吗|没[有]?[?。!]*$|样了|到哪[一]?[步了]|进[展]|\b(?:yet|status|progress)\b"
)
_MOST = re.compile(
    rf"最|第[几一]|{alternation('rank_noun')}|\b(?:most|largest|highest|first|rank\w*)\b"
)


def ways(folded: str) -> frozenset[str]:
    """The ways in which a folded question asks, by the names of their features."""
    found = {
        "asks why": reasons.asks(folded),
        "asks who": _WHO.search(folded),
        "asks where": _WHERE.search(folded),
        "asks when": WHEN.search(folded),
        "asks which": _WHICH.search(folded),
        "asks how": _HOW.search(folded),
        "asks how far": _HOW_FAR.search(folded),
        "asks which is more": reckoning.sides(folded) or reckoning.compares(folded),
        "asks the most": _MOST.search(folded),
        "asks what is wrong": asks_for_problems(folded),
    }
    return frozenset(name for name, has in found.items() if has)
