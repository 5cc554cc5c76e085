"""What only names a figure (GDP), asked in full: readers and encoders know questions, not names."""

from __future__ import annotations

import re

from index.language.lexicon import alternation
from index.language.text import fold

_HOW_MANY = re.compile(alternation("how_many", "how_much"))
_IT_IS = re.compile(r"(?:都|各|又)?(?:是|为|有)$")
_ASKS = re.compile(
    rf"{alternation('how_many', 'how_much', 'what', 'how_is_it', 'asks_place_in_order')}|[几第呢哪多]|"
    r"[a-z] +[a-z]"  # English says it in its own way
)


def as_question(text: str) -> str:
    """What names a figure, as a question for it."""
    text = text.strip("?？。! ")
    if not text or _HOW_MANY.search(text):
        return text and f"{text}?"
    return f"{_IT_IS.sub('', text)}是多少?"


def in_full(text: str) -> str:
    """A question for a figure as it is asked in full; one that asks in words of its own as it is."""
    is_full = not text or _ASKS.search(fold(text).text) is not None
    return text if is_full else as_question(text).removesuffix("?")
