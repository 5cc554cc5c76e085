"""Text to terms: jieba's search-mode words, with the report language's dictionary."""

from __future__ import annotations

import functools
import hashlib
import logging
import re
import shutil
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import IndexDamagedError, SettingsError
from index.language import word_frequencies, word_lists
from index.language.segmenter import JIEBA_VERSION, Segmenter
from index.language.text import fold
from index.language.word_frequencies import Frequencies
from index.platform import cache, shortage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_DICTIONARY = "dictionary.txt"
_RULES_VERSION = 2  # to be raised when the same dictionary gives other tokens
_log = logging.getLogger(__name__)
# Texts from which on the second pays that reading the whole dictionary takes: 1,492 sentences were
# cut in .19 s with it, and in .53 without.
_MANY = 5000
_PIECES = re.compile(r"[^。\n]*[。\n]|[^。\n]+")  # no term goes beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A term, folded, and the span of the text that it stands in; search mode lets spans nest."""

    term: str
    start: int
    end: int


def prepare(cache_dir: Path | None = None) -> None:
    """Make the dictionary ready before the first text is cut.

    It is the same for all: what is kept of it in a cache folder is only what is quick to open.

    Args:
        cache_dir: where it is kept; the user's own cache folder by default.
    """
    _dictionary.of(cache_dir)


@functools.lru_cache(maxsize=4096)  # the same clauses are shown again and again
def tokenize(text: str) -> tuple[Token, ...]:
    """Cut a text into the terms that it can be found by; punctuation is left out."""
    return tuple(_cut(text, "search", _dictionary))


# The same candidates are read again and again; more of them, and Python's garbage collection takes
# a tenth of a second now and then.
@functools.lru_cache(maxsize=4096)
def words(text: str) -> tuple[Token, ...]:
    """Cut a text into words that lie side by side, and not in each other; no punctuation."""
    return tuple(_cut(text, "default", _dictionary))


def _cut(text: str, mode: str, cutter: _Dictionary | Segmenter) -> Iterator[Token]:
    folded = fold(text)
    for term, start, end in _terms_in(folded.text, mode, cutter):
        first, last = folded.original(start, end)
        yield Token(term=term, start=first, end=last)


def _terms_in(
    folded: str, mode: str, cutter: _Dictionary | Segmenter
) -> Iterator[tuple[str, int, int]]:
    """The terms of a folded text with their spans in it."""
    for term, start, end in cutter.tokenize(folded, mode=mode):
        if any(c.isalnum() for c in term):
            yield term, start, end


@functools.lru_cache(maxsize=4096)
def is_word(term: str) -> bool:
    """Whether a folded term is a word of the dictionary, and none that its characters only suggest."""
    return _dictionary.frequency(term) > 0


def terms(text: str) -> list[str]:
    """The terms of a text, in order, repeated as often as they stand in it."""
    return [token.term for token in tokenize(text)]


def terms_of_each(texts: Sequence[str]) -> list[list[str]]:
    """The terms of each of the texts that an index is built of."""
    cutter = _whole() if len(texts) > _MANY else _dictionary

    @functools.cache  # a passage's sentences are texts too
    def cut(piece: str) -> list[str]:
        return [sys.intern(term) for term, _, _ in _terms_in(fold(piece).text, "search", cutter)]

    return [[term for piece in _PIECES.findall(text) for term in cut(piece)] for text in texts]


@functools.cache
def version() -> str:
    """Names the tokenizer and its dictionary: equal versions cut a text alike."""
    digest = word_lists.digest("index.language", _DICTIONARY)[:12]
    return f"jieba {JIEBA_VERSION}, dictionary {digest}, rules {_RULES_VERSION}"


class _Cutter:
    """jieba, told of its dictionary what the texts at hand can need: it cuts the same words."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._jieba = Segmenter()
        self._jieba.FREQ, self._jieba.total = {}, frequencies.total
        self._jieba.initialized = True

    @property
    def folder(self) -> Path:
        """Where the dictionary is kept."""
        return self._frequencies.folder

    def is_sound(self) -> bool:
        """Whether all that is kept of the dictionary is what was written."""
        return self._frequencies.is_sound()

    def tokenize(self, text: str, mode: str) -> Iterator[tuple[str, int, int]]:
        """The words of a text and their spans, as ``jieba.Tokenizer.tokenize`` gives them."""
        self._jieba.FREQ.update(self._frequencies.words_in(text))
        found: Iterator[tuple[str, int, int]] = self._jieba.tokenize(text, mode=mode)
        return found

    def frequency(self, term: str) -> int:
        """How often the dictionary has a word; 0 where it has not."""
        return dict(self._frequencies.words_in(term)).get(term, 0)


class _Dictionary:
    """The dictionary of this process: opened once from each cache folder, the first serves all."""

    def __init__(self) -> None:
        self._opening = threading.Lock()
        self._cutters: dict[Path | None, _Cutter | Segmenter] = {}
        self._serving: Path | None = None  # the cache folder of the one that serves all

    def of(self, cache_dir: Path | None) -> _Cutter | Segmenter:
        """What cuts texts, from what is kept in a cache folder, where it is put if need be."""
        with self._opening:
            if cache_dir not in self._cutters:
                self._serving = self._serving if self._cutters else cache_dir
                self._cutters[cache_dir] = _opened(cache_dir)
            return self._cutters[cache_dir]

    def frequency(self, term: str) -> int:
        """How often the dictionary has a word; 0 where it has not."""
        cutter = self._cutters.get(self._serving) or self.of(self._serving)
        if isinstance(cutter, Segmenter):
            return int(cutter.FREQ.get(term, 0))
        return cutter.frequency(term)

    def tokenize(self, text: str, mode: str) -> list[tuple[str, int, int]]:
        """The words of a text and their spans, as ``jieba.Tokenizer.tokenize`` gives them."""
        cache_dir = self._serving
        cutter = self._cutters.get(cache_dir) or self.of(cache_dir)
        try:
            return list(cutter.tokenize(text, mode=mode))
        except Exception:
            if isinstance(cutter, Segmenter) or cutter.is_sound():
                raise
            _log.warning("the words kept in %s are damaged: they are kept anew", cutter.folder)
            shutil.rmtree(cutter.folder, ignore_errors=True)
            with self._opening:
                self._cutters[cache_dir] = _opened(cache_dir)
            return list(self._cutters[cache_dir].tokenize(text, mode=mode))


_dictionary = _Dictionary()


def _opened(cache_dir: Path | None) -> _Cutter | Segmenter:
    told = f"{version()}, format {word_frequencies.FORMAT}"
    digest = hashlib.sha256(told.encode()).hexdigest()[:16]
    try:
        folder = cache.folder(cache_dir) / "words" / digest
    except SettingsError as error:
        _log.warning("each start takes a second longer: %s", error)
        return _whole()
    was_there = folder.is_dir()
    try:
        return _Cutter(Frequencies.load(folder, cache_dir))
    except (OSError, IndexDamagedError) as error:
        # Swept or damaged; else another process may just have put it there.
        if was_there and shortage.of(error) is None:
            shutil.rmtree(folder, ignore_errors=True)
    whole = _whole()
    try:
        word_frequencies.save(whole.FREQ, whole.total, folder)
        return _Cutter(Frequencies.load(folder, cache_dir))
    except (OSError, IndexDamagedError) as error:
        _log.warning(
            "the words cannot be kept in %s, each start takes a second longer: %s",
            folder,
            shortage.of(error, folder.parent) or error,
        )
        return whole


def _whole() -> Segmenter:
    """Jieba, with all of its dictionary and ours."""
    tokenizer = Segmenter()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for term in word_lists.read("index.language", _DICTIONARY):
        tokenizer.add_word(fold(term).text)
    return tokenizer
