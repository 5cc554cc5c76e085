"""What a format gives of a file: its text and headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from index.types import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The text of a file, and what its format marks as headings."""

    text: str
    headings: tuple[Heading, ...] = ()


class Reader(Protocol):
    """Turns the bytes of a file into its text."""

    def __call__(self, data: bytes, name: str, /) -> Extract:
        """Read ``data``; ``name`` is the path to show for the file.

        Raises:
            CorpusError: the bytes cannot be read as this format; it names the file and the remedy.
        """
        ...
