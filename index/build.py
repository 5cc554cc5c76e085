"""Reports in, a published index out: the only place that wires the steps together."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import publishing
from index.errors import CorpusError
from index.language import tokens
from index.platform.processes.workers import Workers
from index.reading import copies, report, splitting, versions
from index.reading import sources as corpora
from index.reading.corpus.look import look
from index.reading.corpus.notes import FileNotes
from index.storage.store import Store
from index.types import Document, Passage, Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from index.model.encoder import Encoder
    from index.publishing import Progress
    from index.reading.formats.recognition.process import PageProgress
    from index.types import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build published, and what it had to leave out."""

    manifest: Manifest
    failures: tuple[str, ...]  # one line for each file, and each correction, that could not be read
    duplicates: tuple[str, ...]  # one line for each file that holds the same report as another
    warnings: tuple[str, ...] = ()  # what is uncertain of a file, and of each report's head
    n_misread: int = 0  # of the failures, corrections
    n_doubtful: int = 0  # of the reports, those whose head is
    elapsed_s: float


def build(
    paths: Sequence[Path],
    index_folder: Path,
    load_encoder: Callable[[], Encoder],
    *,
    wait: bool = False,
    progress: Progress | None = None,
    page_progress: PageProgress | None = None,
    cache_dir: Path | None = None,
    n_workers: int = 1,
) -> BuildResult:
    """Read the reports below ``paths`` and publish an index of them in ``index_folder``.

    A file that cannot be read is left out and told of; the rest is built. Until the new index is
    published, the old one stays as it is.

    Args:
        paths: reports, and folders of reports.
        index_folder: where to publish.
        load_encoder: called once there is something to encode, since loading takes seconds.
        wait: wait for another build that runs here, instead of raising.
        progress: is told, now and then, how many texts are encoded, and how many there are.
        page_progress: is told of each page that is read by machine: its file, which page it is, and of
            how many.
        cache_dir: stands for the user's own cache folder.
        n_workers: how many processes read, encode and analyse; with one it is this process.

    Raises:
        CorpusError: no file could be read, or a path cannot be noted; nothing was published.
        IndexBusyError: another build is running here, and ``wait`` is false.
        IndexWriteError: the index cannot be written, or a worker ended; nothing was published.
    """
    started = time.monotonic()
    corpus = tuple(dict.fromkeys(os.path.realpath(path) for path in paths))
    for path in corpus:
        if not publishing.can_be_written(path):
            raise CorpusError(
                f"the path {path!r} holds bytes that are no UTF-8: rename the folder or file"
            )
    tokens.prepare(cache_dir)
    store = Store(index_folder, cache_dir)
    with store.lock(wait=wait), _workers(n_workers) as workers:
        whole = look(paths)
        notes = FileNotes(paths, cache_dir)
        read = corpora.read(paths, cache_dir, notes, page_progress, workers)
        if not read.of_files:
            raise CorpusError("; ".join(read.failures))
        parsed = [report.parse(source, read.correction(source)) for source in read.of_files]
        reports, duplicates = copies.distinct(parsed)
        manifest = publishing.publish(
            store,
            [each.document for each in reports],
            [passage for each in reports for passage in splitting.split(each)],
            load_encoder(),
            families=versions.families([each.document for each in reports]),
            corpus=corpus,
            corpus_hash=read.hash,
            progress=progress,
            workers=workers,
        )
        notes.save(whole)
    return BuildResult(
        manifest=manifest,
        failures=(*read.failures, *read.misread),
        n_misread=len(read.misread),
        duplicates=(*read.duplicates, *duplicates),
        warnings=(*read.warnings, *filter(None, (each.doubt for each in reports))),
        n_doubtful=sum(bool(each.doubt) for each in reports),
        elapsed_s=time.monotonic() - started,
    )


@contextlib.contextmanager
def _workers(n: int) -> Iterator[Workers | None]:
    if n == 1:
        yield None
        return
    with Workers(n) as workers:
        yield workers


def build_from_contexts(
    contexts: Iterable[str], index_folder: Path, encoder: Encoder, cache_dir: Path | None = None
) -> Manifest:
    """Publish an index in which each context is a document of one passage.

    For retrieval sets in SQuAD form, whose contexts are to be kept whole; equal ones once.
    """
    tokens.prepare(cache_dir)
    documents: list[Document] = []
    passages: list[Passage] = []
    texts = dict.fromkeys(context.strip() for context in contexts)
    for i, text in enumerate(text for text in texts if text):
        identity = hashlib.sha256(text.encode()).hexdigest()
        document = Document(id=identity, path=f"context {i + 1}", title="", text=text)
        whole = report.Paragraph(start=0, end=len(text), section=(), period=Period.OTHER)
        passages.extend(splitting.split(report.Report(document=document, paragraphs=(whole,))))
        documents.append(document)
    store = Store(index_folder, cache_dir)
    with store.lock(wait=False):
        return publishing.publish(
            store,
            documents,
            passages,
            encoder,
            corpus=(),
            corpus_hash=corpora.corpus_hash((document.path, document.id) for document in documents),
        )
