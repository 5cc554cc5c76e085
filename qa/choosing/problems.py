"""What a report says is wrong: the sentences of a passage that own up to it.

A report says so in one paragraph at the end of what it looks back on: that it sees clearly which
difficulties there are, one after the other, and that they will be dealt with.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.numerals import TENS
from index.language.place_names import without
from index.types import Period
from qa import weights
from qa.choosing.evidence import Evidence
from qa.understanding.concepts import folded
from qa.understanding.wanted import WHEN

if TYPE_CHECKING:
    from index.types import About, Passage
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question

_MANY = 6  # complaints, from which on there are no more
_ASKS = re.compile(rf"{alternation('problem')}|\b(?:problem|difficult|shortcoming|challenge)\w*")
_IS_MENDED = re.compile(alternation("mends_problem"))
_OWNS_UP = re.compile(rf"(?:{alternation('owns_up')}).{{0,120}}?(?:{alternation('problem')}|矛盾)")
_CLOSES = re.compile(alternation("closes_problems"))
# What a question for all that a report owns up to is made of, beside the place and the year.
_WORDS = re.compile(
    rf"{_ASKS.pattern}|{WHEN.pattern}|"
    rf"{alternation('report', 'of_report_itself', 'own_place', 'owns_up', 'complains')}|"
    rf"{alternation('what', 'function', 'mentions', 'further', 'asks_list')}|"
    rf"[{TENS}\d]+[个条项点]|\d+年?|[\W_]|[有哪些的在是说讲提到中里还与和几都条个省市县区州]"
    r"|\b(?:what|which|are|does|do|the|did|main|report|government|admit|mention|of|in|its?|own|face[sd]?|there|list|name"
    r"|district|county|city|province|place|has|have|still|key|major|sees?|any|work|last|this|year|exists?|and|risks?|facing|remain)\b"
)
_COMPLAINS = re.compile(
    rf"{alternation('complains')}|不[高强足优快大实多全适深准够]|[偏较][弱低慢小少]"
)
# In log-odds, beside what enumerations weigh: a report owns up in one place.
_WEIGHTS = {**weights.LIST, "owns up": 4.0}
OWNED_UP = "owned up"
_OWNED_UP = {OWNED_UP: 12.0}  # log-odds: it is where a report says so, and nothing else does
_LEAD = re.compile("[:：]")
_NEXT = re.compile(rf"[{TENS}]+是")
_LEADING = 8  # characters in which what leads to complaints ends: 主要表现在：
_FEW = 2  # complaints, below which a passage owns up to nothing
_LEFT = 1  # characters of a question that may be left where it asks for nothing else


def asks_for_problems(question: str) -> bool:
    """Whether a folded question asks what is wrong, and not what was done about it."""
    return bool(_ASKS.search(question)) and not _IS_MENDED.search(question)


def owned_up(question: Question, about: About, passage: Passage) -> list[Evidence]:
    """What a passage owns up to, where all that is asked is what its report says is wrong."""
    if passage.period is not Period.REVIEW or not _asks_for_all(folded(question.text), about.place):
        return []
    span = _span(passage)
    if span is None or span[2] < _FEW:
        return []
    return [Evidence(start=span[0], end=span[1], features={OWNED_UP: 1.0}, weights=_OWNED_UP)]


@functools.lru_cache(maxsize=256)  # every candidate asks for that of its report
def _asks_for_all(asked: str, place: str) -> bool:
    """Whether a folded question speaks of nothing but what is wrong in a place's report.

    Of 养老方面有哪些困难 养老 is left.
    """
    left = without(asked, folded(place or " ").strip())
    return asks_for_problems(asked) and len(_WORDS.sub("", left)) <= _LEFT


def _span(passage: Passage) -> tuple[int, int, int] | None:
    """Where a passage says what is wrong, and how many complaints it makes there.

    From what it sees is wrong to what it will do about it; ``None`` where it only praises.
    """
    texts = [folded(sentence.text) for sentence in passage.sentences]
    counts = [len(_COMPLAINS.findall(text)) for text in texts]
    first = next((i for i, text in enumerate(texts) if _OWNS_UP.search(text)), None)
    if first is None or not any(counts[first:]):
        return None
    closing = (i for i in range(first + 1, len(texts)) if _CLOSES.match(texts[i]))
    stop = next(closing, len(texts))
    if stop == len(texts):  # it does not say what will be done about it: its last complaint ends it
        stop = 1 + max(i for i in range(first, stop) if counts[i])
        while stop < len(texts) and _NEXT.match(texts[stop]):
            stop += 1
    last = stop - 1
    sentence = passage.sentences[first]
    lead = _LEAD.search(sentence.text)
    start = sentence.start + (lead.end() if lead else 0)
    if first < last and (lead is None or lead.end() == len(sentence.text)):
        following = passage.sentences[first + 1]  # 面临不少困难。 leads to them
        further = _LEAD.search(following.text, 0, _LEADING)
        if lead or further or counts[first] <= 1 or _NEXT.match(following.text):
            start = following.start + (further.end() if further else 0)
    end = passage.sentences[last].end
    return (start, end, sum(counts[first : last + 1])) if start < end else None


def is_owned_up(passage: Passage, sentence: int) -> bool:
    """Whether a sentence of a passage, by its number, is one of those that own up to what is wrong."""
    span = _span(passage)
    told = passage.sentences[sentence]
    return span is not None and span[0] < told.end and told.start < span[1]


def problems(concepts: Concepts, passage: Passage) -> list[Evidence]:
    """The sentences that say what is wrong, as one answer; none where a passage only praises."""
    span = _span(passage)
    if span is None:
        return []
    start, end, n_complaints = span
    told = [each for each in passage.sentences if each.end > start and each.start < end]
    inside = concepts.in_text(folded("".join(each.text for each in told)))
    return [
        Evidence(
            start=start,
            end=end,
            features={
                "sentence": concepts.share(inside),
                "clause": concepts.share(inside),
                "list": 1.0,
                "owns up": 1.0,
                "items": min(_MANY, n_complaints) / _MANY,
            },
            weights=_WEIGHTS,
        )
    ]
