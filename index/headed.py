"""Headings that fill a line of their own: no passage holds them, and the one below tells where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import Document, Passage


def holds_or_heads(document: Document, passage: Passage, start: int, end: int) -> bool:
    """Whether a span of a report's text lies in a passage, or is of a heading directly above it.

    It is directly above where no heading of its level, or of one further out, stands between the two.
    """
    if passage.start <= start < end <= passage.end:
        return True
    headings = [each for each in document.headings if each.start < passage.start]
    for i, heading in enumerate(headings):
        if heading.start <= start < end <= heading.end <= passage.start:
            return all(each.level > heading.level for each in headings[i + 1 :])
    return False
