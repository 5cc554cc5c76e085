"""The figure itself, where a sentence tells first what it has passed: 突破800公里、达818公里."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Passage
    from qa.choosing.evidence import Evidence

_PASSED = re.compile(rf"(?:{alternation('passes')})了?$")
_MORE = "超逾"  # what a figure begins with that tells no more than what it has passed
_COMES_TO = re.compile(r"[、,，]已?达到?了?")


def exactly(passage: Passage, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Figures, best first, with what the best of them has come to in its place, if that is told right after it."""
    found = [*evidence]
    if not found:
        return found
    best, at = found[0], passage.start
    text = passage.text[: best.end - at]
    lead = _COMES_TO.match(passage.text, len(text))
    is_bound = text[best.start - at] in _MORE or _PASSED.search(text, 0, best.start - at)
    if best.measure is None or lead is None or not is_bound:
        return found
    unit = best.measure.quantity.unit
    for each in found[1:]:
        is_next = each.start == lead.end() + at
        if (
            is_next
            and each.fact is not None
            and each.measure
            and each.measure.quantity.unit == unit
        ):
            told = dataclasses.replace(
                best, start=each.start, end=each.end, measure=each.measure, fact=each.fact
            )
            return [told, *(other for other in found[1:] if other is not each)]
    return found
