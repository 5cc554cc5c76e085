"""Which form of evidence an answer is of; each of them is as sure as ``qa.answering.certainty`` says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING

from index.language.units import Dimension
from index.types import Aspect
from qa.answering.shortfall import falls_short, is_counted, lacks_members
from qa.choosing import slots
from qa.choosing.evidence import PHRASED
from qa.choosing.figure_kinds import ONE_OF_SEVERAL, UNNAMED
from qa.choosing.problems import OWNED_UP, asks_for_problems, is_owned_up
from qa.kinds import Kind
from qa.retrieval.shortlist import ELSEWHERE
from qa.understanding import reckoning
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question

_IN_SENTENCES = frozenset({Kind.TOPIC, Kind.YES_NO})  # what these ask for, a sentence tells
# A figure of more than what is asked for is no answer, and one of several is not all of it.
_HALF_ANSWERS = frozenset({"wider measure", ONE_OF_SEVERAL, UNNAMED, slots.HALF, "unasked plan"})
_UNFIT = -1.5  # log-odds below which no figure is what is asked for, or near it
_OTHERS = (*slots.VETOES, "other measure", "other dimension", "worded")


class Form(StrEnum):
    """The forms of evidence, each with a calibration of its own."""

    FIGURE = auto()
    NAME = auto()
    LIST = auto()
    COUNTED = auto()  # of just as many members as the question says
    OWNED_UP = auto()  # all that a report says is wrong
    PHRASED = auto()  # told in a set phrase of just what is asked: 与…合作
    COMPLAINT = auto()  # one of those, where what is wrong in a field is asked: likely at most
    OUTLINE = auto()  # the headings of the chapter that is asked for
    ENTRY = auto()  # of a glossary, or a clause that explains
    READ = auto()  # words that the second reader marked
    SENTENCE = auto()  # asked for what a sentence tells
    UNCHOSEN = auto()  # a sentence where words are asked for: likely at most, it answers nothing
    UNFIT = auto()  # asked for a figure, and none there is rather it than not: likely at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """The chance that what was chosen answers, and the chance that its whole sentence tells."""

    answer: float
    sentence: float


# Forms that no weights are fitted to. Right were all of 55 reports that own up to something, all of 77 outlines, all of
# 16 enumerations with as many members as were asked for, all of 37 set phrases (partners and ranks of train and dev), and
# useful all of 3 complaints about a field. So many allow to say no more.
FIXED: Mapping[Form, Certainty] = MappingProxyType(
    {
        Form.OWNED_UP: Certainty(answer=0.95, sentence=0.95),
        Form.COUNTED: Certainty(answer=0.85, sentence=0.9),
        Form.PHRASED: Certainty(answer=0.9, sentence=0.95),
        Form.COMPLAINT: Certainty(answer=0.0, sentence=0.7),
        Form.OUTLINE: Certainty(answer=0.95, sentence=0.95),
    }
)


def form_of(question: Question, ranked: Ranked) -> Form:
    """Which form of evidence a passage answers by."""
    if question.wanted.kind.handling.is_figure and is_unfit(ranked):
        return Form.UNFIT
    if ranked.of_choice.get(OWNED_UP) and not is_vetoed(ranked):
        return Form.OWNED_UP
    form = (
        _form_of_chosen(question, ranked)
        if ranked.evidence
        else _form_of_sentence(question, ranked)
    )
    return Form.COMPLAINT if form is Form.UNCHOSEN and _is_complaint(question, ranked) else form


def _form_of_sentence(question: Question, ranked: Ranked) -> Form:
    """Which form a sentence has in which nothing was chosen."""
    is_short = falls_short(question, "", ranked.best.text)
    is_told = question.wanted.kind in _IN_SENTENCES and not is_short
    return Form.SENTENCE if is_told else Form.UNCHOSEN


def _is_complaint(question: Question, ranked: Ranked) -> bool:
    """Whether it is asked what is wrong in a field, and a sentence that owns up to that names it."""
    is_figure = question.wanted.kind.handling.is_figure
    if is_figure or not asks_for_problems(folded(question.text)) or is_vetoed(ranked):
        return False
    sentence = folded(ranked.best.text)
    is_named = any(word in sentence for each in question.concepts for word in each.words)
    return is_named and is_owned_up(ranked.passage, ranked.sentence)


def _form_of_chosen(question: Question, ranked: Ranked) -> Form:
    """Which form what was chosen in a passage has."""
    is_read, answer = not ranked.evidence[0].features, words_of(ranked)
    if ranked.of_choice.get(PHRASED) and not is_vetoed(ranked):
        return Form.UNCHOSEN if lacks_members(question, answer) else Form.PHRASED
    if question.wanted.kind.handling.is_figure:
        is_part = not is_read and _is_half_answer(question, ranked)
    else:
        is_part = falls_short(question, answer, ranked.best.text)
    if is_part:
        return Form.UNCHOSEN
    if is_counted(question, answer) and not is_vetoed(ranked):
        return Form.COUNTED
    of_kind = {Kind.QUANTITY: Form.FIGURE, Kind.ENTITY: Form.NAME, Kind.LIST: Form.LIST}
    return Form.READ if is_read else of_kind.get(question.wanted.kind, Form.ENTRY)


def _is_half_answer(question: Question, ranked: Ranked) -> bool:
    """Whether a figure is of more or less than is asked for, or hardly is what is asked for."""
    features = ranked.of_choice
    measure = ranked.evidence[0].measure
    is_gap = measure is not None and measure.dimension is Dimension.POINTS
    if reckoning.differs(folded(question.text)) and not is_gap:
        return True  # 今年比去年多改造几个: no number of this year's alone
    if question.wanted.aspect is Aspect.TOTAL and features.get("narrower measure"):
        return True  # 一共有多少座公园: no kind of them alone
    return ranked.log_odds < 0 or any(features.get(name) for name in _HALF_ANSWERS)


def is_unfit(ranked: Ranked) -> bool:
    """Whether what a figure is of is not what is asked for: a sentence with it does not tell either."""
    if ranked.log_odds < (_UNFIT if ranked.evidence else 0):
        return True
    of_choice = ranked.of_choice
    is_other = any(of_choice.get(name, 0.0) >= 1 for name in _OTHERS)
    return is_other and (ranked.log_odds < 0 or slots.is_vetoed(of_choice))


def words_of(ranked: Ranked) -> str:
    """What was chosen in a passage, or else its best sentence."""
    if not ranked.evidence:
        return ranked.best.text
    first, offset = ranked.evidence[0], ranked.passage.start
    return ranked.passage.text[first.start - offset : first.end - offset]


def is_vetoed(ranked: Ranked) -> bool:
    """Whether what a passage tells is of another time, place or aspect than what is asked."""
    return not ELSEWHERE.isdisjoint(ranked.parts) or slots.is_vetoed(ranked.of_choice)
