"""Opens a published index and answers from it; follows each newly published generation."""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from index import bundle, bundled, encoders
from index import cache as caches
from index.encoder import Encoder, SentenceTransformerEncoder
from index.errors import ModelError, WenbaoError
from index.exported import ExportedEncoder
from index.store import Store
from qa import answer, dialogue, doubt, highlight, pool, question, rank, settings
from qa.opened import LoadEncoder, Opened
from qa.reader import Reader
from qa.scope import EVERYTHING, Scope
from qa.synonyms import Synonyms
from qa.types import Answer, Hit, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.document_table import DocumentTable
    from index.passage_table import PassageTable
    from index.types import Manifest, Passage
    from index.vectors import Rows
    from qa.rank import Ranked

_log = logging.getLogger(__name__)

LoadReader = Callable[[Path | None], Reader]


def load_encoder(model: str, cache: Path | None = None) -> Encoder:
    """Load the model itself, for an index that carries no encoder of its own.

    Args:
        model: ``bundled``, the folder of a sentence-transformers model, or a name on a hub.
        cache: where the bundled model is kept once it is converted; the user's own by default.

    Raises:
        ModelError: the model cannot be found, converted or loaded.
    """
    _log.warning("this index carries no encoder: %r itself is loaded, which takes seconds", model)
    path = bundled.resolve(model, cache_dir=cache, say=_log.warning)
    return SentenceTransformerEncoder(path, name=model)


def load_reader(encoder: Path | None, cache: Path | None = None) -> Reader:
    """Load the reader that is asked in doubt; it takes the bundled model's exported weights.

    Args:
        encoder: the folder of the encoder that the index carries; where that is of another model,
            the bundled one's is looked for in the cache.
        cache: stands for the user's own cache folder.

    Raises:
        ModelError: the bundled model's weights are in neither place, or are damaged.
    """
    misfit = "the index carries no weights" if encoder is None else Reader.misfit(encoder)
    if encoder is not None and not misfit:
        return Reader.load(encoder)
    exported = encoders.exported_bundled(cache)
    if exported is None:
        raise ModelError(
            f"{misfit}, and the bundled model was never made ready here: run `wenbao build`"
        )
    return Reader.load(exported)


class Engine:
    """Answers questions from a published index. Open once, share between threads.

    Each question is answered from one generation as a whole. A newer one is taken over by the
    first question after its publication; where it cannot be opened, the one before goes on
    answering and the reason is logged.
    """

    def __init__(
        self,
        folder: Path,
        load: LoadEncoder,
        synonyms: Synonyms | None = None,
        load_reader: LoadReader | None = None,
    ) -> None:
        self._store = Store(folder)
        self._load = load
        self._synonyms = synonyms or Synonyms.load()
        self._load_reader = load_reader
        self._reader: Reader | None = None
        self._unread: tuple[int, ...] | None = None  # a generation without a reader
        self._reader_trouble = ""
        self._reading = threading.Lock()
        self._reopening = threading.Lock()
        self._refused: tuple[int, ...] | None = None  # a generation that could not be opened
        self._opened = Opened.of(self._store, self._load)

    @classmethod
    def open(cls, path: Path | str | None = None, *, load: LoadEncoder | None = None) -> Engine:
        """Open the index published in a folder, by default the user's own.

        Args:
            path: the index folder, or the file that ``wenbao export`` made of one.
            load: makes an encoder of the model's name in the manifest, where the index carries
                none; ``load_encoder`` with the cache of the settings by default. With one that is
                handed in, doubtful answers are not read again by the second reader.

        Raises:
            IndexMissingError: nothing is published there.
            BundleError: the file is no bundle.
            IndexDamagedError: a file of it is missing or was changed.
            IndexMismatchError: it is of another format, model or dictionary.
            ModelError: its model cannot be loaded.
            SynonymsError: the setting ``synonyms`` names no usable dictionary.
        """
        found = settings.load({"index": path})
        caches.use(found.cache)  # also by what is not handed the settings
        return cls.of(found, load=load)

    @classmethod
    def of(cls, found: settings.Settings, *, load: LoadEncoder | None = None) -> Engine:
        """Open the index that the settings name.

        Args:
            found: the settings.
            load: as ``open``'s. Who hands one in has an encoder of his own and no bundled model:
                doubtful answers are then not read again.

        Raises:
            WenbaoError: as ``open``.
        """
        return cls(
            bundle.folder_of(found.index, found.cache),
            load or functools.partial(load_encoder, cache=found.cache),
            Synonyms.load(found.synonyms),
            None if load else functools.partial(load_reader, cache=found.cache),
        )

    @property
    def manifest(self) -> Manifest:
        """What the published index was made of."""
        return self._current().manifest

    @property
    def documents(self) -> DocumentTable:
        """All reports, in the order of their paths."""
        return self._current().index.documents

    @property
    def passages(self) -> PassageTable:
        """All passages, document by document, in the order they stand in."""
        return self._current().index.passages

    def reader_trouble(self) -> str:
        """Why doubtful answers are not read again; empty where they are, or never were to be."""
        self._second_reader(self._current())
        return self._reader_trouble

    def within(self, scope: Scope) -> Sequence[Passage]:
        """The passages in scope, in the order they stand in."""
        index = self._current().index
        rows = scope.rows(index)
        return index.passages if rows is None else [index.passages[int(row)] for row in rows]

    def extent(self, scope: Scope) -> tuple[int, int]:
        """How many reports and passages are in scope."""
        index = self._current().index
        rows = scope.rows(index)
        if rows is None:
            return len(index.documents), len(index.passages)
        return len(set(index.passages.documents_of(rows))), len(rows)

    def search(self, text: str, *, top_k: int = 5, scope: Scope = EVERYTHING) -> tuple[Hit, ...]:
        """The passages in scope that are nearest to a question, nearest first.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        asked, ranked = self._found(text, top_k, scope)
        return _hits(asked, ranked)

    def ask(
        self,
        text: str,
        *,
        history: Sequence[str] = (),
        top_k: int = 5,
        scope: Scope = EVERYTHING,
    ) -> Answer:
        """The answer to a question, verbatim and cited, or an honest no.

        Args:
            text: the question.
            history: the questions before it, oldest first; what it leaves unsaid (那今年的目标呢?)
                is taken from them.
            top_k: how many passages to show beside the answer.
            scope: which passages may answer; what is said elsewhere is not in the reports.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        opened = self._current()
        text = question.checked(text)
        whole = dialogue.self_contained(text, history)
        within = scope.rows(opened.index)
        reports = opened.reports_within(within)
        asked = question.parse(whole[: question.MAX_CHARS], reports, self._synonyms)
        missing = tuple(term for term in asked.terms if not reports.knows(term))
        ranked = self._search(opened, asked, max(top_k, rank.POOL), within)
        return answer.answer(asked, ranked, _hits(asked, ranked[:top_k]), missing, text)

    def explain(
        self, text: str, *, top_k: int = 5, scope: Scope = EVERYTHING
    ) -> tuple[Kind, tuple[Ranked, ...]]:
        """The kind of answer that a question wants, and all that was weighed to find it.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        asked, ranked = self._found(text, top_k, scope)
        return asked.wanted.kind, ranked

    def _found(
        self, text: str, top_k: int, scope: Scope
    ) -> tuple[question.Question, tuple[Ranked, ...]]:
        """A question as it is understood, and what is found to it."""
        opened = self._current()
        within = scope.rows(opened.index)
        asked = question.parse(text, opened.reports_within(within), self._synonyms)
        return asked, self._search(opened, asked, top_k, within)

    def _search(
        self, opened: Opened, asked: question.Question, top_k: int, within: Rows | None
    ) -> tuple[Ranked, ...]:
        if top_k < 1:
            raise ValueError(f"top_k is how many passages to return: 1 or more, not {top_k}")
        index = opened.index
        if not len(index.passages if within is None else within):
            return ()
        vector = opened.encoder.encode_questions([asked.subject])[0]
        candidates = opened.retriever.candidates(
            vector, asked.terms, asked.place_terms, asked.synonyms, within
        )
        ranked = rank.order(
            asked,
            opened.concepts(asked),
            candidates,
            pool.stands(index, candidates.rows),
            top_k=max(top_k, rank.POOL),
        )
        if doubt.is_in_doubt(asked, ranked):
            ranked = doubt.reconsider(asked, ranked, self._second_reader(opened))
        return ranked[:top_k]

    def _second_reader(self, opened: Opened) -> Reader | None:
        """The reader, loaded when it is first needed; ``None`` where it cannot be.

        That is tried again with the next generation: the build of it may have mended what lacked.
        """
        encoder = opened.encoder
        own = encoder.folder if isinstance(encoder, ExportedEncoder) else None
        with self._reading:
            if (
                self._reader is None
                and self._load_reader is not None
                and self._unread != opened.signature
            ):
                try:
                    self._reader = self._load_reader(own)
                    self._reader_trouble = ""
                except WenbaoError as error:
                    _log.warning("doubtful answers are not read again: %s", error)
                    self._unread = opened.signature
                    self._reader_trouble = str(error)
            return self._reader

    def _current(self) -> Opened:
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
                self._opened = Opened.of(self._store, self._load, self._opened)
            except WenbaoError as error:
                self._keep_on(error, signature)
            finally:
                self._reopening.release()
        return self._opened

    def _keep_on(self, error: WenbaoError, signature: tuple[int, ...]) -> None:
        if self._refused != signature:
            _log.warning("still answering from the index opened before: %s", error)
        self._refused = signature


def _hits(asked: question.Question, ranked: Sequence[Ranked]) -> tuple[Hit, ...]:
    hits = []
    for place, each in enumerate(ranked, start=1):
        passage, evidence = each.passage, each.evidence[0] if each.evidence else None
        terms = (*asked.terms, *asked.synonyms)
        matched = highlight.matched_terms((*passage.section, passage.text), terms)
        hits.append(
            Hit(
                rank=place,
                document=each.document,
                passage=passage,
                similarity=each.chance,
                highlights=highlight.highlights(
                    passage,
                    each.best,
                    terms,
                    (evidence.start, evidence.end) if evidence else None,
                ),
                trace=each.trace(matched),
            )
        )
    return tuple(hits)
