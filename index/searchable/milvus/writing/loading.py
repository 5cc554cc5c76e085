"""A published index becomes the collections of a generation: written, indexed, loaded and probed.

Nobody asks it until its manifest is published. What a killed load leaves is dropped by a later one.
"""

from __future__ import annotations

import dataclasses
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import EngineError
from index.searchable.milvus import layout
from index.searchable.milvus.description import Description
from index.searchable.milvus.layout import NO_VECTOR, Group, Part
from index.searchable.milvus.texts import pieces
from index.searchable.milvus.writing import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from index.published.contents import PublishedIndex
    from index.searchable.milvus.connection import Connection
    from index.types import Manifest

_BYTES_A_CALL = 8_000_000  # of 64 MB that a call may be
_ROWS_A_CALL = 2_000
_BYTES_OF_FIELDS = 200  # of a row, beside its vector, terms and texts
_BYTES_OF_TERM = 16
_PROBES = 16  # texts that must find themselves
_NEAR = 0.999
_LOOK_AGAIN_S = 0.2
_TRIES = 25  # of what another is doing at the same moment


def load(
    connection: Connection,
    group: Group,
    index: PublishedIndex,
    manifest: Manifest,
    *,
    exact: int = layout.EXACT,
    say: Callable[[str], None] = lambda _: None,
) -> Description:
    """Write an index into new collections, and see that they can be asked.

    Args:
        connection: the server.
        group: the collections, which must not be there yet.
        index: what to write.
        manifest: what it was made of.
        exact: up to how many texts each is compared with.
        say: is told what is written.

    Raises:
        EngineError: it could not be written, or does not give back what was.
    """
    numbers = rows.vocabulary(index)
    dimension = index.passage_vectors.dimension
    n_rows = {
        Part.DOCUMENTS: len(index.documents),
        Part.TERMS: len(numbers),
        Part.FACTS: len(index.facts.table),
        Part.PASSAGES: manifest.n_passages,
        Part.SENTENCES: manifest.n_sentences,
    }
    for part, each in rows.of(index, numbers).items():
        say(f"writing {part.value}")
        collection = group.of(part)
        _create(connection, collection, part, dimension)
        n_written = _write(connection, collection, each, dimension)
        _make_ready(connection, collection, part, is_exact=n_written <= exact)
        _check(connection, collection, n_written, n_rows.get(part, n_written))
    _probe(connection, group.of(Part.PASSAGES), index.passage_vectors.vectors, manifest.n_passages)
    _probe(
        connection, group.of(Part.SENTENCES), index.sentence_vectors.vectors, manifest.n_sentences
    )
    return Description(
        group=group,
        manifest=dataclasses.replace(manifest, encoder=None, files=()),  # of files, which stay here
        n_terms=len(numbers),
        most_versions=index.documents.most_versions,
    )


def describe(connection: Connection, described: Description) -> None:
    """Write the manifest of a generation, in a collection of one row."""
    collection = described.group.of(Part.MANIFEST)
    _create(connection, collection, Part.MANIFEST, len(NO_VECTOR))
    n_rows = _write(connection, collection, pieces(0, described.to_json(), 0), len(NO_VECTOR))
    _make_ready(connection, collection, Part.MANIFEST, is_exact=True)
    _check(connection, collection, n_rows, n_rows)


def drop(connection: Connection, group: Group) -> None:
    """Drop the collections of a group, whichever are there; the manifest first."""
    there = connection.collections()
    for name in map(group.of, reversed(Part)):
        if name in there:
            connection.drop(name)


def drop_manifest(connection: Connection, group: Group) -> None:
    """Drop the manifest of a group that was not published, so that another can be written."""
    connection.drop(group.of(Part.MANIFEST))


def create_small(connection: Connection, collection: str, part: Part) -> None:
    """Create a collection of an index that holds a few rows, and is asked at once, unless it is there.

    Several may do so at once, and one of them may have been killed on the way.
    """
    steps: tuple[Callable[[], None], ...] = (
        lambda: _create(connection, collection, part, len(NO_VECTOR)),
        lambda: connection.index(collection, lambda client: layout.indexes(client, part)),
    )
    for step in steps:
        _try(connection, collection, step)
    connection.load(collection)


def _try(connection: Connection, collection: str, step: Callable[[], None]) -> None:
    """Do what another may be doing at this moment: what failed is done once the collection is there."""
    for tries_left in reversed(range(_TRIES)):
        try:
            return step()
        except EngineError:
            if collection in connection.collections():
                return None
            if not tries_left:
                raise
            time.sleep(_LOOK_AGAIN_S)
    return None


def _create(connection: Connection, collection: str, part: Part, dimension: int) -> None:
    connection.create(collection, lambda library: layout.schema(library, part, dimension))


def _write(
    connection: Connection, collection: str, each: Iterable[Mapping[str, Any]], dimension: int
) -> int:
    n_written = 0
    for chunk in _chunks(each, dimension):
        connection.write(collection, chunk)
        n_written += len(chunk)
    return n_written


def _chunks(each: Iterable[Mapping[str, Any]], dimension: int) -> Iterator[list[Mapping[str, Any]]]:
    chunk: list[Mapping[str, Any]] = []
    n_bytes = 0
    for row in each:
        size = _BYTES_OF_FIELDS + 4 * dimension + len(row.get("terms", ())) * _BYTES_OF_TERM
        size += 4 * len(row.get("body", "")) + 8 * len(row.get("choices", ()))
        size += 4 * len(row.get("card", ""))
        if chunk and (n_bytes + size > _BYTES_A_CALL or len(chunk) == _ROWS_A_CALL):
            yield chunk
            chunk, n_bytes = [], 0
        chunk.append(row)
        n_bytes += size
    if chunk:
        yield chunk


def _make_ready(connection: Connection, collection: str, part: Part, *, is_exact: bool) -> None:
    """Keep what was written, index it, and load it."""
    connection.flush(collection)
    connection.index(collection, lambda client: layout.indexes(client, part, is_exact=is_exact))
    connection.load(collection)


def _check(connection: Connection, collection: str, n_written: int, expected: int) -> None:
    found = connection.count(collection, is_strong=True)
    # Readers do not wait for what was written last: it has to be there for them too.
    until = time.monotonic() + connection.timeout_s
    while connection.count(collection) != found and time.monotonic() < until:
        time.sleep(_LOOK_AGAIN_S)
    if not found == n_written == expected == connection.count(collection):
        raise EngineError(
            f"{collection} in Milvus holds {found} rows of {expected} that were to be written: "
            "nothing was published; build again"
        )


def _probe(connection: Connection, collection: str, vectors: Callable[[Any], Any], n: int) -> None:
    """See that some texts find themselves, or one that is the same."""
    probes = np.unique(np.linspace(0, n - 1, min(n, _PROBES)).astype(np.int64))
    if not len(probes):
        return
    asked = vectors(probes)
    lengths = np.vecdot(asked, asked)
    found = connection.search(collection, "vector", asked.tolist(), 1, effort=layout.EFFORT)
    for hits, length in zip(found, lengths.tolist(), strict=True):
        if not hits or hits[0][1] < _NEAR * length:
            raise EngineError(
                f"{collection} in Milvus does not find what was written: nothing was published; "
                "build again"
            )
