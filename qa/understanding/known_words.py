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
        cls, match: Match, folded: Folded, content: Sequence[Token], knows: Callable[[str], bool]
    ) -> KnownWords:
        """The words of a match that reports know; ``content`` are the terms of the subject."""
        start, end = folded.original(match.start, match.end)
        tokens = tuple(token for token in content if start <= token.start and token.end <= end)
        return cls(
            asked=folded.text[match.start : match.end],
            start=start,
            end=end,
            tokens=tokens,
            words=tuple(word for word in match.used if all(map(knows, terms_of(word)))),
            replaces=not (tokens and all(knows(token.term) for token in tokens)),
        )

    def concept(self) -> Concept:
        """What the words speak of."""
        terms = terms_of(self.words[0]) if self.replaces else tuple(t.term for t in self.tokens)
        return Concept(terms=terms, words=(self.asked, *self.words))


def is_of_whole_terms(match: Match, folded: Folded, tokens: Iterable[Token]) -> bool:
    """Whether a match begins and ends where terms do: 路 is found in 修了路, and not in 铁路."""
    start, end = folded.original(match.start, match.end)
    tokens = tuple(tokens)
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
