"""Where the embedded engine finds an index: a folder in which generations are published, or a bundle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from index.published.contents import PublishedIndex
from index.published.presence import Presence
from index.searchable.embedded import EmbeddedIndex
from index.searchable.opened import Opened
from index.storage import archive
from index.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.types import Manifest

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EmbeddedGeneration:
    """As ``opening.Generation``: a folder of a store."""

    store: Store
    folder: Path
    manifest: Manifest
    has_corpus: bool

    @property
    def name(self) -> str:
        """As ``opening.Generation.name``."""
        return self.folder.name

    @property
    def encoder(self) -> Path | None:
        """As ``opening.Generation.encoder``."""
        own = self.manifest.encoder
        return None if own is None else self.store.encoder_folder(own)

    def check(self) -> None:
        """As ``opening.Generation.check``."""
        self.store.check(self.folder, self.manifest)

    def open(self) -> Opened:
        """As ``opening.Generation.open``."""
        contents = PublishedIndex.load(self.folder)
        _ = contents.facts.table  # while its files are there: whoever keeps it keeps them open
        corpus = self.manifest.corpus if self.has_corpus else ()
        return Opened(
            index=EmbeddedIndex(contents),
            presence=Presence(corpus, contents.documents, self.store.cache_dir),
        )


class EmbeddedSource:
    """As ``opening.Source``: a store on this machine's disk."""

    def __init__(self, store: Store, *, has_corpus: bool) -> None:
        self._store = store
        self._has_corpus = has_corpus

    def signature(self) -> tuple[int, ...]:
        """As ``opening.Source.signature``."""
        return self._store.signature()

    def read(self, read: Callable[[EmbeddedGeneration], T]) -> T:
        """As ``opening.Source.read``."""
        return self._store.read(
            lambda folder, manifest: read(
                EmbeddedGeneration(
                    store=self._store,
                    folder=folder,
                    manifest=manifest,
                    has_corpus=self._has_corpus,
                )
            )
        )


def source(
    index: Path, cache_dir: Path | None = None, *, has_corpus: bool = True
) -> EmbeddedSource:
    """As ``opening.source``, of a path."""
    store = Store(archive.folder_of(index, cache_dir), cache_dir)
    return EmbeddedSource(store, has_corpus=has_corpus and not index.is_file())
