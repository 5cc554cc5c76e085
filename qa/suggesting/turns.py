"""Several sources in turn."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


def in_turn(sources: Iterable[Iterator[T]]) -> Iterator[T]:
    """The first of each, then the second of each, and so on."""
    for row in itertools.zip_longest(*sources):
        yield from (each for each in row if each is not None)


def once(values: Iterable[str]) -> Iterator[str]:
    """Each text where it comes first."""
    seen: set[str] = set()
    for value in values:
        if value not in seen:
            seen.add(value)
            yield value
