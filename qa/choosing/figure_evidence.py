"""Figures, as answers to how much: what speaks for each."""

from __future__ import annotations

import dataclasses
import functools
import math
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.times import own_years_of, without_years
from qa import weights
from qa.choosing import slots
from qa.choosing.amounts import exact, leading
from qa.choosing.evidence import Evidence
from qa.choosing.figure_kinds import Beside, of_kind
from qa.choosing.same_measure import AskedMeasure, Relation
from qa.choosing.stated_facts import StatedFacts, StatedFigure, of_columns, stated_facts
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.fact_types import Fact
    from index.language.measures import Measure
    from index.types import About, Passage, Sentence
    from qa.understanding.concepts import Concepts, Spoken
    from qa.understanding.question import Question

_TOLD = 1 / 3  # of a question: where a sentence says less of it up to a figure, it hardly answers
_MARGIN = 1.0  # log-odds; what is as near as this is told beside an answer
_FAR = 30  # characters from which on a word is not beside a figure
_BESIDE = 24  # characters beside a figure that should be of what is asked
_GOES_ON = ("；", ";")
_OF_RELATION = {
    Relation.OTHER: "other measure",
    Relation.NARROWER: "narrower measure",
    Relation.WIDER: "wider measure",
}
_DOING = re.compile(alternation("leads_to_figure"))


def figures(
    question: Question, concepts: Concepts, passage: Passage, about: About, facts: Sequence[Fact]
) -> list[Evidence]:
    """The figures of a passage as answers, best first.

    Args:
        question: the question.
        concepts: what it speaks of.
        passage: the passage.
        about: its report.
        facts: its facts, in their order.
    """
    statements = [*_going_on(passage, question, facts)]
    if not any(each.figures for each in statements):
        return []
    spoken = [concepts.spoken(folded(each.words)) for each in statements]
    preceding = concepts.in_text(folded(" ".join(passage.section)))
    anywhere = preceding.union(*(each.numbers for each in spoken))
    headed, before = preceding, frozenset[int]()
    evidence: list[Evidence] = []
    for sentence, statement, of_sentence in zip(passage.sentences, statements, spoken, strict=True):
        if statement.figures:
            found = _of_sentence(
                question, concepts, sentence, statement.figures, of_sentence, (preceding, anywhere)
            )
            evidence += [leading.led(each, headed, before) for each in found]
        before = of_sentence.numbers
        preceding |= of_sentence.numbers
    evidence.sort(key=lambda each: -each.strength)
    asked = _asked(folded(question.text), concepts)
    beside = Beside.of(asked, concepts, evidence)
    held = _held_against(asked, slots.AskedSlots.of(question, about), beside, evidence)
    return exact.exactly(passage, held)


@functools.lru_cache(maxsize=16)  # for each passage that one question reads
def _asked(text: str, concepts: Concepts) -> AskedMeasure:
    return AskedMeasure(text, concepts)


def _held_against(
    asked: AskedMeasure, of_slots: slots.AskedSlots, beside: Beside, evidence: list[Evidence]
) -> list[Evidence]:
    """The figures, best first, once it is known what the best of them are of.

    That can only take from a figure. So they are looked at, best first, until what is left of one
    is more, by a margin, than what all behind it have to lose.
    """
    looked_at: list[Evidence] = []
    best = -math.inf
    for i, each in enumerate(evidence):
        if each.strength < best - _MARGIN:
            looked_at += evidence[i:]
            break
        held = _of_what(asked, of_slots, each, beside)
        best = max(best, held.strength)
        looked_at.append(held)
    return sorted(looked_at, key=lambda each: -each.strength)


def _of_what(
    asked: AskedMeasure, of_slots: slots.AskedSlots, evidence: Evidence, beside: Beside
) -> Evidence:
    """A figure, with how what it is of goes with what is asked for."""
    if evidence.measure is None:
        return evidence
    features = dict(evidence.features)
    relation = asked.relation(evidence.measure, evidence.fact, evidence.told, evidence.leading)
    if relation is not Relation.OPEN:
        features[_OF_RELATION[relation]] = 1.0
    if evidence.fact is not None:
        features |= slots.features(of_slots, evidence.measure, evidence.fact)
        features |= beside.features(asked, of_slots, evidence)
    return dataclasses.replace(evidence, features=features)


def _going_on(passage: Passage, question: Question, facts: Sequence[Fact]) -> Iterator[StatedFacts]:
    """What each sentence states; one that begins with a year alone goes on with the subject.

    地区生产总值：2022年180.2亿元；2023年191.5亿元。
    """
    before: Sequence[Measure] = ()
    years = own_years_of(question.text)
    for sentence in passage.sentences:
        stated = stated_facts(passage, sentence, facts)
        if passage.table is not None:
            own = of_columns(folded(question.text), passage, sentence, stated.figures)
            stated = StatedFacts(own, stated.words)
        first = stated.figures[0] if stated.figures else None
        if before and first is not None and _is_only_year(first.measure):
            subject = (*before[0].earlier, without_years(before[0].before))
            measure = dataclasses.replace(first.measure, earlier=subject)
            words = "\n".join((*subject, stated.words))
            goes_on = StatedFigure(measure, first.fact)
            stated = StatedFacts((goes_on, *stated.figures[1:]), words)
        is_open = sentence.text.endswith(_GOES_ON)
        before = tuple(each.measure for each in stated.figures) if is_open else ()
        yield StatedFacts(_of_years(years, stated.figures), stated.words)


def _is_only_year(measure: Measure) -> bool:
    return not any(measure.earlier) and without_years(measure.before).strip() in ("", "为")


def _of_years(years: Sequence[int], stated: Sequence[StatedFigure]) -> tuple[StatedFigure, ...]:
    """The figures that are not of another year than those asked about, as a table's heads tell."""
    return tuple(
        each
        for each in stated
        if not (years and each.measure.year and each.measure.year not in years)
    )


def _of_sentence(  # noqa: PLR0917 - what is known of the question, and of the sentence
    question: Question,
    concepts: Concepts,
    sentence: Sentence,
    figures_of_it: Sequence[StatedFigure],
    spoken: Spoken,
    around: tuple[frozenset[int], frozenset[int]],
) -> Iterator[Evidence]:
    """The figures of a sentence.

    ``spoken`` is what it speaks of, ``around`` what is spoken of before it and in all the passage.
    """
    asked = folded(question.text)
    stated = [each.measure for each in figures_of_it]
    kinds = [of_kind(question, each) for each in figures_of_it]
    fits = [_fit(question, kind) for kind in kinds]
    beside = [spoken.in_part(m.before) | spoken.in_part(m.after) for m in stated]
    near = [spoken.in_part("".join(m.earlier[:1])) for m in stated]
    far = [spoken.in_part("\n".join(m.earlier[1:])) for m in stated]
    # What the sentence says only after a figure is said of a later one.
    given, later = [0.0] * len(stated), frozenset[int]()
    for i in reversed(range(len(stated))):
        given[i] = concepts.share(later - beside[i] - near[i] - far[i])
        later |= beside[i]
    nets = [concepts.share(own) - lost for own, lost in zip(beside, given, strict=True)]
    rivals = _rivals(nets, fits)
    for i, measure in enumerate(stated):
        yield Evidence(
            start=sentence.start + measure.quantity.start,
            end=sentence.start + measure.quantity.end,
            features={
                **_of_words(concepts, (beside[i], near[i], far[i]), *around),
                "strange words": _strange(concepts, measure),
                "adjacent": _adjacent(spoken, measure, beside[i]),
                "item": _item(asked, measure),
                **_of_measure(concepts, figures_of_it[i].fact),
                **kinds[i],
                "given away": given[i],
                "rival": max(0.0, rivals[i] - nets[i]),
            },
            weights=weights.FIGURE,
            measure=measure,
            fact=figures_of_it[i].fact,
            own=beside[i],
            concepts=beside[i] | near[i] | far[i],
            told=beside[i] | near[i] | far[i] | around[1],
        )


def _rivals(nets: Sequence[float], fits: Sequence[float]) -> list[float]:
    """For each figure the best net of the others that fit as well or better; 0 without any."""
    best = {}  # of each fit, the two best of all that fit so well
    for fit in set(fits):
        best[fit] = sorted((net, i) for i, net in enumerate(nets) if fits[i] >= fit)[-2:]
    return [max((net for net, k in best[fit] if k != i), default=0.0) for i, fit in enumerate(fits)]


def _fit(question: Question, kind: Mapping[str, float]) -> float:
    """How well a figure is of the unit and the aspect that are asked for."""
    is_aspect = kind["aspect"] if question.wanted.aspect else 1.0 - kind["unasked change"]
    return kind["dimension"] + kind["unit"] + is_aspect


def _of_words(
    concepts: Concepts,
    by_distance: tuple[frozenset[int], frozenset[int], frozenset[int]],
    preceding: frozenset[int],
    anywhere: frozenset[int],
) -> dict[str, float]:
    """Where the question's concepts stand, seen from a figure.

    ``by_distance`` are those in its own clause, in the clause before, and in those before that.
    """
    own, near, far = by_distance
    near, far = near - own, far - near - own
    up_to_figure = own | near | far
    return {
        "own": concepts.share(own),
        "near": concepts.share(near),
        "far": concepts.share(far),
        "preceding": concepts.share(preceding - up_to_figure),
        "elsewhere": concepts.share(anywhere - preceding - up_to_figure),
        "missing": 1 - concepts.share(up_to_figure | anywhere),
        "hardly told": max(0.0, 1 - concepts.share(up_to_figure) / _TOLD),
    }


def _item(asked: str, measure: Measure) -> float:
    """Of figures that a sentence hands out in turn, how much this is the one asked for, -1 to 1."""
    if not measure.item:
        return 0.0
    others = max((_overlap(asked, other) for other in measure.others), default=0.0)
    return _overlap(asked, measure.item) - others


def _overlap(asked: str, item: str) -> float:
    """How much of an item the question has, as its longest run of characters, 0 to 1."""
    match = SequenceMatcher(a=asked, b=item, autojunk=False).find_longest_match()
    return match.size / max(1, len(item))


def _of_measure(concepts: Concepts, fact: Fact | None) -> dict[str, float]:
    """How much of the question the measure of a figure's fact names, and how much else it does."""
    measure = folded(fact.measure.text) if fact is not None else ""
    if not measure:
        return {"measure untold": 1.0}
    return {
        "measure": concepts.share_of(measure),
        "strange measure": _strange_of(_bare(measure), concepts.characters),
    }


def _strange(concepts: Concepts, measure: Measure) -> float:
    """The share of the characters beside a figure, on its better side, that the question lacks."""
    return min(
        _strange_of(_bare(text), concepts.characters)
        for text in (measure.before[-_BESIDE:], measure.after[:_BESIDE])
    )


def _strange_of(text: str, asked: frozenset[str]) -> float:
    return (len(text) - sum(map(asked.__contains__, text))) / len(text) if text else 1.0


@functools.lru_cache(maxsize=16384)  # the same candidates are asked again and again
def _bare(text: str) -> str:
    """The characters of a text that say what something is."""
    return "".join(filter(str.isalnum, _DOING.sub("", text)))


def _adjacent(spoken: Spoken, measure: Measure, own: frozenset[int]) -> float:
    """How near the figure a concept stands: 1 right beside it, less with each character between."""
    gaps = [_FAR]
    for number, word in spoken.words if own else ():
        if number in own:
            at = measure.before.rfind(word)
            if at >= 0:
                gaps.append(len(measure.before) - at - len(word))
            at = measure.after.find(word)
            if at >= 0:
                gaps.append(at)
    return 1 / (1 + min(gaps) / 3)
