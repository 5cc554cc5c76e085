"""The things that a question speaks of, and how much of them a text speaks of."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_AND = re.compile(rf"[、和与及跟]|{alternation('joins')}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One thing that a question speaks of: the terms it is sought by, and every way to say it.

    ``words`` are folded, the asker's own first; a text speaks of the concept where it holds any.
    """

    terms: tuple[str, ...]
    words: tuple[str, ...]

    def is_in(self, name: str) -> bool:
        """Whether a folded name holds one of its words, or is a part of one."""
        return any(word in name or name in word for word in self.words)


class Spoken:
    """The words of a question's concepts that stand in a text, each with its concept's number."""

    def __init__(self, words: tuple[tuple[int, str], ...]) -> None:
        self.words = words
        self.numbers = frozenset([number for number, _ in words])

    def in_part(self, folded: str) -> frozenset[int]:
        """Which concepts a folded part of the text speaks of."""
        if not self.words:
            return self.numbers
        return frozenset([number for number, word in self.words if word in folded])


class Concepts:
    """A question's concepts with what each weighs: the rarer in the reports, the more.

    ``unknown`` are the numbers of those that no report speaks of.
    """

    def __init__(
        self,
        concepts: Sequence[Concept],
        weights: Sequence[float],
        unknown: frozenset[int] = frozenset(),
    ) -> None:
        self.unknown = unknown
        self._concepts = tuple(concepts)
        self._weights = tuple(weights)
        self._total = sum(weights) or 1.0
        self._shares: dict[frozenset[int], float] = {}
        self._named: dict[str, frozenset[int]] = {}
        self._written = [frozenset(each.words[0]) for each in concepts]

    @classmethod
    def alike(cls, concepts: Sequence[Concept]) -> Concepts:
        """The concepts of a question, each of the same weight: as where no reports are at hand."""
        return cls(concepts, [1.0] * len(concepts))

    def __getitem__(self, number: int) -> Concept:
        return self._concepts[number]

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts)

    @functools.cached_property
    def characters(self) -> frozenset[str]:
        """All characters of their words."""
        return frozenset(c for concept in self._concepts for word in concept.words for c in word)

    def in_text(self, folded: str) -> frozenset[int]:
        """Which concepts a folded text speaks of, by their numbers."""
        numbers = []
        for i, concept in enumerate(self._concepts):  # a thousand times a question: no generators
            for word in concept.words:
                if word in folded:
                    numbers.append(i)
                    break
        return frozenset(numbers)

    def spoken(self, folded: str) -> Spoken:
        """What of the question a folded text speaks of, to be looked for again in its parts."""
        return Spoken(
            tuple(
                [
                    (i, word)
                    for i, concept in enumerate(self._concepts)
                    for word in concept.words
                    if word in folded
                ]
            )
        )

    def named_in(self, name: str) -> frozenset[int]:
        """Which concepts a folded name speaks of, whole, in part, or by the same characters."""
        numbers = self._named.get(name)  # hundreds of times a question, of a few figures
        if numbers is None:
            numbers = self._named[name] = frozenset(
                [
                    i
                    for i, each in enumerate(self._concepts)
                    if self._written[i].issubset(name) or each.is_in(name)
                ]
            )
        return numbers

    def share(self, numbers: frozenset[int]) -> float:
        """What concepts weigh, of all that the question speaks of, 0 to 1."""
        share = self._shares.get(numbers)  # hundreds of times a question, for a few sets
        if share is None:
            share = self._shares[numbers] = sum(self._weights[i] for i in numbers) / self._total
        return share

    def share_of(self, folded: str) -> float:
        """How much of the question a folded text speaks of, 0 to 1."""
        return self.share(self.in_text(folded))


@dataclass(frozen=True, slots=True)
class _Named:
    """Where a question names one of its concepts, by its number."""

    number: int
    start: int
    end: int


def in_order(asked: str, concepts: Concepts) -> list[int]:
    """The numbers of the concepts in the order in which a folded question names them last."""
    last = {each.number: each.end for each in _named(asked, concepts)}
    return sorted(last, key=last.__getitem__)


def named_together(
    asked: str, concepts: Concepts
) -> tuple[tuple[frozenset[int], frozenset[int]], ...]:
    """The things that a folded question names in one breath: 开工竣工, 技术人才和技能人才."""
    named = _named(asked, concepts)
    things = [e for e in named if concepts[e.number].words[0] not in _said_of_things()]
    found = [
        (_run(things, match.start(), back=True), _run(things, match.end(), back=False))
        for match in _AND.finditer(asked)
    ]
    acts = word_set("predicate", "makes_new")
    for one, other in itertools.permutations(named, 2):
        words = {concepts[one.number].words[0], concepts[other.number].words[0]}
        if one.end == other.start and words <= acts:
            found.append((frozenset({one.number}), frozenset({other.number})))
    return tuple(pair for pair in found if all(pair))


def _named(asked: str, concepts: Concepts) -> list[_Named]:
    return [
        _Named(i, match.start(), match.end())
        for i, each in enumerate(concepts)
        for match in re.finditer(re.escape(each.words[0]), asked)
    ]


@functools.cache
def _said_of_things() -> frozenset[str]:
    return word_set("predicate", "makes_new", "asks_added", "asks_total", "in_all", "grew", "fell")


def _run(named: Sequence[_Named], at: int, *, back: bool) -> frozenset[int]:
    """The concepts that are named one after the other up to a place, or from it on."""
    found: set[int] = set()
    reached = {at}
    while reached:
        nearest = [e for e in named if (e.end if back else e.start) in reached]
        found.update(e.number for e in nearest)
        reached = {e.start if back else e.end for e in nearest}
    return frozenset(found)


@functools.lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """A text folded for matching; the same candidates are read again and again."""
    return fold(text).text
