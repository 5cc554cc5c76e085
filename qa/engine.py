"""Opens a published index and answers from it; follows each newly published generation."""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import bundled, tokens
from index.encoder import Encoder, SentenceTransformerEncoder
from index.errors import IndexMismatchError, WenbaoError
from index.published import PublishedIndex
from index.store import Store
from qa import answer, highlight, question, rank, settings
from qa.retrieve import Retriever
from qa.types import Answer, Hit

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Document, Manifest, Passage

_log = logging.getLogger(__name__)

LoadEncoder = Callable[[str], Encoder]


def load_encoder(model: str, cache: Path | None = None) -> Encoder:
    """Load a model by name or path; ``bundled`` is the one that ships with the installation.

    Args:
        model: ``bundled``, the folder of a sentence-transformers model, or a name on a hub.
        cache: where the bundled model is kept once it is converted; the user's own by default.

    Raises:
        ModelError: the model cannot be found, converted or loaded.
    """
    path = bundled.resolve(model, cache_dir=cache, say=_log.warning)
    return SentenceTransformerEncoder(path, name=model)


@dataclass(frozen=True, slots=True)
class _Opened:
    """One generation, ready to be asked."""

    signature: tuple[int, ...]
    manifest: Manifest
    index: PublishedIndex
    documents: dict[str, Document]
    years: frozenset[int]
    places: frozenset[str]
    retriever: Retriever
    encoder: Encoder


class Engine:
    """Answers questions from a published index. Open once, share between threads.

    Each question is answered from one generation as a whole. A newer one is taken over by the
    first question after its publication; where it cannot be opened, the one before goes on
    answering and the reason is logged.
    """

    def __init__(self, folder: Path, load: LoadEncoder) -> None:
        self._store = Store(folder)
        self._load = load
        self._reopening = threading.Lock()
        self._refused: tuple[int, ...] | None = None  # a generation that could not be opened
        self._opened = self._open(None)

    @classmethod
    def open(cls, path: Path | str | None = None, *, load: LoadEncoder | None = None) -> Engine:
        """Open the index published in a folder, by default the user's own.

        Args:
            path: the index folder.
            load: makes an encoder of the model's name in the manifest; ``load_encoder`` with the
                cache of the settings by default.

        Raises:
            IndexMissingError: nothing is published there.
            IndexDamagedError: a file of it is missing or was changed.
            IndexMismatchError: it is of another format, model or dictionary.
            ModelError: its model cannot be loaded.
        """
        found = settings.load({"index": path})
        return cls(found.index, load or functools.partial(load_encoder, cache=found.cache))

    @property
    def manifest(self) -> Manifest:
        """What the published index was made of."""
        return self._current().manifest

    @property
    def documents(self) -> tuple[Document, ...]:
        """All reports, in the order of their paths."""
        return self._current().index.documents

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, document by document, in the order they stand in."""
        return self._current().index.passages

    def search(self, text: str, *, top_k: int = 5) -> tuple[Hit, ...]:
        """The passages nearest to a question, nearest first.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        opened = self._current()
        return _search(opened, question.parse(text, opened.years, opened.places), top_k)

    def ask(self, text: str, *, top_k: int = 5) -> Answer:
        """The answer to a question, verbatim and cited, or an honest no.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        opened = self._current()
        asked = question.parse(text, opened.years, opened.places)
        missing = tuple(term for term in asked.terms if term not in opened.index.passage_terms)
        return answer.answer(asked, _search(opened, asked, top_k), missing)

    def _current(self) -> _Opened:
        """The published generation, opened anew if another one has taken its place."""
        try:
            signature = self._store.signature()
        except WenbaoError as error:
            self._keep_on(error, ())
            return self._opened
        if signature in (self._opened.signature, self._refused):
            return self._opened
        if self._reopening.acquire(blocking=False):  # the others go on with the one before
            try:
                self._opened = self._open(self._opened)
            except WenbaoError as error:
                self._keep_on(error, signature)
            finally:
                self._reopening.release()
        return self._opened

    def _keep_on(self, error: WenbaoError, signature: tuple[int, ...]) -> None:
        if self._refused != signature:
            _log.warning("still answering from the index opened before: %s", error)
        self._refused = signature

    def _open(self, before: _Opened | None) -> _Opened:
        signature = self._store.signature()
        folder, manifest = self._store.current()
        if manifest.tokenizer != tokens.version():
            raise IndexMismatchError(
                f"the index was cut into terms by {manifest.tokenizer!r} but questions are by "
                f"{tokens.version()!r}; run `wenbao build`"
            )
        index = PublishedIndex.load(folder)
        if before is not None and before.manifest.model_fingerprint == manifest.model_fingerprint:
            encoder = before.encoder
        else:
            encoder = self._load(manifest.model)
        if encoder.fingerprint != manifest.model_fingerprint:
            raise IndexMismatchError(
                f"the index was built with another model than {encoder.name!r} is now "
                f"(fingerprint {manifest.model_fingerprint[:12]}, found "
                f"{encoder.fingerprint[:12]}); run `wenbao build`"
            )
        return _Opened(
            signature=signature,
            manifest=manifest,
            index=index,
            documents={document.id: document for document in index.documents},
            years=frozenset(document.year for document in index.documents if document.year),
            places=frozenset(document.place for document in index.documents if document.place),
            retriever=Retriever(index, manifest),
            encoder=encoder,
        )


def _search(opened: _Opened, asked: question.Question, top_k: int) -> tuple[Hit, ...]:
    if top_k < 1:
        raise ValueError(f"top_k is how many passages to return: 1 or more, not {top_k}")
    index = opened.index
    if not index.passages:
        return ()
    vector = opened.encoder.encode_questions([asked.subject])[0]
    candidates = opened.retriever.candidates(vector, asked.terms, asked.places)
    passages = [index.passages[row] for row in candidates.rows]
    documents = [opened.documents[passage.document_id] for passage in passages]
    stands = list(zip(documents, passages, strict=True))
    penalties = rank.period_penalties(
        [asked.period_in(document.year) for document in documents],
        [passage.period for passage in passages],
    ) + rank.year_penalties(
        [asked.is_of_year(document.year, passage.text) for document, passage in stands]
    )
    log_odds = rank.log_odds(candidates, penalties)
    hits = []
    for place, i in enumerate(map(int, rank.order(log_odds, top_k)), start=1):
        passage = passages[i]
        sentence = passage.sentences[rank.best_sentence(candidates, i)]
        matched = highlight.matched_terms((*passage.section, passage.text), asked.terms)
        hits.append(
            Hit(
                rank=place,
                document=documents[i],
                passage=passage,
                similarity=rank.chance(log_odds[i]),
                highlights=highlight.highlights(passage, sentence, asked.terms),
                trace=rank.trace(candidates, i, matched),
            )
        )
    return tuple(hits)
