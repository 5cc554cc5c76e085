"""Which figure answers: each candidate's features, and what they come to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.text import fold
from index.years import years_of
from qa.measures import Measure, measures
from qa.quantities import Dimension
from qa.types import Aspect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.types import Sentence
    from qa.question import Concept, Question

_DOING = re.compile(r"力争|争取|计划|预计|预期|完成|达到?|实现|突破|累计|稳定在|保持在?|增至|为|了|共")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A figure that may answer, in a sentence of a passage, and what speaks for it."""

    sentence: Sentence
    measure: Measure
    spoken_of: frozenset[int]  # the question's concepts beside the figure and before it
    features: Mapping[str, float]


class Weighed:
    """A question's concepts with what each weighs: the rarer in the reports, the more."""

    def __init__(self, concepts: Sequence[Concept], weights: Sequence[float]) -> None:
        self.concepts = tuple(concepts)
        self.weights = tuple(weights)
        self.total = sum(weights) or 1.0

    def spoken_of(self, text: str) -> frozenset[int]:
        """Which concepts a folded text speaks of."""
        return frozenset(
            i
            for i, concept in enumerate(self.concepts)
            if any(word in text for word in concept.words)
        )

    def share(self, concepts: frozenset[int]) -> float:
        """What concepts weigh, of all that the question speaks of, 0 to 1."""
        return sum(self.weights[i] for i in concepts) / self.total


def choices(
    question: Question, weighed: Weighed, sentence: Sentence, preceding: str, following: str
) -> list[Choice]:
    """The figures of a sentence, weighed as answers.

    Args:
        question: the question.
        weighed: its concepts.
        sentence: the sentence.
        preceding: the folded text of its passage before it, with the section headings.
        following: that after it.
    """
    stated = measures(sentence.text)
    owned = [weighed.spoken_of(m.before) | weighed.spoken_of(m.after) for m in stated]
    fits = [_fit(question, measure) for measure in stated]
    nets = [
        weighed.share(own) - weighed.share(frozenset().union(*owned[i + 1 :]) - own - _earlier(weighed, stated[i]))
        for i, own in enumerate(owned)
    ]
    found = []
    for i, measure in enumerate(stated):
        if (
            measure.quantity.is_written_out
            and measure.dimension is Dimension.TIME
            and Dimension.TIME not in question.wanted.dimensions
        ):
            continue
        rivals = [net for k, net in enumerate(nets) if k != i and fits[k] >= fits[i]]
        features = _features(question, weighed, measure, sentence, preceding, following)
        features["given away"] = weighed.share(owned[i]) - nets[i]
        features["rival"] = max(0.0, max(rivals, default=0.0) - nets[i])
        found.append(
            Choice(
                sentence=sentence,
                measure=measure,
                spoken_of=owned[i] | _earlier(weighed, measure),
                features=features,
            )
        )
    return found


def _earlier(weighed: Weighed, measure: Measure) -> frozenset[int]:
    return weighed.spoken_of(" ".join(measure.earlier))


def _fit(question: Question, measure: Measure) -> float:
    """How well a figure is of the unit and the aspect that are asked for."""
    wanted = question.wanted
    fit = 0.0
    if wanted.dimensions:
        fit += measure.dimension in wanted.dimensions
    if wanted.units:
        fit += max(_same_unit(unit, measure.quantity.unit) for unit in wanted.units)
    if wanted.aspect:
        fit += _same_aspect(wanted.aspect, measure.aspect)
    else:
        fit += measure.aspect not in (Aspect.CHANGE, Aspect.RANK)
    return fit


def _features(
    question: Question,
    weighed: Weighed,
    measure: Measure,
    sentence: Sentence,
    preceding: str,
    following: str,
) -> dict[str, float]:
    quantity, wanted = measure.quantity, question.wanted
    own = weighed.spoken_of(measure.before) | weighed.spoken_of(measure.after)
    near = weighed.spoken_of(measure.earlier[0]) - own if measure.earlier else frozenset[int]()
    far = weighed.spoken_of(" ".join(measure.earlier[1:])) - own - near
    before = weighed.spoken_of(preceding) - own - near - far
    elsewhere = weighed.spoken_of(fold(sentence.text).text + following) - own - near - far - before
    item = 0.0
    if measure.item:
        item = _overlap(weighed, measure.item) - max(
            (_overlap(weighed, other) for other in measure.others), default=0.0
        )
    told = bool(wanted.dimensions)
    right = measure.dimension in wanted.dimensions
    unit = max((_same_unit(unit, quantity.unit) for unit in wanted.units), default=0.0)
    same_aspect = wanted.aspect is not None and _same_aspect(wanted.aspect, measure.aspect)
    other_aspect = wanted.aspect is not None and not same_aspect
    added = measure.aspect is Aspect.ADDITION
    return {
        "own": weighed.share(own),
        "near": weighed.share(near),
        "far": weighed.share(far),
        "preceding": weighed.share(before),
        "elsewhere": weighed.share(elsewhere),
        "missing": 1 - weighed.share(own | near | far | before | elsewhere),
        "unit": float(unit),
        "dimension": float(told and right),
        "other dimension": float(told and not right),
        "other unit": float(bool(wanted.units) and not unit and right),
        "bare": float(measure.dimension is Dimension.NONE),
        "aspect": float(same_aspect),
        "other aspect": float(other_aspect and not added),
        "addition": float(added and other_aspect),
        "unasked change": float(
            wanted.aspect is None and measure.aspect in (Aspect.CHANGE, Aspect.RANK)
        ),
        "unasked addition": float(wanted.aspect is None and added),
        "item": item,
        "strange words": _strange(weighed, measure),
        "adjacent": _adjacent(weighed, measure),
        "written out": float(quantity.is_written_out),
        "time or rank": float(measure.dimension in _SELDOM and not right),
        "start": float(measure.is_start),
        "names another year": float(_of_other_year(question, measure)),
    }


# Dimensions that are hardly asked for without being named.
_SELDOM = frozenset({Dimension.TIME, Dimension.RANK, Dimension.LEVEL})


def _same_unit(asked: str, stands: str) -> float:
    """1 for the unit that is asked for, .5 for another that the same things are counted by."""
    if asked == stands:
        return 1.0
    return 0.5 if any(asked in family and stands in family for family in _FAMILIES) else 0.0


_FAMILIES = (
    {"人", "名", "位", "人次"},
    {"家", "个", "户"},
    {"次", "人次", "辆次", "场次", "场"},
    {"件", "项"},
    {"处", "个", "座"},
    {"辆", "辆次"},
)


def _same_aspect(asked: Aspect, stands: Aspect) -> bool:
    if asked in (Aspect.TOTAL, Aspect.LEVEL):
        return stands in (Aspect.TOTAL, Aspect.LEVEL, Aspect.SHARE)
    return asked is stands


def _overlap(weighed: Weighed, item: str) -> float:
    """How much of an item's characters the question has."""
    asked = "".join(concept.words[0] for concept in weighed.concepts)
    return sum(c in asked for c in item) / max(1, len(item))


def _strange(weighed: Weighed, measure: Measure) -> float:
    """The share of the characters before a figure that no concept of the question has."""
    asked = {c for concept in weighed.concepts for word in concept.words for c in word}
    beside = (measure.before[-24:], measure.after[:24])
    return min(_share_strange(text, asked) for text in beside)


def _share_strange(text: str, asked: set[str]) -> float:
    words = [c for c in _DOING.sub("", text) if c.isalnum()]
    return sum(c not in asked for c in words) / len(words) if words else 1.0


def _adjacent(weighed: Weighed, measure: Measure) -> float:
    """How near the figure a concept stands: 1 right beside it, less with each character between."""
    gaps = [30]
    for concept in weighed.concepts:
        for word in concept.words:
            at = measure.before.rfind(word)
            if at >= 0:
                gaps.append(len(measure.before) - at - len(word))
            at = measure.after.find(word)
            if at >= 0:
                gaps.append(at)
    return 1 / (1 + min(gaps) / 3)


def _of_other_year(question: Question, measure: Measure) -> bool:
    """Whether a figure's own clause names a year, and none that the question names."""
    years = years_of(measure.before)
    return bool(years) and bool(question.years) and not set(years) & set(question.years)
