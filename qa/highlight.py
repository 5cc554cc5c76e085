"""Spans to mark inside a passage: its best sentence, and the question's terms in that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.tokens import Token, tokenize
from qa.types import Highlight, HighlightKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from index.types import Passage, Sentence


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
    spans = _merged([token for token in tokenize(sentence.text) if token.term in wanted])
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


def matched_terms(texts: Collection[str], terms: Collection[str]) -> tuple[str, ...]:
    """Which of the question's terms stand in any of the texts, in the question's order."""
    found = {token.term for text in texts for token in tokenize(text)}
    return tuple(term for term in terms if term in found)


def _merged(tokens: list[Token]) -> list[tuple[int, int]]:
    """The stretches that tokens cover: search mode cuts a long word into parts of itself too."""
    merged: list[tuple[int, int]] = []
    for token in sorted(tokens, key=lambda token: token.start):
        if merged and token.start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], token.end)
        else:
            merged.append((token.start, token.end))
    return merged
