"""What is sought: a phrase, and the other words that the dictionary has for it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language import tokens
from qa.mentions import spellings
from qa.understanding.question import QuestionError, require_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.understanding.synonyms import Synonyms

MAX_CHARS = 200  # of a phrase; more is a paragraph
_QUOTED = re.compile(r"\s*(?:“(.+)”|「(.+)」|『(.+)』|‘(.+)’|\"(.+)\"|'(.+)')\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase that is sought.

    ``text`` is it as given, without quotation marks around the whole; ``forms`` are the folded texts
    that are counted, its own first; ``synonyms`` what else the dictionary has for it, counted or not.
    """

    text: str
    forms: tuple[str, ...]
    synonyms: tuple[str, ...]

    def places(self, text: str) -> list[tuple[int, int, str]]:
        """Where the forms stand in a text, each place once and with its form, in their order.

        Of several that overlap the first counts, of those that begin together the longest.
        """
        each = sorted(
            (match.start(), -match.end(), form)
            for form in self.forms
            for match in _pattern(form).finditer(text)
        )
        found: list[tuple[int, int, str]] = []
        for start, negative_end, form in each:
            if not found or found[-1][1] <= start:
                found.append((start, -negative_end, form))
        return found


@functools.lru_cache(maxsize=64)
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(spellings.pattern_of(form), re.DOTALL)


def parse(text: str, synonyms: Synonyms, *, with_synonyms: bool = False) -> Phrase:
    """The phrase that a text is.

    Args:
        text: the phrase; quotation marks around the whole of it are not sought.
        synonyms: the dictionary.
        with_synonyms: whether the dictionary's other words for it are sought too.

    Raises:
        QuestionError: it is empty, longer than ``MAX_CHARS``, or no text.
    """
    require_text(text, "the phrase")
    quoted = _QUOTED.fullmatch(text)
    bare = (next(filter(None, quoted.groups())) if quoted else text).strip()
    if len(bare) > MAX_CHARS:
        raise QuestionError(
            f"the phrase has {len(bare):,} characters, {MAX_CHARS} are allowed: give a few words"
        )
    own = spellings.normalized(bare)
    if not own:
        raise QuestionError("the phrase is empty: give the words to count, for example 低空经济")
    others = tuple(dict.fromkeys(form for form in _others(own, synonyms) if form != own))
    return Phrase(
        text=" ".join(bare.split()),
        forms=(own, *others) if with_synonyms else (own,),
        synonyms=others,
    )


def _others(own: str, synonyms: Synonyms) -> Iterator[str]:
    """The phrase with other words for the whole of it, or for words in it: 规上工业 → 规模以上工业."""
    words = tokens.tokenize(own)
    starts, ends = {word.start for word in words}, {word.end for word in words}
    for match in synonyms.matches(own):
        is_of_words = match.start in starts and match.end in ends
        # The dictionary may know the phrase as one word: 规上工业. 路 is no word of 铁路.
        is_at_edge = match.end - match.start > 1 and (match.start == 0 or match.end == len(own))
        if is_of_words or is_at_edge:
            for used in match.used:
                yield spellings.normalized(own[: match.start] + used + own[match.end :])
