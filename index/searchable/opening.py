"""Opens an index by what names it, whichever engine holds it: the one place that goes to the engines.

An engine's module, named in ``address.ENGINES``, has a function ``source(address, cache_dir)`` that
gives a ``Source``.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from index.searchable import address as addresses
from index.searchable import embedded_source
from index.searchable.address import EngineAddress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.published.presence import Presence
    from index.searchable.opened import Opened
    from index.searchable.protocol import Searchable
    from index.types import Manifest

T = TypeVar("T")


class Generation(Protocol):
    """What is published, not opened yet."""

    @property
    def name(self) -> str:
        """Another one for everything else that was ever published there."""
        ...

    @property
    def manifest(self) -> Manifest:
        """What it was made of."""
        ...

    @property
    def encoder(self) -> Path | None:
        """The folder of the encoder that it carries; ``None`` where it carries none."""
        ...

    def check(self) -> None:
        """Compare all of it with what was published.

        Raises:
            IndexDamagedError: a part is missing or changed.
        """
        ...

    def open(self) -> Opened:
        """Open it.

        Raises:
            IndexDamagedError: a part is missing or changed.
        """
        ...


class Source(Protocol):
    """Where an index is published, again and again."""

    def signature(self) -> tuple[int, ...]:
        """Changes whenever another generation is published; cheap enough for each question.

        Raises:
            IndexMissingError: nothing has been published.
        """
        ...

    def read(self, read: Callable[[Generation], T]) -> T:
        """What is read of the published generation: of one that is there to the end of it.

        Args:
            read: reads it; called again where a newer one was published and it failed.

        Raises:
            WenbaoError: it cannot be read, and what ``read`` raises of a generation that stays.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An index without its model, what it was made of, and the folder of its encoder."""

    index: Searchable
    presence: Presence
    manifest: Manifest
    encoder: Path | None


def source(
    index: Path | EngineAddress, cache_dir: Path | None = None, *, has_corpus: bool = True
) -> Source:
    """Where an index is published.

    Args:
        index: the folder of an index, the file of a bundle, or the address of an engine.
        cache_dir: stands for the user's own cache folder.
        has_corpus: whether its reports are left out once their files are gone; those of a bundle never are.

    Raises:
        BundleError: the file is no bundle, is damaged, or cannot be unpacked.
    """
    if isinstance(index, EngineAddress):
        engine = importlib.import_module(addresses.ENGINES[index.scheme])
        found: Source = engine.source(index, cache_dir)
        return found
    return embedded_source.source(index, cache_dir, has_corpus=has_corpus)


def listed(index: Path | EngineAddress, cache_dir: Path | None = None) -> Listed:
    """Open what is published, for who needs no model.

    Raises:
        WenbaoError: it cannot be opened.
    """

    def read(generation: Generation) -> Listed:
        opened = generation.open()
        return Listed(
            index=opened.index,
            presence=opened.presence,
            manifest=generation.manifest,
            encoder=generation.encoder,
        )

    return source(index, cache_dir).read(read)
