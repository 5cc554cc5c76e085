"""Reports in, a published index out: the only place that wires the steps together."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import itertools
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CorpusError, ModelError, WenbaoError
from index.facts.reports import facts_of
from index.language import tokens
from index.model.encoder import similarities_of_unrelated_texts
from index.model.onnx_encoder import ExportedEncoder
from index.published.contents import PublishedIndex
from index.published.reuse import ReusableVectors
from index.published.terms import TermIndex
from index.published.vectors import VectorIndex
from index.reading import copies, report, splitting, versions
from index.reading import sources as corpora
from index.reading.corpus.look import look
from index.reading.corpus.notes import FileNotes
from index.storage.manifest import FORMAT_VERSION
from index.storage.store import Store
from index.types import Document, Manifest, Passage, Period, PublishedEncoder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.fact_types import Fact
    from index.model.encoder import Encoder, Vectors
    from index.reading.formats.recognition.process import PageProgress

_N_ASKED = 512  # clauses that stand for questions where a search is fitted to them
Progress = Callable[[int, int], None]  # n_done, n_texts


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

    Raises:
        CorpusError: no file could be read, or a path cannot be noted; nothing was published.
        IndexBusyError: another build is running here, and ``wait`` is false.
    """
    started = time.monotonic()
    corpus = tuple(dict.fromkeys(os.path.realpath(path) for path in paths))
    for path in corpus:
        if not _can_be_written(path):
            raise CorpusError(
                f"the path {path!r} holds bytes that are no UTF-8: rename the folder or file"
            )
    tokens.prepare(cache_dir)
    store = Store(index_folder, cache_dir)
    with store.lock(wait=wait):
        whole = look(paths)
        notes = FileNotes(paths, cache_dir)
        read = corpora.read(paths, cache_dir, notes, page_progress)
        if not read.of_files:
            raise CorpusError("; ".join(read.failures))
        parsed = [report.parse(source, read.correction(source)) for source in read.of_files]
        reports, duplicates = copies.distinct(parsed)
        manifest = _publish(
            store,
            [each.document for each in reports],
            [passage for each in reports for passage in splitting.split(each)],
            load_encoder(),
            families=versions.families([each.document for each in reports]),
            corpus=corpus,
            corpus_hash=read.hash,
            progress=progress,
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
        return _publish(
            store,
            documents,
            passages,
            encoder,
            corpus=(),
            corpus_hash=corpora.corpus_hash((document.path, document.id) for document in documents),
        )


def _can_be_written(text: str) -> bool:
    """Whether a path or a name can stand in the manifest; the system lets it be any bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _publish(
    store: Store,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    encoder: Encoder,
    *,
    corpus: tuple[str, ...],
    corpus_hash: str,
    families: Sequence[tuple[int, ...]] = (),
    progress: Progress | None = None,
) -> Manifest:
    if not _can_be_written(encoder.name):
        raise ModelError(
            f"the model {encoder.name!r} has bytes in its name that are no UTF-8: rename it"
        )
    adopted = None
    if isinstance(encoder, ExportedEncoder):
        adopted = store.adopt(encoder.folder)
    titles = {document.id: document.title for document in documents}
    in_context = [splitting.in_context(passage) for passage in passages]
    sentences = [text for passage in passages for text in splitting.texts_of_sentences(passage)]
    n_texts = len(in_context) + len(sentences)
    n_done = 0

    def update(n_more: int) -> None:
        nonlocal n_done
        n_done += n_more
        if progress is not None:
            progress(n_done, n_texts)

    before = _by_the_same_encoder(store, encoder, adopted)
    reusable = ReusableVectors.of(before[0]) if before else ReusableVectors()
    vectors = reusable.encode(encoder, [*in_context, *sentences], update)
    n_passages = len(in_context)
    if isinstance(encoder, ExportedEncoder):
        mean, deviation = encoder.similarities_of_unrelated_texts
    elif before:  # an encoder's figures are its own, whatever it encodes
        mean, deviation = before[1].similarity_mean, before[1].similarity_deviation
    else:
        mean, deviation = similarities_of_unrelated_texts(encoder)

    @functools.cache
    def asked() -> Vectors:
        return encoder.encode_questions(splitting.some_clauses(sentences, _N_ASKED))

    terms = tokens.terms_of_each(
        [
            # The title too: it names the place and year that a question may ask about.
            *(
                f"{titles[passage.document_id]}\n{text}"
                for passage, text in zip(passages, in_context, strict=True)
            ),
            *sentences,
        ]
    )
    published = PublishedIndex.of(
        documents,
        passages,
        passage_vectors=VectorIndex.build(vectors[:n_passages], asked),
        sentence_vectors=VectorIndex.build(vectors[n_passages:], asked),
        passage_terms=TermIndex(terms[:n_passages]),
        sentence_terms=TermIndex(terms[n_passages:]),
        families=families,
        facts=_facts(documents, passages),
    )
    manifest = Manifest(
        format_version=FORMAT_VERSION,
        created_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        model=encoder.name,
        model_fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        similarity_mean=mean,
        similarity_deviation=deviation,
        passage_search=str(published.passage_vectors),
        sentence_search=str(published.sentence_vectors),
        tokenizer=tokens.version(),
        corpus=corpus,
        corpus_hash=corpus_hash,
        n_documents=len(documents),
        n_passages=n_passages,
        n_sentences=len(sentences),
        encoder=adopted,
        files=(),
    )
    with store.stage() as folder:
        published.save(folder)
        store.publish(manifest)
    return manifest


def _facts(documents: Sequence[Document], passages: Sequence[Passage]) -> Iterator[Fact]:
    """The facts of all reports, read one report after the other."""
    about = {document.id: document for document in documents}
    for identity, of_report in itertools.groupby(passages, key=lambda each: each.document_id):
        yield from facts_of(about[identity], tuple(of_report))


def _by_the_same_encoder(
    store: Store, encoder: Encoder, own: PublishedEncoder | None
) -> tuple[Path, Manifest] | None:
    """The index before, where what the same encoder made for it can be taken over."""
    try:
        generation, before = store.current(thorough=True)  # damage is not carried on
    except WenbaoError:  # none, damaged, or too few files to be had: all is made anew
        return None
    same = before.encoder == own and before.model_fingerprint == encoder.fingerprint
    return (generation, before) if same else None
