"""What a report says is first as an answer: each sentence that says so of what it looks back on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.figure_forms import FIRST_PLACE
from index.language.lexicon import alternation
from index.language.place_names import without_names
from index.language.quantities import quantities
from index.language.units import Dimension
from index.types import Period
from qa.answering.gathered.outline import gathered, reports_asked
from qa.types import Citation
from qa.understanding import asked_rank
from qa.understanding.concepts import folded
from qa.understanding.work.outlines import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.types import Document, Passage, Sentence
    from qa.answering.gathered.sources import Sources
    from qa.types import Answer
    from qa.understanding.question import Question

_FIRST = rf"(?:{FIRST_PLACE}|第[1一](?:[名位])?)"
_WHICH = alternation("asks_list", "which", "what")
_THINGS = (
    rf"(?:(?:{alternation('indicator', 'doing_noun', 'listed_thing', 'work', 'no_thing')})|[领]域)"
)
_RANKED = rf"(?:{alternation('holds_rank', 'ranked')}|[在是排居列拿得了能])"
_AMONG = rf"(?:{alternation('compared_among', 'in_world')}|全[州盟旗县]|[国省市区县][里内])"
_ASKS = re.compile(
    rf"^(?:{alternation('relative_year', 'own_place')}|[有我们这])*(?:(?:{_WHICH})(?:的)?{_THINGS}?|[哪]一?[项个]{_THINGS})"
    rf"{_RANKED}*{_AMONG}?(?:的)?{_RANKED}*{_FIRST}[了的呢?。!\s]*$"
)
_IS_FIRST = re.compile(rf"{_FIRST}$")
_COMMAS = re.compile("[,;。:]")


def firsts(question: Question, asked: str, sources: Sources, top_k: int) -> Answer | None:
    """All that one report says is first; ``None`` where a question asks otherwise, or none is told to be.

    Args:
        question: the question as it was understood.
        asked: what was asked.
        sources: the reports that may answer.
        top_k: how many passages to show.
    """
    text = folded(question.text)
    if _ASKS.search(without_names(text, (each.name for each in question.asked_places))) is None:
        return None
    for document, passages in sources.read(reports_asked(question, Part.REVIEW, sources.reports)):
        told = tuple(_told(text, document, passages))
        if told:
            return gathered(question, asked, told, top_k)
    return None


def _told(asked: str, document: Document, passages: Sequence[Passage]) -> Iterator[Citation]:
    for passage in passages:
        for sentence in passage.sentences if passage.period is Period.REVIEW else ():
            if _says_first(asked, sentence):
                yield Citation(
                    document=document, passage=passage, start=sentence.start, end=sentence.end
                )


def _says_first(asked: str, sentence: Sentence) -> bool:
    """Whether a sentence says of anything that it is first among those who are asked about."""
    text = folded(sentence.text)
    for rank in quantities(text):
        if rank.dimension is Dimension.RANK and _IS_FIRST.search(rank.text):
            begin = max((m.end() for m in _COMMAS.finditer(text, 0, rank.start)), default=0)
            if asked_rank.is_at_level(asked, text[begin : rank.start]):
                return True
    return False
