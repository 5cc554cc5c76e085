"""What is told of something beside what is asked: no sentence that likely tells, however many words it shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import word_lists
from index.language.lexicon import alternation
from qa.answering.forms import absent
from qa.answering.forms.contrary import is_of_another_holder
from qa.choosing.evidence import PHRASED
from qa.choosing.phrased import ranks
from qa.kinds import Kind
from qa.understanding.concepts import Concepts, folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question

_OFFICES = "|".join(word_lists.members("qa.understanding.names", "persons.txt")["office"])
_WHO = alternation("asks_person")
# 书记是谁, 谁是副区长: not 区长表扬了谁.
_ASKS_OFFICE = re.compile(
    rf"(?P<held>{_OFFICES})(?:现[在]|同[志])?[是叫由为]?(?:{_WHO}|[啥什]么?名)"
    rf"|^(?P<led>{_OFFICES}),.*(?:{_WHO})"  # as a follow-up is read: 书记,县长是谁
    rf"|(?:{_WHO})(?:是|当|[担]?任|做)[^?,]{{0,8}}?(?P<sought>{_OFFICES})"
)
_HOLDER = re.compile(alternation("head_of_place", "head_of_region"))
_CHOOSES_NOT = re.compile(
    rf"(?:{_WHO}|哪[\w]{{1,4}}?)(?:不(?![断少同仅良足动低高再])|(?<!有)没|未(?!来))"
)
_SAYS_NOT = re.compile("[不没未无非免禁停拒除缺]")
_PROBLEM = re.compile(alternation("problem"))
_IN_WORDS = frozenset({Kind.ENTITY, Kind.LIST})


def is_beside(question: Question, ranked: Sequence[Ranked]) -> bool:
    """Whether what comes first tells of another than is asked about, and not of it.

    Of the next holder of an office and of another office (书记是谁: 区长 王明), of those that do something where those
    are asked that do not, of another thing's rank, and of a thing whose name is not the one that is asked about.
    """
    first = ranked[0]
    asked, sentence = folded(question.text), folded(first.best.text)
    return (
        is_of_another_holder(asked, sentence)
        or _is_of_another_office(asked, sentence)
        or _is_of_those_that_do(question, asked, sentence)
        or _is_of_another_rank(question, first, sentence)
        or bool(absent.names(question, ranked))
    )


def _is_of_another_office(asked: str, sentence: str) -> bool:
    """Whether it is asked who holds an office, and a sentence names the one who heads a place.

    The heads of places of any level are asked for alike: 省长 is a region's 主席, too.
    """
    match = _ASKS_OFFICE.search(asked)
    office = next(filter(None, match.groups()), "") if match else ""
    return bool(office) and office not in sentence and _HOLDER.search(sentence) is not None


def _is_of_those_that_do(question: Question, asked: str, sentence: str) -> bool:
    """Whether it is asked who does not do something, and a sentence says of nobody that he does not."""
    if question.wanted.kind not in _IN_WORDS or _PROBLEM.search(asked):
        return False
    return _CHOOSES_NOT.search(asked) is not None and _SAYS_NOT.search(sentence) is None


def _is_of_another_rank(question: Question, first: Ranked, sentence: str) -> bool:
    """Whether a rank is asked for, and a sentence names nothing of what it is asked of."""
    if first.of_choice.get(PHRASED) or first.of_choice.get("head"):
        return False
    concepts = Concepts.alike(question.concepts)
    return ranks.is_of_another(question, concepts, first.document, sentence)
