"""Numbers as questions have them, and how a question names all places."""

from __future__ import annotations

from index.language import lexicon
from index.language.quantities import quantities
from index.language.text import fold
from qa.understanding.across import words

_OF_ALL = lexicon.words("all_places")[0]


def number(written: str | None, alone: int | None = None) -> int | None:
    """How many are told: 3, 三, 两; ``None`` where nothing is, ``alone`` for 一."""
    if not written:
        return None
    if written.isdecimal():
        return int(written)
    found = quantities(f"{written}个")
    return int(found[0].magnitude) if found and found[0].magnitude is not None else alone


def of_all(question: str) -> str:
    """A question without a place, as one that asks all places."""
    return f"{_OF_ALL}{question}"


def of_stated_rank(text: str) -> str:
    """A question for the rank of one place as its own report states it: without 在各省中."""
    folded = fold(text)
    match = words.AMONG_EACH.search(folded.text)
    if match is None:
        return text
    start, end = folded.original(*match.span())
    return text[:start] + text[end:]
