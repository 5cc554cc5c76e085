"""Names and enumerations: the words of a sentence that a question leaves open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import cutting, tokens
from index.language.lexicon import word_set
from index.language.text import fold
from qa.choosing.enumerations import enumerations
from qa.choosing.phrases import Mention, Word, mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.understanding.concepts import Concepts

_QUOTATION = re.compile(r"“[^“”]{2,28}”|《[^《》]{2,28}》|「[^「」]{2,28}」")


def mentions(sentence: str, question: str, concepts: Concepts) -> tuple[Mention, ...]:
    """The phrases of a sentence that a question may ask for, in the order they stand in."""
    asked = _asked(sentence, question, concepts)
    phrases: list[Mention] = []
    for start, end in cutting.clauses(sentence):
        words = [
            Word(
                word.term,
                start + word.start,
                start + word.end,
                sum(asked[start + word.start : start + word.end]) * 2 > word.end - word.start,
                word.term in word_set("edge_of_name"),
            )
            for word in tokens.words(sentence[start:end])
        ]
        phrases += _names(sentence, words, (start, end))
        phrases += enumerations(sentence, words, (start, end))
        phrases += _quoted(sentence, (start, end), asked)
    unique = {(each.start, each.end): each for each in phrases}
    return tuple(sorted(unique.values(), key=lambda each: each.start))


def _quoted(sentence: str, clause: tuple[int, int], asked: Sequence[bool]) -> list[Mention]:
    """The quoted names of a clause, whole: “海纳百川、无远不至”, which no part of it is."""
    names: list[Mention] = []
    for match in _QUOTATION.finditer(sentence, *clause):
        if not all(asked[match.start() + 1 : match.end() - 1]):
            names += mention(sentence, clause, *match.span(), touches=1)
    return names


def trimmed(text: str) -> tuple[int, int]:
    """The span of a phrase without the words at its edges that are no part of a name.

    The whole phrase where nothing would be left.
    """
    words = tokens.words(text)
    while words and words[-1].term in word_set("edge_of_name"):
        words = words[:-1]
    while words and words[0].term in word_set("edge_of_name"):
        words = words[1:]
    return (words[0].start, words[-1].end) if words else (0, len(text))


def _asked(sentence: str, question: str, concepts: Concepts) -> list[bool]:
    """Which characters of a sentence are the question's: of its concepts, or pairs of its own."""
    folded = fold(sentence)
    marks = [False] * len(sentence)
    pairs = {question[i : i + 2] for i in range(len(question) - 1)}
    words = {word for concept in concepts for word in concept.words if len(word) > 1}
    spans = [
        (match.start(), match.end())
        for word in words
        for match in re.finditer(re.escape(word), folded.text)
    ]
    spans += [
        (i, i + 2)
        for i in range(len(folded.text) - 1)
        if folded.text[i : i + 2] in pairs and folded.text[i : i + 2].isalnum()
    ]
    for start, end in spans:
        first, last = folded.original(start, end)
        marks[first:last] = [True] * (last - first)
    return marks


def _names(sentence: str, words: Sequence[Word], clause: tuple[int, int]) -> list[Mention]:
    """The stretches of words that the question does not have, their edges trimmed."""
    names = []
    i = 0
    while i < len(words):
        if words[i].asked:
            i += 1
            continue
        j = i
        while j + 1 < len(words) and not words[j + 1].asked:
            j += 1
        first, last = i, j
        while first <= last and words[first].edge:
            first += 1
        while last >= first and words[last].edge:
            last -= 1
        touches = int(i > 0) + int(j + 1 < len(words))
        for start, end in _split(sentence, words, first, last):
            inner = sum(word.edge for word in words[start : end + 1])
            span = words[start].start, words[end].end
            names += mention(sentence, clause, *span, touches=touches, n_edges=inner)
            # 鹏城实验室, asked of as 鹏城·脑海: a name may begin or end with a word of the question.
            before = start - 1 if start == i and start and _joined(words, start - 1) else start
            if before < start and not words[before].edge:
                span = words[before].start, words[end].end
                names += mention(
                    sentence, clause, *span, touches=1, is_extended=True, n_edges=inner
                )
            if end == j and j + 1 < len(words) and _joined(words, j) and not words[j + 1].edge:
                span = words[start].start, words[j + 1].end
                names += mention(
                    sentence, clause, *span, touches=1, is_extended=True, n_edges=inner
                )
        i = j + 1
    return names


def _joined(words: Sequence[Word], k: int) -> bool:
    """Whether nothing stands between a word and the next."""
    return words[k].end == words[k + 1].start


def _split(sentence: str, words: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    """A stretch, and each of its parts between words that are no part of a name, and between 、."""
    if first > last:
        return []
    parts = [(first, last)]
    start = first
    for k in range(first, last + 1):
        if words[k].edge:
            if start < k:
                parts.append((start, k - 1))
            start = k + 1
        elif k > start and "、" in sentence[words[k - 1].end : words[k].start]:
            parts.append((start, k - 1))
            start = k
    if start <= last:
        parts.append((start, last))
    return list(dict.fromkeys(parts))
