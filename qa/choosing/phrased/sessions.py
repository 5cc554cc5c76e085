"""Which of those that are held again and again it was: 第十届茶业大会, where 茶业大会是第几届 is asked."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.numerals import TENS
from index.language.text import fold
from qa.choosing.evidence import PHRASED, Evidence
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from index.types import Passage
    from qa.understanding.question import Question

_WEIGHTS = {PHRASED: 12.0}  # log-odds: it says so of just what is asked about
_NTH = rf"(?:{alternation('asks_place_in_order')})[届次]"
_DID = r"(?:[是到办了过的]|举[办行])*"
_ASKS = re.compile(
    rf"^(?P<before>[^,?。]*?){_DID}{_NTH}[了的呢?。!\s]*$|{_NTH}的?(?P<after>[^,?。]{{3,}}?){_DID}[了呢?。!\s]*$"
)
_TOLD = re.compile(rf"(?P<nth>第[{TENS}\d]+[届次]|首届)[^,;。、]{{0,6}}?$")
_LEAD = re.compile(
    rf"^(?:{alternation('relative_year', 'own_place', 'please')}|\d{{4}}年|[的了,\s])+"
)
_OF_CONGRESS = re.compile("人[大]|代表大[会]|政[协]|会[议]$")  # which the head of a report tells
_SHORT = 3  # characters, below which nothing is a name


def sessions(question: Question, passage: Passage) -> list[Evidence]:
    """The ordinals in a passage that stand before the name of what is asked about; none where it asks else."""
    name = _name(folded(question.text))
    if not name:
        return []
    found = []
    for sentence in passage.sentences:
        text = fold(sentence.text)
        for named in re.finditer(re.escape(name), text.text):
            if told := _TOLD.search(text.text, 0, named.start()):
                start, end = text.original(*told.span("nth"))
                found.append((sentence.start + start, sentence.start + end))
    return [
        Evidence(start=start, end=end, features={PHRASED: 1.0}, weights=_WEIGHTS)
        for start, end in found
    ]


@functools.lru_cache(maxsize=256)  # every candidate asks for it
def _name(asked: str) -> str:
    """What a folded question asks the session of; empty where it asks for none, or for a congress's."""
    match = _ASKS.search(asked)
    if match is None:
        return ""
    name = _LEAD.sub("", match["before"] or match["after"] or "").strip('“”《》"')
    return "" if len(name) < _SHORT or _OF_CONGRESS.search(name) else name
