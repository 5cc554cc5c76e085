"""Figures asked for by their names: in English, and alone (GDP), which is put in full as a question."""

from __future__ import annotations

import re

from index.language.lexicon import alternation
from index.language.text import fold
from qa.understanding.work.aims import asks_for_aims
from qa.understanding.work.outlines import asked_outline

_INDICATOR = (
    "rate|share|target|number|amount|growth|output|area|total|concentration|ratio|length|size|"
    "investment|price|speed|cost|budget|revenue|income|gdp|volume|value|percentage"
)
_OF_THE = r"(?:the\b|[^?]{1,40}['’]s?\b)"  # the rate of it, or its own: Sichuan's rate
_VERBS = (
    "what|which|who|how|why|when|where|do|does|did|is|are|was|were|will|has|have|name|list|tell"
)
WHAT_IS_THE = rf"^what(?: (?:is|was|are|were)|['’]s) {_OF_THE}.*\b(?:{_INDICATOR})s?\b"
NAMES_INDICATOR = (  # GDP growth target of 陕西 in 2025
    rf"^(?!.*\b(?:{_VERBS})\b)(?=[^?]*\b[a-z]{{3,}}\b)[^?]*\b(?:{_INDICATOR})s?"
    r"(?:\s+(?:of|in|for)\b[^?]*|\s+\d{4})?[?。!]*$"
)
ITS_INDICATOR = rf"[^?]{{1,40}}['’]s? .*\b(?:{_INDICATOR})s?\b"

_ASKED = re.compile(alternation("how_many", "how_much", "asks_person"))
_OFFICE_AT_END = re.compile(rf"(?:{alternation('office', 'in_charge')})$")  # which is asked by who
_SAYS = re.compile(r"是\w")  # 省长是女性
_IT_IS = re.compile(r"(?:都|各|又)?(?:是|为|有)$")
_ENGLISH = re.compile(r"[a-z] +[a-z]+$")
_ASKS = re.compile(
    rf"{alternation('how_many', 'how_much', 'what', 'how_is_it', 'asks_place_in_order')}|[几第呢哪多]|"
    r"[a-z] +[a-z]"  # English says it in its own way
)


def as_question(text: str) -> str:
    """What names a figure, or an office, as a question for it."""
    text = text.strip("?？。! ")
    if not text or _ASKED.search(text):
        return text and f"{text}?"
    bare = fold(text).text
    if _SAYS.search(bare) or asked_outline(bare) or asks_for_aims(bare):  # which is no figure
        return f"{text}?"
    is_office = _OFFICE_AT_END.search(bare) is not None
    apart = " " if _ENGLISH.search(bare) else ""  # where a word in Latin letters ends
    return f"{text}是谁?" if is_office else f"{_IT_IS.sub('', text)}{apart}是多少?"


def in_full(text: str) -> str:
    """A question for a figure as it is asked in full; one that asks in words of its own as it is."""
    is_full = not text or _ASKS.search(fold(text).text) is not None
    return text if is_full else as_question(text).removesuffix("?")
