"""Counts as people write them: 1 report, 2 reports."""

from __future__ import annotations


def counted(n: int, noun: str) -> str:
    """A number and what it counts.

    Args:
        n: how many.
        noun: what one of them is called; the plural of it has an s more.
    """
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
