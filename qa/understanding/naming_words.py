"""The words of a question that name something, without those that ask, link or say nothing of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.numerals import FROM_TWO
from index.language.times import YEAR_IN_HAN
from qa.understanding.work.undertakings import undertaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.language.text import Folded
    from index.language.tokens import Token

_SAY_NOTHING = word_set("function") | word_set("idle")
_HOW_MANY = re.compile(
    rf"(?:{alternation('how_many')}|哪)\w"
)  # with the word that counts: 几条, 几座, 哪所
# What of a question names nothing: 亿 of 多少亿, a year that is written out.
_EMPTY = re.compile(
    rf"(?:{alternation('how_many')})(?P<scale>{alternation('scale')})|(?P<year>{YEAR_IN_HAN}年)"
    rf"|(?P<when>{alternation('up_to')}|[去今上当本]?年[底末])|(?P<share>{alternation('percent')})"
    rf"|(?P<rank>{alternation('place_among', 'asks_place_in_order')})"
    rf"|(?P<members>哪[{FROM_TWO}\d]+\w?)|(?P<order>排?[名位在]{{0,2}}第[几][名位届次]?|排[名位]?(?={alternation('how_much')}|第|$))"
)


def naming(tokens: Sequence[Token], folded: Folded) -> list[Token]:
    """Those of a question's tokens that name something."""
    empty = _empty_spans(folded)
    return [
        token
        for token in tokens
        if token.term not in _SAY_NOTHING
        and not _HOW_MANY.fullmatch(token.term)
        and not any(start <= token.start and token.end <= end for start, end in empty)
    ]


def without_undertaking(tokens: Sequence[Token], folded: Folded) -> list[Token]:
    """Without what is asked to be done about them; none may be left (今年有什么打算)."""
    asked = undertaking(folded.text)
    if asked is None:
        return list(tokens)
    start, end = folded.original(*asked.span)
    return [token for token in tokens if not start <= token.start < end]


def _empty_spans(folded: Folded) -> list[tuple[int, int]]:
    """Where a question has words that name nothing."""
    found = ((each, each.lastgroup) for each in _EMPTY.finditer(folded.text))
    return [folded.original(*each.span(name)) for each, name in found if name]
