"""What a report says is wrong: the sentences of a passage that own up to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from qa import weights
from qa.choosing.evidence import Evidence
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from index.types import Passage
    from qa.understanding.concepts import Concepts

_MANY = 6  # complaints, from which on there are no more
_ASKS = re.compile(alternation("problem"))
_IS_MENDED = re.compile(alternation("mends_problem"))
_OWNS_UP = re.compile(rf"(?:{alternation('owns_up')}).{{0,60}}?(?:{alternation('problem')})")
_COMPLAINS = re.compile(
    rf"{alternation('complains')}|不[高强足优快大实多全适深准够]|[偏较][弱低慢小少]"
)
# In log-odds, beside what enumerations weigh: a report owns up in one place.
_WEIGHTS = {**weights.LIST, "owns up": 4.0}
_LEAD = re.compile("[:：]")


def asks_for_problems(question: str) -> bool:
    """Whether a folded question asks what is wrong, and not what was done about it."""
    return bool(_ASKS.search(question)) and not _IS_MENDED.search(question)


def problems(concepts: Concepts, passage: Passage) -> list[Evidence]:
    """The sentences that say what is wrong, as one answer; none where a passage only praises."""
    texts = [folded(sentence.text) for sentence in passage.sentences]
    counts = [len(_COMPLAINS.findall(text)) for text in texts]
    owning = [bool(_OWNS_UP.search(text)) for text in texts]
    first = next((i for i, owns in enumerate(owning) if owns), None)
    if first is None or not any(counts[first:]):
        return []
    last = max(i for i in range(first, len(texts)) if counts[i])
    sentence = passage.sentences[first]
    lead = _LEAD.search(sentence.text)
    start = sentence.start + (lead.end() if lead else 0)
    if lead is None and counts[first] == 0 and first < last:  # 面临不少困难。 leads to them
        start = passage.sentences[first + 1].start
    end = passage.sentences[last].end
    if start >= end:
        return []
    inside = concepts.in_text("".join(texts[first : last + 1]))
    return [
        Evidence(
            start=start,
            end=end,
            features={
                "sentence": concepts.share(inside),
                "clause": concepts.share(inside),
                "list": 1.0,
                "owns up": 1.0,
                "items": min(_MANY, sum(counts[first : last + 1])) / _MANY,
            },
            weights=_WEIGHTS,
        )
    ]
