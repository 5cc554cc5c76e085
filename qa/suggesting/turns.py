"""Several sources in turn."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")


def in_turn(sources: Iterable[Iterator[T]]) -> Iterator[T]:
    """The first of each, then the second of each, and so on."""
    for row in itertools.zip_longest(*sources):
        yield from (each for each in row if each is not None)


def once(values: Iterable[T], *, by: Callable[[T], str], before: Iterable[str] = ()) -> Iterator[T]:
    """Each value where it comes first, unless it came before.

    Args:
        values: the values.
        by: what tells whether two of them are the same.
        before: what that tells of those that came before.
    """
    seen = set(before)
    for value in values:
        told = by(value)
        if told not in seen:
            seen.add(told)
            yield value
