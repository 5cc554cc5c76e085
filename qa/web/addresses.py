"""The address of a paragraph in the page: ``#<report>/<number>``, to be shared and opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.types import Document, Passage

_N_CHARS = 10  # of the report's hash: the same for the same file, wherever it is indexed


def of(document: Document) -> str:
    """The short name of a report."""
    return document.id[:_N_CHARS]


def link(document: Document, passage: Passage) -> str:
    """The fragment that opens a report at a paragraph."""
    return f"#{of(document)}/{passage.number}"


def find(documents: Iterable[Document], address: str) -> Document | None:
    """The report of a short name; ``None`` where it is not, or no longer, there."""
    return next((each for each in documents if of(each) == address), None)
