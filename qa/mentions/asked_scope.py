"""Which reports a question for mentions is asked of: of those in scope, the ones that it names."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

from qa.retrieval import named_scope

if TYPE_CHECKING:
    from index.searchable.protocol import Searchable
    from qa.mentions.asked import AskedMentions
    from qa.retrieval.scope import Scope


T = TypeVar("T")


def scope_of(asked: AskedMentions, index: Searchable, within: Scope) -> Scope | None:
    """The scope; ``None`` where a place or year that the question names is of no report in it."""
    try:
        named = named_scope.named_scope(index, asked.places, asked.years)
    except ValueError:  # the question is asked as any other, and refused with its reasons
        return None
    places = _both(within.places, named.places)
    years = _both(within.years, named.years)
    if places is None or years is None:
        return None
    narrowed = dataclasses.replace(within, places=places, years=years)
    if asked.level is None:
        return narrowed
    return named_scope.of_level(index, narrowed, asked.level)


def _both(scope: tuple[T, ...], named: tuple[T, ...]) -> tuple[T, ...] | None:
    """What two parts of scopes, of which an empty one restricts nothing, have in common."""
    if not scope or not named:
        return scope or named
    return tuple(each for each in named if each in scope) or None
