"""Whether a figure is of things of another size or age than those asked about: 亿元以上项目."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.choosing import phrases
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from index.fact_types import Fact
    from index.language.measures import Measure


def are_others(asked: str, measure: Measure, fact: Fact | None) -> bool:
    """Whether the things that a figure is of are of another size than a folded question names."""
    named = phrases.sizes(asked)
    own = phrases.sizes(folded(fact.measure.text)) if fact is not None else frozenset()
    told = own or phrases.sizes("\n".join((measure.before, measure.after, *measure.earlier)))
    return not named <= told  # also where none is asked about


def is_of_one(asked: str, fact: Fact | None) -> bool:
    """Whether a fact is only of things of one size, where those of all are asked about."""
    return (
        fact is not None
        and bool(phrases.sizes(folded(fact.measure.text)))
        and not phrases.sizes(asked)
    )
