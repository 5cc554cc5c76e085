"""How much for each of something is asked: 人均GDP, 单位GDP能耗; neither GDP nor an income is that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from qa.choosing import phrases
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from qa.choosing.evidence import Evidence
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question

_AMONG = re.compile(rf"(?<=..)在(?:{alternation('whole_country')}).*$")
_TO, _OF_TWO = "比", re.compile(r"\d\s*[:：\u2236]\s*\d")
_OF_EACH = word_set("of_bearer") - word_set("ratio")
_AT_START = alternation("ratio_at_start")
# 城乡居民收入比: how much one has to another; a share of all (占比) and a change (同比) are none.
_BETWEEN = re.compile(
    rf"(?P<both>[^\W\d_]{{2}}(?<![占同环对])比)(?:[是为])?(?:{alternation('how_many')})?[?。!]*$"
)
_ASKED = re.compile(rf"(?P<each>{alternation('ratio')})|(?:^|(?<=[年的]))(?:{_AT_START})(?=.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """What a measure has to name: ``each``, a pattern of what it is divided by, and one of ``words``."""

    each: str
    words: frozenset[str]

    def is_in(self, measure: str) -> bool:
        """Whether a folded measure is such a ratio."""
        return re.search(self.each, measure) is not None and any(
            word in measure for word in self.words
        )


def told_by(measure: str, evidence: Evidence) -> str:
    """What a figure's folded measure and its own form name: 2.31:1 is a 收入比, though 收入 is named alone."""
    is_ratio = evidence.fact is not None and _OF_TWO.search(evidence.fact.text) is not None
    return measure + _TO if is_ratio else measure


def asked(question: Question, concepts: Concepts) -> Ratio | None:
    """The ratio that a question asks for; ``None`` where it asks for none.

    What those who live somewhere have is told of each in any case: 居民人均可支配收入 is their 收入.
    """
    text = _AMONG.sub("", folded(question.subject))
    if between := _BETWEEN.search(text):
        return Ratio(each=between["both"], words=frozenset({between["both"]}))
    found = None if any(word in text for word in _OF_EACH) else _ASKED.search(text)
    if found is not None and found[0] in word_set("made"):  # 单产 is one itself
        return Ratio(each=found[0], words=frozenset({found[0]}))
    nouns = [each.term for each in phrases.nouns(text[found.start() :])] if found else []
    if found is None or not nouns:
        return None
    head = nouns[-1].removeprefix(found[0]) or nouns[-1]
    same = (each.words for each in concepts if any(head.endswith(word) for word in each.words))
    words = frozenset(word for of_one in same for word in of_one)
    return Ratio(each=found["each"] or _AT_START, words=words or frozenset({head}))
