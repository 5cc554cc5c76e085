"""Whether what a fact tells has come about: done, expected, aimed at, planned."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Origin, Status
from index.language.lexicon import alternation, word_set
from index.types import Aspect, Period

if TYPE_CHECKING:
    from index.facts.claims import Claim
    from index.facts.clauses import Clause
    from index.facts.phrases import Around

_EXPECTED = re.compile(rf"(?<![于超])(?:{alternation('reckons')})")
_AIMED = re.compile(alternation("strives", "target"))


@functools.cache
def repeated() -> frozenset[str]:
    """Words before how often or how long something was so (连续3年)."""
    return word_set("in_a_row")


@dataclass(slots=True)
class StatusFrame:
    """What the sentences of a passage tell of whether something is done."""

    aimed: bool = False  # its paragraph tells goals
    expected: bool = False
    clause_words: str = ""
    goes_on: bool = False

    def begin_sentence(self, text: str) -> None:
        """Note that a sentence begins; after a semicolon it only goes on."""
        self.expected = self.expected and self.goes_on
        self.goes_on = text.rstrip().endswith((";", "；"))
        self.clause_words = ""
        if re.search(rf"(?:{alternation('target')})[^。]{{0,12}}[:：]", text):
            self.aimed = True

    def note(self, clause: Clause) -> None:
        """Note the words of a clause."""
        self.clause_words = "".join(piece.text for piece in clause.pieces)
        if _EXPECTED.search(self.clause_words):
            self.expected = True

    def of(
        self, period: Period, own: Claim, beside: Around, *, is_ahead: bool
    ) -> tuple[Status, Origin]:
        """The status of a fact, and where that was read."""
        words = self.clause_words
        if period is Period.PLAN or is_ahead:
            return self._ahead(own, beside)
        if self.expected:
            return Status.EXPECTED, Origin.CLAUSE if _EXPECTED.search(words) else Origin.SENTENCE
        before = (*own.said, *beside.adverbs)
        if any(word in word_set("aims_at") for word in before):
            return Status.TARGET, Origin.CLAUSE
        if any(word in word_set("plans") for word in before):
            return Status.PLAN, Origin.CLAUSE
        return Status.DONE, Origin.HEADING if period is Period.REVIEW else Origin.DEFAULT

    def _ahead(self, own: Claim, beside: Around) -> tuple[Status, Origin]:
        before = (*own.said, *beside.adverbs)
        if not self.aimed and any(word in word_set("has_already") for word in before):
            return Status.DONE, Origin.CLAUSE
        if self.aimed or any(
            word in word_set("strives", "says_reached", "ensures") for word in before
        ):
            return Status.TARGET, Origin.CLAUSE
        if own.aspect is Aspect.ADDITION and _tells_what_is_new(own):
            return Status.TARGET, Origin.CLAUSE
        if own.aspect in (Aspect.CHANGE, Aspect.SHARE, Aspect.RANK) or own.figure.is_worded:
            return Status.TARGET, Origin.HEADING
        return Status.PLAN, Origin.HEADING


def _tells_what_is_new(own: Claim) -> bool:
    """Whether a count is of what is newly there by its own words: 新增企业, 城镇新增就业."""
    if any(word in word_set("newly") for word in own.said):
        return True
    return any(word in own.words for word in word_set("newly"))
