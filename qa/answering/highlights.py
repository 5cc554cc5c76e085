"""Spans to mark inside a passage: what answers, its best sentence, and the terms in that."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from typing import TYPE_CHECKING

from index.language import cutting, numerals, units
from index.language.tokens import Token, tokenize
from qa.types import Highlight, HighlightKind
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from index.types import Passage, Sentence
    from qa.types import Hit

Run = tuple[str, frozenset[HighlightKind]]


def highlights(
    passage: Passage,
    sentence: Sentence,
    terms: Collection[str],
    answer: tuple[int, int] | None = None,
) -> tuple[Highlight, ...]:
    """What answers first, then the sentence, then the terms in it, as spans of ``passage.text``.

    Args:
        passage: the passage.
        sentence: its best sentence.
        terms: the terms of the question.
        answer: the span that answers, in offsets of the document; ``None`` where none is known.
    """
    offset = sentence.start - passage.start
    wanted = set(terms)
    spans = _merged([token for token in _tokens(sentence.text, wanted) if token.term in wanted])
    answers = [
        Highlight(start=a - passage.start, end=b - passage.start, kind=HighlightKind.ANSWER)
        for a, b in ([answer] if answer else [])
    ]
    return (
        *answers,
        Highlight(start=offset, end=sentence.end - passage.start, kind=HighlightKind.SENTENCE),
        *(
            Highlight(start=offset + start, end=offset + end, kind=HighlightKind.TERM)
            for start, end in spans
        ),
    )


def shared(hit: Hit) -> list[Highlight]:
    """The words of the question in the sentence of a passage that is nearest; a unit alone says nothing."""
    marks = [mark for mark in hit.highlights if mark.kind is HighlightKind.TERM]
    said = {hit.passage.text[mark.start : mark.end] for mark in marks}
    is_said = any(word.lstrip(numerals.POWERS) not in units.units() for word in said)
    return marks if is_said else []


def within(marks: Collection[Highlight], start: int, end: int) -> list[Highlight]:
    """What of some marks lies in a part of the text, as spans of that part."""
    return [
        dataclasses.replace(
            mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start
        )
        for mark in marks
        if mark.start < end and start < mark.end
    ]


def runs(text: str, marks: Collection[Highlight]) -> tuple[Run, ...]:
    """A text cut where what covers it changes: each piece with the kinds of its marks.

    The marks may touch, nest and overlap; the pieces joined are the text.

    Raises:
        ValueError: a mark lies outside of the text.
    """
    for mark in marks:
        if not 0 <= mark.start <= mark.end <= len(text):
            raise ValueError(f"a highlight spans {mark.start}..{mark.end}, the text 0..{len(text)}")
    changes: dict[int, Counter[HighlightKind]] = {0: Counter(), len(text): Counter()}
    for mark in marks:
        changes.setdefault(mark.start, Counter())[mark.kind] += 1
        changes.setdefault(mark.end, Counter())[mark.kind] -= 1
    covering: Counter[HighlightKind] = Counter()
    pieces = []
    for a, b in itertools.pairwise(sorted(changes)):
        covering.update(changes[a])
        pieces.append((text[a:b], frozenset(kind for kind, n in covering.items() if n > 0)))
    return tuple(
        ("".join(piece for piece, _ in same), kinds)
        for kinds, same in itertools.groupby(pieces, key=lambda piece: piece[1])
    )


def matched_terms(texts: Collection[str], terms: Collection[str]) -> tuple[str, ...]:
    """Which of the question's terms stand in any of the texts, in the question's order."""
    whole = "\n".join(map(folded, texts))
    return tuple(term for term in terms if term in whole)


def _tokens(text: str, wanted: Collection[str]) -> Iterator[Token]:
    """The tokens of the clauses that hold any of the wanted terms.

    No term reaches beyond a clause, and cutting a long sentence takes as long as finding it.
    """
    for start, end in cutting.clauses(text):
        clause = text[start:end]
        if matched_terms([clause], wanted):
            for token in tokenize(clause):
                yield Token(term=token.term, start=start + token.start, end=start + token.end)


def _merged(tokens: list[Token]) -> list[tuple[int, int]]:
    """The stretches that tokens cover: search mode cuts a long word into parts of itself too."""
    merged: list[tuple[int, int]] = []
    for token in sorted(tokens, key=lambda token: token.start):
        if merged and token.start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], token.end)
        else:
            merged.append((token.start, token.end))
    return merged
