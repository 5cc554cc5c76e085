"""What an answer in words plainly lacks of what an English question asks for."""

from __future__ import annotations

import re

from qa.listing.members import members
from qa.understanding.names.english_places import is_english

_NUMBERS = {word: n for n, word in enumerate(("two", "three", "four", "five", "six", "seven"), 2)}
_SO_MANY = re.compile(rf"\b(?:which|what|the|name)\s+({'|'.join(_NUMBERS)})\b")
_VERB = r"(?:is|was|has|does|did|do|are|were|will|have|happens|of|for)\b"
_PLURAL = re.compile(
    rf"^(?:which|what)(?: (?!{_VERB})[\w'’-]+){{0,4}}? (?!{_VERB})[a-z-]{{2,}}[^su\W]s "
    r"(?:are|were|will|did|do|does|have|in|to|\w+ed|became|rose|fell|ran?k)\b"
)
_WHO = re.compile(r"^who(?:se)?\b")
_PLACE = re.compile(
    r"\b(?!(?:Which|What|The|This|That|Our|Your|How|Each|Every|Does|Did|Is|Has|Will)\b)[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:District|County|City|Province|Prefecture|Town|Township|Corps)\b"
)
_TITLE = re.compile("[《“]")


def is_plainly_other(asked: str, answer: str) -> bool:
    """Whether words cannot be all that a folded English question asks for, or are another sort of thing.

    A plural asks for several (which railways), two clusters are not five, and who directed a play is not the play.
    """
    if not answer or not is_english(asked):
        return False
    told = len(members(answer) or [answer])
    if _WHO.search(asked) and _TITLE.search(answer):
        return True
    if (named := _SO_MANY.search(asked)) is not None:
        return told != _NUMBERS[named[1]]
    return told == 1 and _PLURAL.search(asked) is not None


def names_unknown_place(text: str) -> bool:
    """Whether an English question names a place that no list here has: Nankai District."""
    return _PLACE.search(text) is not None
