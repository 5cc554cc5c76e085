"""What an answer in words plainly lacks of what an English question asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import numerals
from qa.listing.members import members
from qa.understanding.names.english_places import is_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.understanding.concepts import Concept

_NUMBERS = {word: n for n, word in enumerate(("two", "three", "four", "five", "six", "seven"), 2)}
_SO_MANY = re.compile(rf"\b(?:which|what|the|name)\s+({'|'.join(_NUMBERS)})\b")
_VERB = r"(?:is|was|has|does|did|do|are|were|will|have|happens|of|for)\b"
_PLURAL = re.compile(
    rf"^(?:which|what)(?: (?!{_VERB})[\w'’-]+){{0,4}}? (?!{_VERB})[a-z-]{{2,}}[^su\W]s "
    r"(?:are|were|will|did|do|does|have|in|to|\w+ed|became|rose|fell|ran?k)\b"
)
_WHAT_ARE = re.compile(
    r"^what (?:are|were) (?:the|its|their|our) (?:[\w'’-]+ ){0,3}?[a-z-]{2,}[^su\W]s\b"
)
_WHO = re.compile(r"^who(?:se)?\b")
_RANK = re.compile(r"\brank(?:s|ed|ing)?\b")
_ORDINALS = {word: n for n, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)}
_NTH = re.compile(rf"\b({'|'.join(_ORDINALS)})\b")
_PLACE_IN_ORDER = re.compile(rf"第([\d{numerals.TENS}]+)|首[位]")
_PLACE = re.compile(
    r"\b(?!(?:Which|What|The|This|That|Our|Your|How|Each|Every|Does|Did|Is|Has|Will)\b)[A-Z][a-z]+(?: [A-Z][a-z]+)? "
    r"(?:District|County|City|Province|Prefecture|Town|Township|Corps|New Area)\b"
    r"|\b(?:in|from) (?!(?:January|February|March|April|May|June|July|August|September|October|November|December|China)\b)"
    r"[A-Z][a-z]+\??$"
)
_HALF = 0.5  # of what a question speaks of, beyond which a sentence is hardly of something else
_TITLE = re.compile("[《“]")


def is_plainly_other(asked: str, answer: str, sentence: str = "") -> bool:
    """Whether words cannot be all that a folded English question asks for, or are another sort of thing.

    A plural asks for several (which railways), two clusters are not five, who directed a play is not the play, and
    where something ranks is a place in an order.
    """
    if not answer or not is_english(asked):
        return False
    told = len(members(answer) or [answer])
    if _WHO.search(asked) and _TITLE.search(answer):
        return True
    if _RANK.search(asked) and not _tells_rank(asked, answer, sentence):
        return True
    if (named := _SO_MANY.search(asked)) is not None:
        return told != _NUMBERS[named[1]]
    return told == 1 and any(each.search(asked) for each in (_PLURAL, _WHAT_ARE))


def _tells_rank(asked: str, answer: str, sentence: str) -> bool:
    """Whether an answer is a place in an order, or its sentence tells of the one that is asked about."""
    nth = _NTH.search(asked)
    if nth is None:
        return _PLACE_IN_ORDER.search(answer) is not None
    told = (
        numerals.count(each[1]) if each[1] else 1 for each in _PLACE_IN_ORDER.finditer(sentence)
    )
    return _ORDINALS[nth[1]] in told


def is_hardly_said(asked: str, concepts: Sequence[Concept], text: str) -> bool:
    """Whether a folded text names no more than half of what an English question speaks of."""
    if not is_english(asked) or not concepts:
        return False
    said = sum(any(word in text for word in each.words) for each in concepts)
    return said <= _HALF * len(concepts)


def names_unknown_place(text: str) -> bool:
    """Whether an English question names a place that no list here has: Nankai District."""
    return _PLACE.search(text) is not None
