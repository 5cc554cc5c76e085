"""Counts of several things together: 雏鹰、瞪羚和领军企业 are counted as one."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.units import Dimension
from qa.choosing import phrases

if TYPE_CHECKING:
    from collections.abc import Collection

    from index.language.tokens import Token

JOINS = re.compile(rf"[、和与及]|{alternation('joins')}")
COUNTED = frozenset({Dimension.COUNT, Dimension.PERSON})


def is_of_more(name: phrases.Name, covered: Collection[int], dimension: Dimension) -> bool:
    """Whether a name joins what a question asks for with others that it does not.

    Args:
        name: what a figure's fact is called, folded.
        covered: where in it the words of the question stand.
        dimension: what the figure is measured in; only of a count is none of several known.
    """
    if dimension not in COUNTED:
        return False
    members = _members(name)
    is_asked = any(
        all(i in covered for each in nouns for i in range(each.start, each.end))
        for nouns in members
    )
    return is_asked and any(
        nouns[0].start not in covered  # 体育场地和设施: 体育 is said of both
        and any(phrases.unasked(each, name.text, covered) for each in nouns)
        for nouns in members
    )


def _members(name: phrases.Name) -> list[list[Token]]:
    """The nouns of each of the things that a name joins."""
    bounds = [0, *(each.start() for each in JOINS.finditer(name.text)), len(name.text)]
    members = (
        [each for each in name.nouns if start <= each.start and each.end <= end]
        for start, end in itertools.pairwise(bounds)
    )
    return [each for each in members if each]
