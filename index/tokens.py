"""Text to terms: jieba's search-mode words, with the report language's dictionary."""

from __future__ import annotations

import functools
import logging
import warnings
from dataclasses import dataclass

import platformdirs

from index import lists
from index.text import fold

with warnings.catch_warnings():
    # jieba 0.42.1 is as it was in 2020: escapes and imports that newer Pythons warn of.
    warnings.simplefilter("ignore")
    import jieba

_DICTIONARY = "dictionary.txt"
_RULES_VERSION = 2  # to be raised when the same dictionary gives other tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A term, folded, and the span of the text that it stands in; search mode lets spans nest."""

    term: str
    start: int
    end: int


def tokenize(text: str) -> tuple[Token, ...]:
    """Cut a text into the terms that it can be found by; punctuation is left out."""
    folded = fold(text)
    tokens = []
    for term, start, end in _jieba().tokenize(folded.text, mode="search"):
        if any(c.isalnum() for c in term):
            first, last = folded.original(start, end)
            tokens.append(Token(term=term, start=first, end=last))
    return tuple(tokens)


@functools.lru_cache(maxsize=16384)  # the same candidates are read again and again
def words(text: str) -> tuple[Token, ...]:
    """Cut a text into words that lie side by side, and not in each other; no punctuation."""
    folded = fold(text)
    found = []
    for term, start, end in _jieba().tokenize(folded.text):
        if any(c.isalnum() for c in term):
            first, last = folded.original(start, end)
            found.append(Token(term=term, start=first, end=last))
    return tuple(found)


def terms(text: str) -> list[str]:
    """The terms of a text, in order, repeated as often as they stand in it."""
    return [token.term for token in tokenize(text)]


@functools.cache
def version() -> str:
    """Names the tokenizer and its dictionary: equal versions cut a text alike."""
    digest = lists.digest("index", _DICTIONARY)[:12]
    return f"jieba {jieba.__version__}, dictionary {digest}, rules {_RULES_VERSION}"


@functools.cache
def _jieba() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # jieba keeps its parsed dictionary in a file: not in the shared temporary folder, where
    # anybody could put another one.
    cache = platformdirs.user_cache_path("wenbao", appauthor=False)
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        jieba.setLogLevel(logging.CRITICAL)  # without the file it only starts half a second later
    tokenizer.tmp_dir = str(cache)
    tokenizer.initialize()
    for term in lists.read("index", _DICTIONARY):
        tokenizer.add_word(fold(term).text)
    return tokenizer
