"""Indexes of parts of a corpus become one: no report is read again, and no text encoded again.

Several machines each build an index of some of the reports; here their reports, passages, facts and
vectors are taken over, and the terms are counted over all of them. Of parts of up to 20,000 texts the
merged index holds what one build of all their reports would.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import publishing
from index.errors import IndexMismatchError, IndexMissingError, WenbaoError
from index.language import tokens
from index.model.onnx_encoder import ExportedEncoder
from index.published.contents import PublishedIndex
from index.published.reuse import ReusableVectors
from index.reading import copies, report, versions
from index.reading.sources import corpus_hash
from index.storage import archive
from index.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from index.fact_types import Fact
    from index.model.encoder import Encoder
    from index.types import Document, Manifest, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """What a merge published; ``duplicates`` has a line for each report that was in two parts."""

    manifest: Manifest
    duplicates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """An index that is to be merged: where it was given, and what it holds."""

    path: Path
    store: Store
    manifest: Manifest
    contents: PublishedIndex


def merge(
    parts: Sequence[Path],
    index_folder: Path,
    load_encoder: Callable[[str], Encoder],
    *,
    wait: bool = False,
    cache_dir: Path | None = None,
) -> MergeResult:
    """Publish in ``index_folder`` one index of the reports of all parts, each once.

    It follows no folder: its reports may lie on other machines. Until it is published, what was at
    ``index_folder`` stays as it is.

    Args:
        parts: folders of indexes, and files that ``wenbao export`` wrote.
        index_folder: where to publish; it may be one of the parts.
        load_encoder: loads a model by its name, where the parts carry no encoder.
        wait: wait for a build that runs there, instead of raising.
        cache_dir: stands for the user's own cache folder.

    Raises:
        WenbaoError: a part cannot be read, or was built otherwise than the first; or another index
            is at ``index_folder``, whose reports would be lost. Nothing was published.
    """
    tokens.prepare(cache_dir)
    store = Store(index_folder, cache_dir)
    opened = [_open(path, cache_dir) for path in parts]
    for each in opened[1:]:
        _check_alike(opened[0], each)
    with store.lock(wait=wait):
        _check_nothing_is_lost(index_folder, store, opened)
        return _merge(opened, store, load_encoder, cache_dir)


def _merge(
    parts: Sequence[_Part],
    store: Store,
    load_encoder: Callable[[str], Encoder],
    cache_dir: Path | None,
) -> MergeResult:
    found: dict[str, tuple[report.Report, PublishedIndex, range]] = {}
    lines = []
    for part in parts:
        for row, document in enumerate(part.contents.documents):
            if document.id in found:
                lines.append(f"{document.path} is in two parts, also in {part.path}: kept once")
                continue
            rows = part.contents.passages.of_document(row)
            passages = [part.contents.passages[each] for each in rows]
            found[document.id] = (_report(document, passages), part.contents, rows)
    in_order = sorted(found.values(), key=lambda each: each[0].document.path)
    kept, copied = copies.distinct([each[0] for each in in_order])
    documents = [each.document for each in kept]
    places = [found[each.id] for each in documents]
    manifest = publishing.publish(
        store,
        documents,
        [contents.passages[row] for _, contents, rows in places for row in rows],
        _encoder(parts[0], load_encoder, cache_dir),
        corpus=(),
        corpus_hash=corpus_hash((each.path, each.id) for each in documents),
        families=versions.families(documents),
        reusable=ReusableVectors.of_parts(part.contents for part in parts),
        unrelated=(parts[0].manifest.similarity_mean, parts[0].manifest.similarity_deviation),
        facts=_facts((contents, rows) for _, contents, rows in places),
    )
    return MergeResult(manifest=manifest, duplicates=(*lines, *copied))


def _facts(places: Iterator[tuple[PublishedIndex, range]]) -> Iterator[Fact]:
    for contents, rows in places:
        for row in rows:
            yield from contents.facts.of_passage(row)


def _report(document: Document, passages: Sequence[Passage]) -> report.Report:
    """A report as far as an index tells it: its passages stand for its paragraphs."""
    return report.Report(
        document=document,
        paragraphs=tuple(
            report.Paragraph(
                start=each.start, end=each.end, section=each.section, period=each.period
            )
            for each in passages
        ),
    )


def _open(path: Path, cache_dir: Path | None) -> _Part:
    """Open a part, every byte of which is compared with what was written.

    Raises:
        WenbaoError: it cannot be; the message begins with its path.
    """
    try:
        store = Store(archive.folder_of(path, cache_dir), cache_dir)
        generation, manifest = store.current(thorough=True)  # damage is not carried on
        if manifest.tokenizer != tokens.version():
            raise IndexMismatchError(
                f"it was built with {manifest.tokenizer!r}, here is {tokens.version()!r}: build it "
                "with the same version of wenbao"
            )
        contents = PublishedIndex.load(generation)
    except WenbaoError as error:
        raise type(error)(f"the part {path} cannot be merged: {error}") from error
    return _Part(path=path, store=store, manifest=manifest, contents=contents)


def _check_alike(first: _Part, other: _Part) -> None:
    """Check that the vectors of two parts can be compared.

    Raises:
        IndexMismatchError: they are of different encoders.
    """
    a, b = first.manifest, other.manifest
    if a.model_fingerprint != b.model_fingerprint or a.encoder != b.encoder:
        raise IndexMismatchError(
            f"the parts are of different encoders: {first.path} of {a.model!r} "
            f"({a.model_fingerprint[:12]}), {other.path} of {b.model!r} "
            f"({b.model_fingerprint[:12]}); build all parts with the same version and --model"
        )


def _check_nothing_is_lost(index_folder: Path, store: Store, parts: Sequence[_Part]) -> None:
    """Check that the reports of an index that lies there already are merged too.

    Raises:
        IndexMismatchError: they would be lost.
    """
    with contextlib.suppress(IndexMissingError):
        store.signature()
        if all(each.store.folder.resolve() != index_folder.resolve() for each in parts):
            raise IndexMismatchError(
                f"{index_folder} holds an index already: name it among the parts to keep its "
                "reports, or give another --index"
            )


def _encoder(
    part: _Part, load_encoder: Callable[[str], Encoder], cache_dir: Path | None
) -> Encoder:
    made = part.manifest
    if made.encoder is not None:
        folder = part.store.encoder_folder(made.encoder)
        return ExportedEncoder(folder, name=made.model, cache_dir=cache_dir)
    encoder = load_encoder(made.model)
    if encoder.fingerprint != made.model_fingerprint:
        raise IndexMismatchError(
            f"the parts were built with another {made.model!r} than is here: merge them where it "
            "is the same"
        )
    return encoder
