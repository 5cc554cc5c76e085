"""Whether a figure's own words name another thing than a question asks about.

民间投资增长30% is no answer to 工业投资增长多少: both are 投资, and what the question says of it is
not said of the figure, but something else. Where a figure's words merely say less, or are of
another kind altogether, this cannot be told, and is a matter of weights (``figure_evidence.py``).
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.measures import PAIRS
from index.language.tokens import is_word
from index.language.units import dimension_of
from qa.choosing import dealings, phrases
from qa.choosing.amounts import joint, leading, sizes, untold
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from index.fact_types import Fact
    from index.language.measures import Measure
    from qa.understanding.concepts import Concept, Concepts

_INDICATOR = re.compile(
    rf"(?:{alternation('indicator', 'asks_money', 'measured_in', 'price')}|(?<![效功])率)$"
)
_AMOUNT = re.compile(
    rf"(?:{alternation('made', 'measured_in', 'sum_of_money')})(?:是?(?:{alternation('how_much')}))?[?。!]*$"
)
_ASIDE = re.compile(r"[()\s]")  # 强度(占生产总值比重): what stands in brackets goes on
_SHARE_OF = re.compile(
    rf"占(?![地比])(.{{1,10}}?)的?(?:{alternation('share_noun', 'percent', 'how_many')}|$)"
)
_OF_PAIRS = frozenset(member for members in PAIRS.values() for member in members)
_OPPOSITES = [(a, b) for pair in PAIRS.values() for a, b in (pair, pair[::-1]) if len(a) > 1]


class Relation(Enum):
    """How what a figure is of is to what a question asks about."""

    OTHER = auto()  # another thing of the same sort
    NARROWER = auto()  # a part of it: 农村居民收入 where 居民收入 is asked for
    WIDER = auto()  # less than is asked for: 居民收入 where 农村居民收入 is, which is told nowhere
    OPEN = auto()  # the same, or something that the words alone do not tell


class AskedMeasure:
    """What a question asks the figure of: its concepts, and which of them qualify which.

    Args:
        text: the question, folded.
        concepts: what it speaks of.
    """

    def __init__(self, text: str, concepts: Concepts) -> None:
        text = _ASIDE.sub("", text)
        self.text = text
        self._concepts = tuple(concepts)
        self.spoken_in = concepts.named_in  # by a folded name, as the question does
        self._unknown = concepts.unknown
        starts = [text.rfind(each.words[0]) for each in self._concepts]
        self._spans = [
            (start, start + len(each.words[0])) if start >= 0 else (-1, -1)
            for start, each in zip(starts, self._concepts, strict=True)
        ]
        self._dealings = dealings.asked(text)
        self._asks_amount = _AMOUNT.search(text) is not None
        self._is_indicator = any(_INDICATOR.search(each.words[0]) for each in self._concepts)

    def relation(
        self,
        measure: Measure,
        fact: Fact | None = None,
        told: frozenset[int] | None = None,
        leads: frozenset[int] | None = None,
    ) -> Relation:
        """How what a figure's fact, or else its own words name is to what the question names.

        Args:
            measure: the figure, with its words.
            fact: what was read of it.
            told: the numbers of the concepts that its passage speaks of; not given, of all.
            leads: of these, those whose words lead to the figure, as a subject or a heading does.
        """
        if measure.item in _OF_PAIRS:
            return self._of_pair(measure.item)
        if measure.item and (fact is None or not fact.measure.text):
            return Relation.OPEN  # one of several, handed out in turn: told by its own words
        if sizes.are_others(self.text, measure, fact):
            return Relation.OTHER
        name = fact and phrases.named(folded(fact.measure.text))
        if not name:  # what nothing names for sure leaves open what it is not
            name = phrases.name_of(measure)
            told = told if name.text in (measure.before, measure.after) else None
        is_joint = joint.is_of_more(name, self._spoken(name.text)[1], measure.dimension)
        if is_joint or not name.nouns or self._asks_one_of_several(name):
            return Relation.WIDER if is_joint else Relation.OPEN
        relation = self._of_name(name, measure, fact, told)
        if relation in (Relation.OPEN, Relation.WIDER) and leading.is_bare(name.text):
            return self._of_bare(name, relation, told, leads)
        return relation

    def _of_bare(
        self,
        name: phrases.Name,
        relation: Relation,
        told: frozenset[int] | None,
        leads: frozenset[int] | None,
    ) -> Relation:
        """How 总产量 is to what the question names, which says nothing itself of what is made.

        It is that of what leads to it. Where nothing there speaks of what is asked for, it is of
        something else; where only its passage does, it may be.
        """
        spoken, covered = self._spoken(name.text)
        missing = [self._concepts.index(each) for each in self._missing(name, spoken, covered)]
        missing = [i for i in missing if i not in self._unknown or is_word(self._word(i))]
        if self._is_untold(missing, told):
            return Relation.OTHER
        return Relation.WIDER if self._is_untold(missing, leads) else relation

    def _word(self, number: int) -> str:
        return self._concepts[number].words[0]

    def _of_name(
        self, name: phrases.Name, measure: Measure, fact: Fact | None, told: frozenset[int] | None
    ) -> Relation:
        """How what a figure is called is to what the question names."""
        if self._is_another(name.text, measure) or phrases.is_unasked_rate(name, self.text):
            return Relation.OTHER
        spoken, covered = self._spoken(name.text)
        missing = self._missing(name, spoken, covered)
        if not missing:
            if self._says_less(name, spoken, covered, told):
                return Relation.WIDER
            is_part = phrases.is_narrowed(name, covered) or sizes.is_of_one(self.text, fact)
            return Relation.NARROWER if is_part else Relation.OPEN
        if not name.begins_with_noun:
            missing = [each for each in missing if not _is_spoken(each, measure.earlier)]
        instead = [
            *filter(None, (phrases.unasked(noun, name.text, covered) for noun in name.nouns))
        ]
        if instead and any(not self._is_mistyped(each, instead) for each in missing):
            return Relation.OTHER
        left = [each for each in missing if not self._is_mistyped(each, instead)]
        is_less = self._is_untold([self._concepts.index(each) for each in left], told)
        return Relation.WIDER if is_less else Relation.OPEN

    def _says_less(
        self,
        name: phrases.Name,
        spoken: Mapping[int, Sequence[int]],
        covered: Collection[int],
        told: frozenset[int] | None,
    ) -> bool:
        """Whether a name that leaves nothing out that should be in it still is not what is asked for.

        Something else is named, or what is asked of it (签约资金) is told nowhere, and something else
        of it is (到位资金).
        """
        end = name.nouns[-1].end
        if end - 1 not in covered:
            return self._is_untold(range(len(self._concepts)), told)
        if not any(phrases.unasked(noun, name.text, covered) for noun in name.nouns):
            return False
        heads = [i for i, ends in spoken.items() if max(ends) >= end]
        return self._is_untold(self._qualifying(heads), told, may_be_act=True)

    def _is_untold(
        self, asked: Iterable[int], told: frozenset[int] | None, *, may_be_act: bool = False
    ) -> bool:
        """Whether the passage speaks nowhere of a thing that the question names."""
        return told is not None and untold.is_untold(
            self._concepts, asked, told, may_be_act=may_be_act
        )

    def _of_pair(self, item: str) -> Relation:
        """How one of two that are named by one word is to the question: 城镇 of 城乡."""
        words_asked = [word for each in self._concepts for word in each.words]
        members = next(members for members in PAIRS.values() if item in members)
        asked = [each for each in members if any(each in word for word in words_asked)]
        if not asked:
            return Relation.NARROWER
        return Relation.OPEN if item in asked else Relation.OTHER

    def _is_another(self, name: str, measure: Measure) -> bool:
        if phrases.names_both_ways(name, self.text):
            return True
        if self._asks_amount and measure.quantity.unit in word_set("counts_bodies"):
            return True  # 钢铁产量: no number of firms
        is_other = self._is_share_of_another(name) or self._is_other_of_pair(name)
        return is_other or dealings.are_others(self._dealings, measure.before)

    def _is_other_of_pair(self, text: str) -> bool:
        """Whether one of two is named where only the other is asked about: 进口, and not 出口."""
        for asked, other in _OPPOSITES:
            if asked in self.text and other not in self.text:
                return other in text and asked not in text
        return False

    def _is_share_of_another(self, text: str) -> bool:
        """Whether a share is one of another whole: 占全社会比重 where 占生产总值比重 is asked for."""
        asked, told = _SHARE_OF.search(self.text), _SHARE_OF.search(text)
        if asked is None or told is None:
            return False
        wholes = {asked[1], *(w for c in self._concepts if c.words[0] in asked[1] for w in c.words)}
        return not any(whole in told[1] or told[1] in whole for whole in wholes)

    def _missing(
        self, name: phrases.Name, spoken: Mapping[int, Sequence[int]], covered: Collection[int]
    ) -> list[Concept]:
        """What of the question a name leaves out that should be in it."""
        end = name.nouns[-1].end
        if end - 1 in covered:  # the same head: what qualifies it in the question counts
            heads = [i for i, ends in spoken.items() if max(ends) >= end]
            asked: Collection[int] = self._qualifying(heads)
        elif self._is_indicator and _INDICATOR.search(name.text[:end]):
            asked = range(len(self._concepts))
        else:
            return []
        unspoken = [
            self._concepts[i]
            for i in asked
            if i not in spoken
            and _is_named(self._concepts[i].words[0])
            and not _is_counted(self._concepts[i].words[0], name.text)
        ]
        if not unspoken:
            return []
        said = {c for i in spoken for word in self._concepts[i].words for c in word}
        return [each for each in unspoken if not set(each.words[0]) <= said]

    def _spoken(self, text: str) -> tuple[dict[int, list[int]], set[int]]:
        """The concepts that a text names, each with where its words end, and all their places."""
        spoken: dict[int, list[int]] = {}
        covered: set[int] = set()
        for i, concept in enumerate(self._concepts):
            for word in concept.words:
                start = text.find(word)
                while start >= 0:
                    end = start + len(word)
                    spoken.setdefault(i, []).append(end)
                    covered.update(range(start, end))
                    start = text.find(word, start + 1)
        for noun in phrases.nouns(text):
            if noun.term in self.text:  # however the question's words were cut
                covered.update(range(noun.start, noun.end))
        return spoken, covered

    def _qualifying(self, heads: Sequence[int]) -> set[int]:
        """The concepts that the question says right before one of these, as parts of its name."""
        begin = min((self._spans[i][0] for i in heads if self._spans[i][0] >= 0), default=0)
        before: set[int] = set()
        while True:
            more = {
                i
                for i, (start, end) in enumerate(self._spans)
                if 0 <= start < begin <= end + self.text[end:begin].count("的")
            }
            if more <= before:
                return before
            before |= more
            begin = min(self._spans[i][0] for i in more)

    def _asks_one_of_several(self, name: phrases.Name) -> bool:
        """Whether a name joins several things, one of which is asked for: 雏鹰、瞪羚企业."""
        joins = {each.start() for each in joint.JOINS.finditer(name.text)}
        members = [noun.term for noun in name.nouns if noun.end in joins]
        return any(
            word.startswith(member) and word.removeprefix(member) in name.text
            for member in members
            for concept in self._concepts
            for word in concept.words
        )

    def _is_mistyped(self, concept: Concept, instead: Sequence[str]) -> bool:
        """Whether a word that no report has may be meant for one of those that stand instead."""
        word = concept.words[0]
        is_unknown = self._concepts.index(concept) in self._unknown
        may_be_mistyped = is_unknown and not is_word(word) and not phrases.LATIN_NAME.match(word)
        return may_be_mistyped and any(not set(word).isdisjoint(each) for each in instead)


def _is_named(word: str) -> bool:
    """Whether a word says what is measured, or in what: 装机 is no thing by itself."""
    return phrases.is_noun(word) or word in word_set("measured_in")


def _is_counted(word: str, text: str) -> bool:
    """Whether a text has a word that was cut with what counts it: 个路侧 of 多少个路侧泊位."""
    return dimension_of(word[0]) in joint.COUNTED and word[1:] in text


def _is_spoken(concept: Concept, texts: Sequence[str]) -> bool:
    return any(word in text for word in concept.words for text in texts)
