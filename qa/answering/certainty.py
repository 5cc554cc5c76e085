"""How sure an answer is: one calibrated chance, whatever kind of evidence speaks for it.

The log-odds by which passages are ordered are of several makings: those of a figure, of a name and of a sentence do
not say the same, and none was fitted to tell an answer from a near miss. What they come to, how far the runner-up is
behind, and how much of the question is spoken of are weighed anew for each form; ``training/certainty.py`` fits that.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from index.language.units import Dimension
from index.types import Aspect, Period
from qa.answering.shortfall import falls_short, is_counted
from qa.choosing import slots
from qa.choosing.figure_kinds import ONE_OF_SEVERAL, UNNAMED
from qa.choosing.problems import OWNED_UP
from qa.kinds import Kind
from qa.understanding import reckoning
from qa.understanding.concepts import Concepts, folded

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qa.answering.second_opinion import Opinion
    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question

# Of each form of evidence, for what was chosen ("answer") and its sentence, of each feature.
Weights = Mapping[str, Mapping[str, Mapping[str, float]]]

_CLIP = 8.0  # log-odds beyond which more of them says no more
_APART = 6.0  # the same of a distance
_SINGLE = 0.4  # what a concept of a single character weighs
_IN_SENTENCES = frozenset({Kind.TOPIC, Kind.YES_NO})  # what these ask for, a sentence tells
# What leaves open whether a figure is what is asked for, though it weighs little where none is surer.
_DOUBTS = {"hardly told", "measure untold", "other aspect", "time or rank", "untold time"}
# A figure of more than what is asked for is no answer, and one of several is not all of it.
_HALF_ANSWERS = frozenset({"wider measure", ONE_OF_SEVERAL, UNNAMED, slots.HALF, "unasked plan"})
_SAME_TERM = 0.7  # of how an entry's head fits a term: “谛听” and “谛听”大模型
_UNFIT = -1.5  # log-odds below which no figure is what is asked for, or near it
_OTHERS = (*slots.VETOES, "other measure", "other dimension", "worded")
_NEVER = frozenset({"other year", "other place"})  # penalties of passages that tell nothing


class Form(StrEnum):
    """The forms of evidence, each with a calibration of its own."""

    FIGURE = auto()
    NAME = auto()
    LIST = auto()
    COUNTED = auto()  # of just as many members as the question says
    OWNED_UP = auto()  # all that a report says is wrong
    OUTLINE = auto()  # the headings of the chapter that is asked for
    ENTRY = auto()  # of a glossary, or a clause that explains
    READ = auto()  # words that the second reader marked
    SENTENCE = auto()  # asked for what a sentence tells
    UNCHOSEN = auto()  # a sentence where words are asked for: likely at most, it answers nothing
    UNFIT = auto()  # asked for a figure, and none there is rather it than not: likely at most


_NO_ANSWER = frozenset({Form.UNCHOSEN, Form.UNFIT})
_BY_LIKENESS = frozenset({Form.READ, Form.SENTENCE, Form.UNCHOSEN})  # no rule has chosen anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """The chance that what was chosen answers, and the chance that its whole sentence tells."""

    answer: float
    sentence: float


_NOTHING = Certainty(answer=0.0, sentence=0.0)

# Forms that no weights are fitted to. Right were all of 55 reports that own up to something, all of 77 outlines, and
# all of 16 enumerations with as many members as were asked for. So many allow to say no more.
FIXED: Mapping[Form, Certainty] = MappingProxyType(
    {
        Form.OWNED_UP: Certainty(answer=0.95, sentence=0.95),
        Form.COUNTED: Certainty(answer=0.85, sentence=0.9),
        Form.OUTLINE: Certainty(answer=0.95, sentence=0.95),
    }
)


def certainty(
    question: Question,
    ranked: Sequence[Ranked],
    missing_terms: Collection[str] = (),
    opinion: Opinion | None = None,
) -> Certainty:
    """How sure the answer of the first of the ranked passages is.

    Args:
        question: the question.
        ranked: the passages in their order, one at least.
        missing_terms: the terms of the question that nothing searched has.
        opinion: what the second reader thinks of the first sentence.
    """
    values = features(question, ranked, missing_terms, opinion)
    form = form_of(question, ranked[0])
    if form in _BY_LIKENESS and values.get("unspoken") == 1.0 and "english" not in values:
        return _NOTHING  # nothing there speaks of what is asked
    if form is Form.UNFIT and "vetoed" in values:
        return _NOTHING
    sure = weighed(form, values, WEIGHTS)
    is_term = ranked[0].of_choice.get("entry", 0.0) >= _SAME_TERM  # and none that it is a part of
    if form is Form.ENTRY and ranked[0].passage.period is Period.GLOSSARY and is_term:
        # A glossary says itself what it explains; few reports have one to calibrate that on.
        return dataclasses.replace(sure, answer=max(sure.answer, ranked[0].chance))
    return sure


def weighed(form: str, values: Mapping[str, float], weights: Weights) -> Certainty:
    """The chances that features of a form of evidence come to."""
    if form in FIXED:
        return FIXED[Form(form)]
    of_form = weights[form]
    return Certainty(
        answer=0.0 if form in _NO_ANSWER else _chance(values, of_form["answer"]),
        sentence=_chance(values, of_form["sentence"]),
    )


def _chance(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    log_odds = sum(weight * values.get(name, 0.0) for name, weight in weights.items())
    return 0.5 * (1 + math.tanh(log_odds / 2))


def form_of(question: Question, ranked: Ranked) -> Form:
    """Which form of evidence a passage answers by."""
    if question.wanted.kind.handling.is_figure and _is_unfit(ranked):
        return Form.UNFIT
    if ranked.of_choice.get(OWNED_UP) and not _is_vetoed(ranked):
        return Form.OWNED_UP
    if not ranked.evidence:
        is_short = falls_short(question, "", ranked.best.text)
        is_told = question.wanted.kind in _IN_SENTENCES and not is_short
        return Form.SENTENCE if is_told else Form.UNCHOSEN
    return _form_of_chosen(question, ranked)


def _form_of_chosen(question: Question, ranked: Ranked) -> Form:
    """Which form what was chosen in a passage has."""
    is_read, answer = not ranked.evidence[0].features, _answer(ranked)
    if question.wanted.kind.handling.is_figure:
        is_part = not is_read and _is_half_answer(question, ranked)
    else:
        is_part = falls_short(question, answer, ranked.best.text)
    if is_part:
        return Form.UNCHOSEN
    if is_counted(question, answer) and not _is_vetoed(ranked):
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


def _is_unfit(ranked: Ranked) -> bool:
    """Whether what a figure is of is not what is asked for: a sentence with it does not tell either."""
    if ranked.log_odds < (_UNFIT if ranked.evidence else 0):
        return True
    of_choice = ranked.of_choice
    is_other = any(of_choice.get(name, 0.0) >= 1 for name in _OTHERS)
    return is_other and (ranked.log_odds < 0 or slots.is_vetoed(of_choice))


def features(
    question: Question,
    ranked: Sequence[Ranked],
    missing_terms: Collection[str],
    opinion: Opinion | None = None,
) -> dict[str, float]:
    """What tells how sure the first of the ranked passages is; those that are 0 may be left out."""
    first = ranked[0]
    answer = _answer(first)
    values = {
        "intercept": 1.0,
        "log-odds": _clipped(first.log_odds),
        "reader": first.parts.get("reader", 0.0),
        "lead": _lead(ranked, answer),
        "choice": _choice(first),
    }
    if question.wanted.kind.handling.is_figure:  # the odds of a figure know what it is of
        values["doubts"] = float(sum(first.of_choice.get(name, 0.0) > 0 for name in _DOUBTS))
        if _is_unfit(first):
            values |= _of_unfit(question, first, missing_terms, opinion)
    else:
        values |= _of_words(question, first, answer, missing_terms, opinion)
    return {name: value for name, value in values.items() if value}


def _of_unfit(
    question: Question, first: Ranked, missing_terms: Collection[str], opinion: Opinion | None
) -> dict[str, float]:
    """What may tell that a figure is what is asked for, in other words than the asker's."""
    of_choice = {name: first.of_choice.get(name, 0.0) for name in ("strange words", "own")}
    return of_choice | _of_any(question, first, missing_terms, opinion)


def _of_any(
    question: Question, first: Ranked, missing_terms: Collection[str], opinion: Opinion | None
) -> dict[str, float]:
    """What the legs and the reader think, and what is in the way."""
    return {
        "legs": _clipped(first.passage_log_odds),
        "missing": len(set(missing_terms)) / max(1, len(question.terms)),  # which share nothing has
        "vetoed": float(_is_vetoed(first)),
        "unread": float(opinion is None),
        "reading": opinion.log_odds if opinion else 0.0,
    }


def _of_words(
    question: Question,
    first: Ranked,
    answer: str,
    missing_terms: Collection[str],
    opinion: Opinion | None,
) -> dict[str, float]:
    """How much of the question is said where it may be answered, and what the reader thinks."""
    sentence, concepts = folded(first.best.text), question.concepts
    spoken = Concepts(concepts, [1.0 if len(each.words[0]) > 1 else _SINGLE for each in concepts])
    around = folded(" ".join((*first.passage.section, first.passage.text)))
    return {
        "unsaid": _unsaid(spoken, sentence),
        "unspoken": _unsaid(spoken, around),
        "concepts": min(len(concepts), 8) / 8,
        "english": float(question.text.isascii()),
        "length": math.log(max(1, len(answer))),
        "sentence length": math.log(max(1, len(sentence))),
        "agrees": float(opinion is not None and opinion.agrees),
        f"kind {question.wanted.kind.value}": 1.0,
    } | _of_any(question, first, missing_terms, opinion)


def _clipped(log_odds: float) -> float:
    return max(-_CLIP, min(_CLIP, log_odds))


def _answer(ranked: Ranked) -> str:
    if not ranked.evidence:
        return ranked.best.text
    first, offset = ranked.evidence[0], ranked.passage.start
    return ranked.passage.text[first.start - offset : first.end - offset]


def _lead(ranked: Sequence[Ranked], answer: str) -> float:
    """How far the next passage with another answer is behind."""
    others = (each for each in ranked[1:] if _answer(each) != answer)
    following = next(others, None)
    if following is None:
        return _APART
    return max(0.0, min(_APART, ranked[0].log_odds - following.log_odds))


def _choice(ranked: Ranked) -> float:
    """How far what else may answer in the passage is behind; 0 where nothing was chosen."""
    if not ranked.evidence or not ranked.evidence[0].features:
        return 0.0
    first, offset = ranked.evidence[0], ranked.passage.start
    words = _answer(ranked)
    for each in ranked.evidence[1:]:
        if ranked.passage.text[each.start - offset : each.end - offset] != words:
            return max(0.0, min(_APART, first.strength - each.strength))
    return _APART


def _unsaid(concepts: Concepts, text: str) -> float:
    """Which share of a question's concepts a folded text does not speak of; 0 without any."""
    return 1 - concepts.share_of(text) if any(concepts) else 0.0


def _is_vetoed(ranked: Ranked) -> bool:
    return not _NEVER.isdisjoint(ranked.parts) or slots.is_vetoed(ranked.of_choice)


WEIGHTS: Weights = json.loads(
    resources.files("qa").joinpath("certainty.json").read_text(encoding="utf-8")
)
