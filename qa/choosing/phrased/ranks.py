"""The place in an order that a clause states of just what is asked: 甲评估位列全市首位.

What a figure's fact is called often says more than an asker does (三年行动成效评估). A rank whose own clause, or the
ones that lead to it, name all that is asked about is its rank, whatever else they name.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.place_names import bare, parts
from index.language.quantities import quantities
from index.language.text import fold
from index.language.tokens import is_word
from index.language.units import Dimension
from index.types import Aspect
from qa.choosing import phrases, slots
from qa.choosing.evidence import PHRASED, Evidence
from qa.choosing.figure_evidence import figures
from qa.understanding import asked_rank
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.language.quantities import Quantity
    from index.types import About, Sentence
    from qa.retrieval.shortlist import Shortlisted
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question

_WEIGHTS = {
    PHRASED: 9.0,
    "own clause": 2.0,
}  # log-odds: its clause says so, of just what is asked about
_PARTS = re.compile(r"[,;:。]")
_RECORD = re.compile("新[高低]")
_DIGITS = "0123456789"
_OF_AMOUNT = frozenset(
    "量率数额值排居位列在是占于省市区县国第"
)  # of which it is how much there is, or its rank
_SESSION = re.compile(rf"(?:{alternation('asks_place_in_order')})[次届批期轮号季]")
_OF_ALL = frozenset("总全的")  # before a name, that it is of all
_ENDS = re.compile(r"[;。]")
_HOLDS = re.compile(alternation("holds_rank", "ranked"))
_MOVED = re.compile(rf"(?:{alternation('asks_moved')})了?(?:{alternation('how_many')})")
_TWO_OF_THEM = re.compile("各|[分]别|、[^,;。]*$")
_AT_FIRST = re.compile(r"[由从][^,;。]*$")  # 由第11位跃升至第5位
_HOPED = re.compile(rf"{alternation('strives')}|有[望]")


def ranks(question: Question, concepts: Concepts, candidate: Shortlisted) -> list[Evidence]:
    """The figures of a passage, best first, where the first is a rank of all that is asked about; else nothing."""
    asked, about, passage = folded(question.text), candidate.document, candidate.passage
    is_of_rank = question.wanted.aspect is Aspect.RANK
    if question.wanted.dimensions != {Dimension.RANK} or not is_of_rank or _MOVED.search(asked):
        return []
    things = _things(concepts, about)
    told = {
        sentence.start + start: share
        for sentence in passage.sentences
        for start, share in (_told(asked, sentence.text, concepts, things) if things else ())
    }
    if not told:
        return []
    read = figures(question, concepts, passage, about, candidate.facts())
    found = [
        dataclasses.replace(
            each, features={PHRASED: 1.0, "own clause": told[each.start]}, weights=_WEIGHTS
        )
        for each in read
        if each.start in told and not slots.is_vetoed(each.features)
    ]
    if not found:
        return []
    others = [each for each in read if each.start not in told]
    return [*sorted(found, key=lambda each: -each.strength), *others]


def is_anothers(
    question: Question, concepts: Concepts, about: About, chosen: Evidence, sentence: Sentence
) -> bool:
    """Whether a rank that was chosen is told of its own clause's subject, and not of what is asked about; or is none."""
    if PHRASED in chosen.features or question.wanted.aspect is not Aspect.RANK:
        return False
    text = fold(sentence.text).text
    at = chosen.start - sentence.start
    if not 0 <= at < len(text) or len(text) != len(sentence.text):
        return False
    if _RECORD.search(sentence.text[at : chosen.end - sentence.start]):
        return True  # 历史新高 is no place in an order
    clause = max((m.end() for m in _PARTS.finditer(text, 0, at)), default=0)
    end = next((m.start() for m in _PARTS.finditer(text, at)), len(text))
    asked = folded(question.text)
    things = _things(concepts, about)
    own = text[clause:end]
    if _HOPED.search(own) or not asked_rank.is_at_level(asked, own):
        return True
    first = 0 if _is_led(asked, text[clause:at]) else clause
    is_half = any(word not in text[first:end] for word in _joined(asked, concepts, things))
    if is_half or _is_of_kind(concepts, things, text, clause, at):
        return True
    return bool(things) and not (things & concepts.in_text(text[first:end]))


def _joined(asked: str, concepts: Concepts, things: frozenset[int]) -> list[str]:
    """What a question says in one breath, where a single character ends it: 创新药, of which 创新 alone is none."""
    words = [each.words[0] for each in concepts]
    return [
        f"{words[i]}{end}"
        for i in things
        for end in words
        if len(end) == 1 and end not in _OF_AMOUNT and f"{words[i]}{end}" in asked
    ]


def _is_of_kind(
    concepts: Concepts, things: frozenset[int], text: str, clause: int, at: int
) -> bool:
    """Whether a sentence tells of a thing by several names, and a clause's is a longer one: 总产能, 电动车产能居第3."""
    if len(things) != 1:
        return False
    word = concepts[next(iter(things))].words[0]
    inside = text.find(word, clause, at)
    return inside > clause and text.find(word) < clause and text[inside - 1] not in _OF_ALL


def is_of_another(question: Question, concepts: Concepts, about: About, sentence: str) -> bool:
    """Whether a place in an order is asked for, and a folded sentence names nothing of what it is asked of.

    Nor does it by a part of its name: 超算算力 for 超级计算机的算力.
    """
    asked = folded(question.text)
    if question.wanted.dimensions != {Dimension.RANK} or question.wanted.aspect is not Aspect.RANK:
        return False
    among = "".join(re.findall(asked_rank.PART, asked))
    things = frozenset(
        i
        for i in _things(concepts, about)
        if (word := concepts[i].words[0]) not in among and word not in _of_any_rank()
    )
    if not things or _SESSION.search(asked) or things & concepts.in_text(sentence):
        return False
    place = folded(about.place or " ").strip()
    left = asked
    for word in sorted(
        (*_no_things(), *_of_any_rank(), *map(bare, parts(place)), among or place),
        key=len,
        reverse=True,
    ):
        left = left.replace(word, " ")
    return not any(
        left[i : i + 2] in sentence for i in range(len(left) - 1) if " " not in left[i : i + 2]
    )


def _told(
    asked: str, sentence: str, concepts: Concepts, things: frozenset[int]
) -> Iterator[tuple[int, float]]:
    """Where the ranks of some things stand in a sentence, and how much of these their own clause names."""
    text = fold(sentence)
    last = 0
    for rank in filter(_is_place, quantities(text.text)):
        end = next((m.start() for m in _PARTS.finditer(text.text, rank.end)), len(text.text))
        begin = max((m.end() for m in _ENDS.finditer(text.text, last, rank.start)), default=last)
        clause = max((m.end() for m in _PARTS.finditer(text.text, 0, rank.start)), default=0)
        before, own = text.text[begin : rank.start], text.text[clause:end]
        lead = text.text[clause : rank.start]
        named = text.text[begin:end] if _is_led(asked, lead) else own
        is_whole = all(word in named for word in _joined(asked, concepts, things))
        if is_whole and _are_named(concepts, things, named) and _fits(asked, before, lead):
            yield text.original(rank.start, rank.end)[0], _share(concepts, things, own)
        last = rank.end


def _is_led(asked: str, lead: str) -> bool:
    """Whether a clause says before its rank of what it is no more than a question does: it goes on from the ones before.

    区域创新能力居全国第四 is of its own, 位居全国第四 of what stands before.
    """
    subject = _HOLDS.split(lead, maxsplit=1)[0]
    return all(noun.term in asked or noun.term in _of_any_rank() for noun in phrases.nouns(subject))


@functools.cache
def _of_any_rank() -> frozenset[str]:
    """What a clause that goes on may say before its rank: in what, and among whom."""
    return word_set(
        *("dependent", "asks_total", "increment", "compared_among", "own_place", "all_there_is"),
        *("asks_change", "grew", "climbed"),
    )


def _is_place(figure: Quantity) -> bool:
    """Whether a figure is a place in an order, and not by how many of them something moved."""
    return figure.dimension is Dimension.RANK and figure.text[0] not in _DIGITS


def _fits(asked: str, before: str, clause: str) -> bool:
    """Whether a rank that is told behind some words is among those, and by that, which are asked about."""
    if any(each.search(clause) for each in (_TWO_OF_THEM, _AT_FIRST, _HOPED)):
        return False
    return asked_rank.is_at_level(asked, clause) and not asked_rank.is_by_other(
        asked, clause, before
    )


def _are_named(concepts: Concepts, things: frozenset[int], text: str) -> bool:
    """Whether a text names some things; what was cut to no word (绿电外, 送量) by its characters alone."""
    left = (concepts[i].words[0] for i in things - concepts.in_text(text))
    return all(not is_word(word) and set(word) <= set(text) for word in left)


def _share(concepts: Concepts, things: frozenset[int], text: str) -> float:
    whole = concepts.share(things)
    return concepts.share(things & concepts.in_text(text)) / whole if whole else 0.0


def _things(concepts: Concepts, about: About) -> frozenset[int]:
    """The numbers of the concepts that a question asks the rank of, and not among whom, or whose it is."""
    place = folded(about.place or " ")
    return frozenset(
        i
        for i, each in enumerate(concepts)
        if len(each.words[0]) > 1
        and each.words[0] not in _no_things()
        and each.words[0] not in place
    )


@functools.cache
def _no_things() -> frozenset[str]:
    return word_set(
        *("function", "idle", "own_place", "rank_noun", "holds_rank", "asks_place_in_order"),
        *("whole_country", "relative_year", "asks_total"),
    )
