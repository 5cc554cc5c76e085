"""What reports are made of, put into a published generation: vectors, terms and facts of each text."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from index import sharing
from index.errors import ModelError, WenbaoError
from index.language import tokens
from index.model.encoder import similarities_of_unrelated_texts
from index.model.onnx_encoder import ExportedEncoder
from index.published.contents import PublishedIndex
from index.published.reuse import ReusableVectors
from index.published.terms import TermIndex
from index.published.vectors import VectorIndex
from index.reading import splitting
from index.sharing import SharedEncoder
from index.storage.manifest import FORMAT_VERSION
from index.types import Manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from index.fact_types import Fact
    from index.model.encoder import Encoder, Vectors
    from index.platform.processes.workers import Workers
    from index.storage.store import Store
    from index.types import Document, Passage, PublishedEncoder

_N_ASKED = 512  # clauses that stand for questions where a search is fitted to them
Progress = Callable[[int, int], None]  # n_done, n_texts


def can_be_written(text: str) -> bool:
    """Whether a path or a name can stand in the manifest; the system lets it be any bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def publish(
    store: Store,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    encoder: Encoder,
    *,
    corpus: tuple[str, ...],
    corpus_hash: str,
    families: Sequence[tuple[int, ...]] = (),
    progress: Progress | None = None,
    reusable: ReusableVectors | None = None,
    unrelated: tuple[float, float] | None = None,
    facts: Iterable[Fact] | None = None,
    workers: Workers | None = None,
) -> Manifest:
    """Encode, count terms, read facts, and publish; whoever calls this holds the store's lock.

    Args:
        store: where to publish.
        documents: the reports, in the order of their paths.
        passages: theirs, report by report.
        encoder: what encodes them.
        corpus: the paths that they were read from, absolute.
        corpus_hash: ``index.reading.sources.Sources.hash`` of them.
        families: of each report, where any has some.
        progress: is told, now and then, how many texts are encoded, and how many there are.
        reusable: vectors to take over; those of the index before, where the encoder is the same.
        unrelated: mean and deviation of the encoder's similarities of unrelated texts, where they
            are known.
        facts: those of the passages, in their order; read here where they are not given.
        workers: who encodes and reads; this process where there are none.

    Raises:
        ModelError: the encoder's name cannot be written down.
        IndexWriteError: the index cannot be written.
    """
    if not can_be_written(encoder.name):
        raise ModelError(
            f"the model {encoder.name!r} has bytes in its name that are no UTF-8: rename it"
        )
    adopted = None
    if isinstance(encoder, ExportedEncoder):
        adopted = store.adopt(encoder.folder)
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
    if reusable is None:
        reusable = ReusableVectors.of(before[0]) if before else ReusableVectors()
    encoding = SharedEncoder(encoder, workers) if workers else encoder
    vectors = reusable.encode(encoding, [*in_context, *sentences], update)
    n_passages = len(in_context)
    if unrelated is not None:
        mean, deviation = unrelated
    elif isinstance(encoder, ExportedEncoder):
        mean, deviation = encoder.similarities_of_unrelated_texts
    elif before:  # an encoder's figures are its own, whatever it encodes
        mean, deviation = before[1].similarity_mean, before[1].similarity_deviation
    else:
        mean, deviation = similarities_of_unrelated_texts(encoder)

    @functools.cache
    def asked() -> Vectors:
        return encoder.encode_questions(splitting.some_clauses(sentences, _N_ASKED))

    read = sharing.analysed(documents, passages, facts, workers, store.cache_dir)
    published = PublishedIndex.of(
        documents,
        passages,
        passage_vectors=VectorIndex.build(vectors[:n_passages], asked),
        sentence_vectors=VectorIndex.build(vectors[n_passages:], asked),
        passage_terms=TermIndex(read.of_passages),
        sentence_terms=TermIndex(read.of_sentences),
        families=families,
        facts=read.facts,
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
