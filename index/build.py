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
from index.reading import copies, corpus_files, readers, report, splitting, versions
from index.reading.extract_cache import ExtractCache
from index.storage.manifest import FORMAT_VERSION
from index.storage.store import Store
from index.types import Document, Manifest, Passage, Period, PublishedEncoder, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.fact_types import Fact
    from index.model.encoder import Encoder, Vectors

_N_ASKED = 512  # clauses that stand for questions where a search is fitted to them
Progress = Callable[[int, int], None]  # n_done, n_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build published, and what it had to leave out."""

    manifest: Manifest
    failures: tuple[str, ...]  # one line for each file that could not be read
    duplicates: tuple[str, ...]  # one line for each file that holds the same report as another
    warnings: tuple[str, ...] = ()  # what is uncertain of a file, and of each report's head
    elapsed_s: float


def build(
    paths: Sequence[Path],
    index_folder: Path,
    load_encoder: Callable[[], Encoder],
    *,
    wait: bool = False,
    progress: Progress | None = None,
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
        cache_dir: stands for the user's own cache folder.

    Raises:
        CorpusError: no file could be read, or a path cannot be noted; nothing was published.
        IndexBusyError: another build is running here, and ``wait`` is false.
    """
    started = time.monotonic()
    corpus = tuple(os.path.realpath(path) for path in paths)
    for path in corpus:
        if not _can_be_written(path):
            raise CorpusError(
                f"the path {path!r} holds bytes that are no UTF-8: rename the folder or file"
            )
    tokens.prepare(cache_dir)
    store = Store(index_folder, cache_dir)
    with store.lock(wait=wait):
        sources, failures = _read(paths, cache_dir)
        if not sources:
            raise CorpusError("; ".join(failures))
        files, same_files = copies.distinct_files(sources)
        reports, duplicates = copies.distinct([report.parse(source) for source in files])
        manifest = _publish(
            store,
            [each.document for each in reports],
            [passage for each in reports for passage in splitting.split(each)],
            load_encoder(),
            families=versions.families([each.document for each in reports]),
            corpus=corpus,
            corpus_hash=_hash_of(files),
            progress=progress,
        )
    return BuildResult(
        manifest=manifest,
        failures=tuple(failures),
        duplicates=(*same_files, *duplicates),
        warnings=(
            *(warning for source in files for warning in source.warnings),
            *filter(None, (each.doubt for each in reports)),
        ),
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
            corpus_hash=corpus_hash((document.path, document.id) for document in documents),
        )


def corpus_hash(sources: Iterable[tuple[str, str]]) -> str:
    """sha256 over the paths and ids of files: equal for equal corpora."""
    lines = sorted(f"{path}\t{identity}\n" for path, identity in sources)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def is_current(manifest: Manifest, paths: Sequence[Path], cache_dir: Path | None = None) -> bool:
    """Whether an index is what a build of these paths would publish now, models aside.

    Every file counts but those of the same bytes as another: which of several copies is kept
    depends on all of them.
    """
    files, _ = copies.distinct_files(_read(paths, cache_dir)[0])
    return _hash_of(files) == manifest.corpus_hash


def _hash_of(sources: Iterable[Source]) -> str:
    return corpus_hash((source.path, source.id) for source in sources)


def _can_be_written(text: str) -> bool:
    """Whether a path or a name can stand in the manifest; the system lets it be any bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read(paths: Sequence[Path], cache_dir: Path | None) -> tuple[list[Source], list[str]]:
    """What the files hold, and a line for each that could not be read."""
    sources = []
    failures = []
    extracts = ExtractCache(cache_dir)
    for file, name in corpus_files.find(paths):
        try:
            sources.append(readers.read(file, name, extracts))
        except CorpusError as error:
            failures.append(str(error))
    extracts.prune()
    return sources, failures


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
