"""The words of a question that the dictionary knows, and the question in the reports' own words."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.tokens import Token, tokenize
from qa.understanding.concepts import Concept

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from index.language.text import Folded
    from qa.understanding.synonyms import Match


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWords:
    """Words of a question that the dictionary knows, and those of its words that reports hold."""

    asked: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    replaces: bool  # the reports have no such word as the asker's

    @classmethod
    def of(
        cls, match: Match, folded: Folded, tokens: Sequence[Token], held: Collection[str]
    ) -> KnownWords:
        """The words of a match whose terms are held; ``tokens`` are those of the subject in it."""
        start, end = folded.original(match.start, match.end)
        return cls(
            asked=folded.text[match.start : match.end],
            start=start,
            end=end,
            tokens=tuple(tokens),
            words=tuple(word for word in match.used if all(t in held for t in terms_of(word))),
            replaces=not (tokens and all(token.term in held for token in tokens)),
        )

    def concept(self) -> Concept:
        """What the words speak of."""
        terms = terms_of(self.words[0]) if self.replaces else tuple(t.term for t in self.tokens)
        return Concept(terms=terms, words=(self.asked, *self.words))


def known_words(
    matches: Sequence[Match],
    folded: Folded,
    content: Sequence[Token],
    held: Callable[[Collection[str]], Collection[str]],
) -> list[KnownWords]:
    """What the dictionary knows of a question, where reports hold words for it.

    Args:
        matches: where the dictionary's words stand.
        folded: the question.
        content: the tokens of its subject.
        held: gives those of some terms that reports hold; asked once for all of them.
    """
    if not matches:
        return []
    spans = [folded.original(match.start, match.end) for match in matches]
    inside = [
        [token for token in content if start <= token.start and token.end <= end]
        for start, end in spans
    ]
    asked = [term for match in matches for word in match.used for term in terms_of(word)]
    asked += [token.term for tokens in inside for token in tokens]
    there = held(tuple(dict.fromkeys(asked)))
    known = (
        KnownWords.of(match, folded, tokens, there)
        for match, tokens in zip(matches, inside, strict=True)
    )
    return [each for each in known if each.words]


def is_of_whole_terms(match: Match, folded: Folded, tokens: Iterable[Token]) -> bool:
    """Whether a match begins and ends where terms do: 路 is found in 修了路, and not in 铁路."""
    start, end = folded.original(match.start, match.end)
    tokens = tuple(tokens)
    if any(t.start < start < t.end < end or start < t.start < end < t.end for t in tokens):
        return False  # 民营经济增长 tells of no 经济增长
    return any(t.start == start for t in tokens) and any(t.end == end for t in tokens)


def rewritten(text: str, gone: Collection[int], known: Sequence[KnownWords]) -> str:
    """A question in the reports' own words, without some characters; whole if nothing is left."""
    put = {each.start: each for each in known if each.replaces}
    pieces: list[str] = []
    i = 0
    while i < len(text):
        if i in put:
            pieces.append(put[i].words[0])
            i = put[i].end
            continue
        if i not in gone:
            pieces.append(text[i])
        i += 1
    kept = "".join(pieces)
    return kept if any(c.isalnum() for c in kept) else text


@functools.lru_cache(maxsize=4096)
def terms_of(word: str) -> tuple[str, ...]:
    """The terms of a word of the dictionary."""
    return tuple(token.term for token in tokenize(word))
