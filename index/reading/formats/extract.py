"""What a reader of a format takes from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.errors import CorpusError

if TYPE_CHECKING:
    from index.table_types import Table
    from index.types import Heading, RecognisedPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The text of a file, a paragraph or a table's row a line, and what its format tells of it.

    Attributes:
        text: everything that a person reads in it; the cells of a row are parted by tabs.
        headings: what the format itself marks as headings.
        tables: its tables, as spans of ``text``.
        pages: where each page begins in ``text``, the first at 0, one without text where the next
            does; empty where the file tells none.
        dropped: spans of ``text`` that the format tells to be no part of the report.
        title: the title that the file's own metadata give.
        recognised: pages whose text a machine read of a picture.
        doubtful: spans of ``text`` whose letters it was not sure of.
        pictures: pages, counted from 1, that are pictures and still to be read by machine; those that
            are ``recognised`` too hold what another machine read of them.
        warnings: a line each of what was left out or is uncertain.
    """

    text: str
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[int, ...] = ()
    dropped: tuple[tuple[int, int], ...] = ()
    title: str = ""
    recognised: tuple[RecognisedPage, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()
    pictures: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()


class ScanError(CorpusError):
    """A PDF holds pictures of its pages and no text."""


class Reader(Protocol):
    """Turns the bytes of a file into its text."""

    def __call__(self, data: bytes, name: str, /) -> Extract:
        """Read ``data``; ``name`` is the path to show for the file.

        Raises:
            CorpusError: the bytes cannot be read as this format; it names the file and the remedy.
        """
        ...
