"""Which things that a question names are spoken of nowhere where a figure is told."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language.figure_forms import QUARTER
from index.language.lexicon import alternation, word_set
from index.language.tokens import is_word
from qa.choosing import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.understanding.concepts import Concept

_NO_THING = re.compile(
    f"[年月]$|{QUARTER}$|^(?:{alternation('own_place')})$|^第?[一二三]次?产|[省市县区州盟旗]$|^(?:new|[a-z]{{4,}})$"
)


_OF_YEAR = "年"  # 2024年发电量 holds 年发电量, which is a word


def is_untold(
    concepts: Sequence[Concept],
    asked: Iterable[int],
    told: frozenset[int],
    *,
    may_be_act: bool = False,
) -> bool:
    """Whether one of some concepts is a thing, and is none of those that are told of.

    Args:
        concepts: those of a question.
        asked: the numbers of some of them.
        told: the numbers of those that are told of.
        may_be_act: whether what is done counts as a thing too.
    """
    said = {c for i in told for word in concepts[i].words for c in word}
    left = [concepts[i].words[0] for i in asked if i not in told]
    return any(
        (may_be_act or phrases.is_noun(word))
        and not _NO_THING.search(word)
        and word not in _generic()
        and not set(word.removeprefix(_OF_YEAR)) <= said  # a word that is made of others
        and (is_word(word) or word_set("function").isdisjoint(word))  # 产了 is no word
        for word in left
    )


@functools.cache
def _generic() -> frozenset[str]:
    """What tells only in which measure something is told, and not of what: 面积, 资金."""
    return word_set(
        "asks_area", "asks_length", "asks_persons", "generic_head", "heads", "sum_of_things"
    )
