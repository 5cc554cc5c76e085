"""Questions that are a place and the name of a figure, or of an office, alone: 江西社零, 云南省长."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.text import fold
from index.language.tokens import words
from qa.understanding.across.full_names import is_short_name
from qa.understanding.named_figures import as_question
from qa.understanding.names import named_places

if TYPE_CHECKING:
    from index.language.place_names import PlaceNames

_INDICATOR = re.compile(
    rf"(?:{alternation('asks_change', 'asks_target', 'goal', 'indicator', 'of_industry', 'price')}|[率额值])$"
)
_NEW = re.compile(rf"(?:{alternation('new_measure')})[^\W\d_]{{2,}}$")
_WHOLE = re.compile(rf"(?:gdp|{alternation('heads', 'level_rate', 'product')})$")
_OFFICE = re.compile(rf"(?:{alternation('office')})[?。!\s]*$")
_HOW_MUCH = re.compile(rf"[是有]?(?:{alternation('how_much')})$")
_END = re.compile(r"[?？。!！\s]*$")


def is_measure(name: str) -> bool:
    """Whether folded words name what all places have a figure of: gdp, 粮食, 社零增速; 增速 alone is of nothing."""
    if _WHOLE.search(name) or is_short_name(name) or _NEW.search(name):
        return True
    indicator = _INDICATOR.search(name)
    return indicator is not None and indicator.start() > 1


def in_full(text: str, known: PlaceNames) -> str:
    """A question that is a place and a name alone, as it is asked in full; any other as it is.

    Args:
        text: the question.
        known: what the reports' places are called.
    """
    folded = fold(text).text
    if len(folded) != len(text):
        return text
    named = named_places.named(folded, words(folded), known)
    if len(named) != 1 or not folded.startswith(named[0]):
        return text
    place, name = named[0], _END.sub("", folded[len(named[0]) :]).removeprefix("的")
    office = _OFFICE.search(folded)
    if office is not None and office.start() == len(place) - 1:  # 云南省长, of 云南
        return f"{text[: len(place)]}{as_question(text[office.start() :])}"
    if is_short_name(_HOW_MUCH.sub("", name)):
        return as_question(_HOW_MUCH.sub("", _END.sub("", text)))
    return as_question(text) if _WHOLE.fullmatch(name) else text
