"""A sequence in batches: so many of its items together."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")


def batches(items: Sequence[T], n: int) -> Iterator[Sequence[T]]:
    """The items in their order, ``n`` at most together; a part of a range is a range."""
    for start in range(0, len(items), n):
        yield items[start : start + n]
