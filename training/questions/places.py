"""Places of sentences and spans in a report, found again where its text has moved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.records.facts_gold import SENTENCE, sha256

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.questions.question_file import Question, Sentence

_BEGINNING = re.compile(r"(?:\A|(?<=[\n。！？]))[^\n。！？]")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand: between ends of lines and 。！？, blanks left out."""
    found = []
    for match in SENTENCE.finditer(text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        if words.strip():
            found.append((start, start + len(words.strip())))
    return found


def start_of(sentence: Sentence, text: str) -> int | None:
    """Where a noted sentence begins in a text: as noted, else the nearest place with its words."""
    length = sentence.end - sentence.start
    if sha256(text[sentence.start : sentence.end]) == sentence.sha256:
        return sentence.start
    places = (start for start in _beginnings(text) if start + length <= len(text))
    same = [at for at in places if sha256(text[at : at + length]) == sentence.sha256]
    return min(same, key=lambda at: abs(at - sentence.start), default=None)


def _beginnings(text: str) -> Iterator[int]:
    for match in _BEGINNING.finditer(text):
        start = match.start()
        while start < len(text) and text[start].isspace():
            start += 1
        yield start


def spans_of(question: Question, text: str) -> list[tuple[int, int]] | None:
    """Where the spans of a question stand in a text, moved along with their sentences.

    Returns:
        None where a sentence is not found, or where the words of the spans are others.
    """
    starts = [start_of(sentence, text) for sentence in question.evidence]
    spans = []
    for (start, end), (which, offset) in zip(question.spans, question.offsets, strict=True):
        sentence_start = starts[which]
        if sentence_start is None:
            return None
        at = sentence_start + offset
        spans.append((at, at + end - start))
    return spans if digest(spans, text) == question.spans_sha256 else None


def digest(spans: list[tuple[int, int]], text: str) -> str:
    """The checksum of the words of spans, a line each; empty without spans."""
    return sha256("\n".join(text[start:end] for start, end in spans)) if spans else ""
