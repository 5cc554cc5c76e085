"""Figures that a question calls by a short name: 粮食 is 粮食产量, 新增就业 is 城镇新增就业."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language import word_lists
from index.language.lexicon import alternation
from index.language.text import fold
from qa.understanding.across.counted import LEAD

if TYPE_CHECKING:
    from collections.abc import Mapping

_ASKS = rf"(?:(?:各|都)?(?:是|有|为)?(?:(?:{alternation('how_many')})[^,。;?]{{0,3}})?)"
_TOLD_OF_IT = (
    rf"(?:的?(?:{alternation('asks_change', 'names_change', 'asks_target', 'goal', 'grew')})了?)*"
)


def in_full(question: str) -> tuple[str, ...]:
    """A question for a figure by the names that reports have for it, the first goes before; any other as it is.

    Nothing but what is told of the figure may stand behind the short name: 粮食播种面积 is in full.

    Args:
        question: what each report is asked.
    """
    folded = fold(question).text
    found = _asked().match(folded) if len(folded) == len(question) else None
    if found is None:
        return (question,)
    start, end = found.span("name")
    return tuple(question[:start] + name + question[end:] for name in _names()[found["name"]])


def is_short_name(name: str) -> bool:
    """Whether a folded name is one that stands for a figure by itself: 粮食."""
    return name in _names()


@functools.cache
def _asked() -> re.Pattern[str]:
    names = "|".join(sorted(_names(), key=len, reverse=True))
    return re.compile(rf"^{LEAD}(?P<name>{names})(?={_TOLD_OF_IT}{_ASKS}[?。!]*$)")


@functools.cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return word_lists.members("qa.understanding.across", "full_names.txt")
