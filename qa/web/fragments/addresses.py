"""The address of a paragraph in the page: ``#<report>/<number>``, to be shared and opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.searchable.protocol import Searchable
    from index.types import About, Document, Passage

_N_CHARS = 10  # of the report's hash: the same for the same file, wherever it is indexed


def of(document: About) -> str:
    """The short name of a report."""
    return document.id[:_N_CHARS]


def link(document: Document, passage: Passage) -> str:
    """The fragment that opens a report at a paragraph."""
    return paragraph(document, passage.number)


def paragraph(document: About, number: int) -> str:
    """The fragment that opens a report at the paragraph of a number."""
    return f"#{of(document)}/{number}"


def of_heading(document: About, start: int) -> str:
    """The name, in the reader, of a heading that fills a line of its own and begins at an offset."""
    return f"{of(document)}-{start}"


def find(index: Searchable, address: str) -> Document | None:
    """The report of a short name; ``None`` where it is not, or no longer, there."""
    row = index.row_of(address, n_chars=_N_CHARS)
    return None if row is None else index.documents([row])[0]


def about(index: Searchable, address: str) -> About | None:
    """What is known of the report of a short name, its text unread; ``None`` as ``find``."""
    row = index.row_of(address, n_chars=_N_CHARS)
    return None if row is None else index.abouts([row])[0]
