"""Whether what a fact tells has come about: done, expected, aimed at, planned."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Direction, Origin, Status
from index.language.lexicon import alternation, word_set
from index.language.text import fold
from index.language.units import Dimension
from index.types import Aspect, Period, ReportKind

if TYPE_CHECKING:
    from index.facts.claims import Claim
    from index.facts.clauses import Clause
    from index.facts.phrases import Around
    from index.types import About, Passage

_EXPECTED = re.compile(
    rf"(?<![于超])(?:{alternation('reckons')})|(?<!不)可(?:{alternation('carries_out', 'reaches')})"
)
_STRIVEN = re.compile(alternation("strives"))
_PLANNED = re.compile(alternation("plan_heading", "this_year"))
_HOUSEHOLD = "户"
_JOBS = re.compile(alternation("jobs"))
# Kinds of documents that look ahead unless a heading says otherwise.
_AHEAD = frozenset({ReportKind.GOVERNMENT_WORK, ReportKind.DEVELOPMENT, ReportKind.PLAN})
_THINGS = frozenset({Dimension.COUNT, Dimension.PERSON, Dimension.LENGTH, Dimension.AREA})


@functools.cache
def repeated() -> frozenset[str]:
    """Words before how often or how long something was so (连续3年)."""
    return word_set("in_a_row")


@dataclass(slots=True)
class StatusFrame:
    """What the sentences of a passage tell of whether something is done."""

    aimed: bool = False  # its paragraph tells goals
    striven: bool = False  # a clause of its sentence does
    expected: bool = False
    clause_words: str = ""
    goes_on: bool = False

    def begin_sentence(self, text: str) -> None:
        """Note that a sentence begins; after a semicolon it only goes on."""
        self.expected = self.expected and self.goes_on
        self.striven = False
        self.goes_on = text.rstrip().endswith((";", "；"))
        self.clause_words = ""
        if re.search(rf"(?:{alternation('target')})[^。]{{0,12}}[:：]", text):
            self.aimed = True

    def note(self, clause: Clause) -> None:
        """Note the words of a clause."""
        self.clause_words = "".join(piece.text for piece in clause.pieces)
        if _EXPECTED.search(self.clause_words):
            self.expected = True
        if _STRIVEN.search(self.clause_words):
            self.striven = True

    def of(
        self, period: Period, own: Claim, beside: Around, *, is_ahead: bool, starts: bool = False
    ) -> tuple[Status, Origin]:
        """The status of a fact, and where that was read.

        ``starts`` tells the value that a change began at: it is there already.
        """
        words = self.clause_words
        before = (*own.said, *beside.adverbs)
        if _requires(words, own):
            return Status.REQUIREMENT, Origin.CLAUSE
        if period is Period.PLAN or is_ahead:
            return self._ahead(own, before, starts=starts)
        if self.expected:
            return Status.EXPECTED, Origin.CLAUSE if _EXPECTED.search(words) else Origin.SENTENCE
        if any(word in word_set("aims_at") for word in before):
            return Status.TARGET, Origin.CLAUSE
        if any(word in word_set("plans") for word in before) or beside.plans:
            return Status.PLAN, Origin.CLAUSE
        return Status.DONE, Origin.HEADING if period is Period.REVIEW else Origin.DEFAULT

    def _ahead(self, own: Claim, before: tuple[str, ...], *, starts: bool) -> tuple[Status, Origin]:
        if not self.aimed and (starts or any(word in word_set("has_already") for word in before)):
            return Status.DONE, Origin.CLAUSE
        if self.aimed or any(word in word_set("strives", "ensures") for word in before):
            return Status.TARGET, Origin.CLAUSE
        if own.aspect in (Aspect.CHANGE, Aspect.SHARE, Aspect.RANK) or own.figure.is_worded:
            return Status.TARGET, Origin.HEADING
        if _tells_level(own) or _tells_new_people(own):
            return Status.TARGET, Origin.CLAUSE
        if self.striven and not own.said:
            return Status.TARGET, Origin.SENTENCE
        return Status.PLAN, Origin.HEADING


def period_of(about: About, passage: Passage) -> Period:
    """The period that a passage speaks of, as far as what is done hangs on it.

    A document that is no plan (a budget's grounds, a court's report) looks ahead only where a heading
    says so.
    """
    if (
        passage.period is not Period.PLAN
        or about.kind in _AHEAD
        or about.kind is ReportKind.ADDRESS
    ):
        return passage.period
    titles = "".join(passage.section)
    return passage.period if not titles or _PLANNED.search(fold(titles).text) else Period.OTHER


def _requires(words: str, own: Claim) -> bool:
    """Whether a rule asks for a value: 不得超过5%."""
    return any(word in words for word in word_set("must_not")) and bool(own.figure.amount.hedge)


def _tells_level(own: Claim) -> bool:
    """Whether a value is what an indicator is to come to: 产量达到3万吨, 失业率控制在5%以内.

    What is brought to an end (完成15公里公路) or made better (提升厂房40处) is work.
    """
    last, dimension = own.said[-1] if own.said else "", own.figure.dimension
    if last in word_set("carries_out", "moves_level") and dimension in _THINGS:
        return False
    if last in word_set("says_reached", "stands_at") - word_set("newly", "plans"):
        return True
    if own.aspect not in (Aspect.LEVEL, Aspect.TOTAL):
        return False
    is_planned = own.words.endswith(tuple(word_set("asks_plan")))
    states = not last and not own.named_after and not is_planned and dimension not in _THINGS
    return states or own.direction is not Direction.NONE or (not last and _is_indicator(own.words))


def _is_indicator(words: str) -> bool:
    return words.endswith(tuple(word_set("indicator")))


def _tells_new_people(own: Claim) -> bool:
    """Whether people are counted who are new by their own words: 城镇新增就业."""
    is_of_people = own.figure.dimension is Dimension.PERSON and own.figure.amount.unit != _HOUSEHOLD
    if own.aspect is not Aspect.ADDITION or not (is_of_people or _JOBS.search(own.words)):
        return False
    newly = word_set("newly")
    return any(word in newly for word in own.said) or any(word in own.words for word in newly)
