"""How sure an answer is: one calibrated chance, whatever kind of evidence speaks for it.

The log-odds by which passages are ordered are of several makings: those of a figure, of a name and of a sentence do
not say the same, and none was fitted to tell an answer from a near miss. What they come to, how far the runner-up is
behind, and how much of the question is spoken of are weighed anew for each form; ``training/certainty.py`` fits that.
"""

from __future__ import annotations

import dataclasses
import json
import math
import re
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.numerals import TENS
from index.types import Period
from qa.answering.forms.forms import (
    FIXED,
    Certainty,
    Form,
    form_of,
    is_unfit,
    is_vetoed,
    words_of,
)
from qa.answering.forms.ways import ways
from qa.kinds import Kind
from qa.listing import definitions
from qa.understanding.concepts import Concepts, folded
from qa.understanding.names import english_places

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
# What leaves open whether a figure is what is asked for, though it weighs little where none is surer.
_DOUBTS = {"hardly told", "measure untold", "other aspect", "time or rank", "untold time"}
_SAME_TERM = 0.7  # of how an entry's head fits a term: “谛听” and “谛听”大模型
_USED = 0.9  # where a sentence uses the term whose meaning is asked: of 53 of train 50 tell what is told of it
# 是哪三项, 分别是什么: asks for what a term holds, which a sentence that only uses it does not tell.
_MEMBERS = re.compile(rf"哪[{TENS}两些几\d]|[几谁]|{alternation('in_turn', 'includes')}")
_NO_ANSWER = frozenset({Form.UNCHOSEN, Form.UNFIT})
_BY_LIKENESS = frozenset({Form.READ, Form.SENTENCE, Form.UNCHOSEN})  # no rule has chosen anything
_SPEAKS_FOR = 1.0  # log-odds of the reader
_NOTHING = Certainty(answer=0.0, sentence=0.0)


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
    if values.get("unspoken") == 1.0 and "english" not in values and not _is_meant(form, values):
        return _NOTHING
    if form == Form.UNFIT and "vetoed" in values:
        return _NOTHING
    of_form = weights[form]
    sentence = _chance(values, of_form["sentence"])
    return Certainty(
        answer=0.0 if form in _NO_ANSWER else _chance(values, of_form["answer"]),
        sentence=max(sentence, _USED) if "used term" in values else sentence,
    )


def _is_meant(form: str, values: Mapping[str, float]) -> bool:
    """Whether what is told may be meant by quite other words: only the reader tells, of whole sentences."""
    if form not in _BY_LIKENESS:
        return True  # a rule has chosen it, as of a head
    return form != Form.READ and values.get("reading", 0.0) >= _SPEAKS_FOR


def _chance(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    log_odds = sum(weight * values.get(name, 0.0) for name, weight in weights.items())
    return 0.5 * (1 + math.tanh(log_odds / 2))


def features(
    question: Question,
    ranked: Sequence[Ranked],
    missing_terms: Collection[str],
    opinion: Opinion | None = None,
) -> dict[str, float]:
    """What tells how sure the first of the ranked passages is; those that are 0 may be left out."""
    first = ranked[0]
    answer = words_of(first)
    values = {
        "intercept": 1.0,
        "log-odds": _clipped(first.log_odds),
        "reader": first.parts.get("reader", 0.0),
        "lead": _lead(ranked, answer),
        "choice": _choice(first),
    }
    if question.wanted.kind.handling.is_figure:  # the odds of a figure know what it is of
        values["doubts"] = float(sum(first.of_choice.get(name, 0.0) > 0 for name in _DOUBTS))
        if is_unfit(first):
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
        "vetoed": float(is_vetoed(first)),
        "unread": float(opinion is None),
        "reading": opinion.log_odds if opinion else 0.0,
    } | dict.fromkeys(ways(folded(question.text)), 1.0)


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
        "english": float(english_places.is_english(question.text)),
        "length": math.log(max(1, len(answer))),
        "sentence length": math.log(max(1, len(sentence))),
        "agrees": float(opinion is not None and opinion.agrees),
        "used term": float(_uses_term(question, sentence)),
        f"kind {question.wanted.kind.value}": 1.0,
    } | _of_any(question, first, missing_terms, opinion)


def _uses_term(question: Question, sentence: str) -> bool:
    """Whether a folded sentence has the term whose meaning, not whose members, a question asks."""
    asked = folded(question.text)
    if question.wanted.kind is not Kind.DEFINITION or _MEMBERS.search(asked):
        return False
    term = definitions.unmarked(definitions.term_of(asked))
    return len(term) > 1 and term in definitions.unmarked(sentence)


def _clipped(log_odds: float) -> float:
    return max(-_CLIP, min(_CLIP, log_odds))


def _lead(ranked: Sequence[Ranked], answer: str) -> float:
    """How far the next passage with another answer is behind."""
    others = (each for each in ranked[1:] if words_of(each) != answer)
    following = next(others, None)
    if following is None:
        return _APART
    return max(0.0, min(_APART, ranked[0].log_odds - following.log_odds))


def _choice(ranked: Ranked) -> float:
    """How far what else may answer in the passage is behind; 0 where nothing was chosen."""
    if not ranked.evidence or not ranked.evidence[0].features:
        return 0.0
    first, offset = ranked.evidence[0], ranked.passage.start
    words = words_of(ranked)
    for each in ranked.evidence[1:]:
        if ranked.passage.text[each.start - offset : each.end - offset] != words:
            return max(0.0, min(_APART, first.strength - each.strength))
    return _APART


def _unsaid(concepts: Concepts, text: str) -> float:
    """Which share of a question's concepts a folded text does not speak of; 0 without any."""
    return 1 - concepts.share_of(text) if any(concepts) else 0.0


WEIGHTS: Weights = json.loads(
    resources.files("qa").joinpath("certainty.json").read_text(encoding="utf-8")
)
