"""Which of the things that a question names lead to a figure, and of what it is where its name is bare."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

from index.language.lexicon import word_set
from qa.choosing import phrases

if TYPE_CHECKING:
    from qa.choosing.evidence import Evidence


def led(evidence: Evidence, headed: frozenset[int], before: frozenset[int]) -> Evidence:
    """A figure with the concepts that lead to it: of its sentence up to it, and of its headings.

    Those of the sentence before do so too where its own names nothing in its clauses before.

    Args:
        evidence: the figure.
        headed: the concepts of its headings.
        before: those of the sentence before.
    """
    earlier = evidence.measure.earlier if evidence.measure is not None else ()
    leads = frozenset[int]() if any(map(phrases.nouns, earlier)) else before
    return dataclasses.replace(evidence, leading=evidence.concepts | headed | leads)


def is_bare(name: str) -> bool:
    """Whether a folded name tells only what of a thing is counted, and not of which: 总产量.

    总量 alone may be of all that is spoken of.
    """
    return not _bare().isdisjoint((name, name.removeprefix("总")))


@functools.cache
def _bare() -> frozenset[str]:
    return word_set("asks_money", "made", "owned") - word_set("total", "in_all")
