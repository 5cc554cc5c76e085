"""Orders that are asked for without saying of what places: 社零增速最高, 粮食产量第二."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.tokens import words
from qa.understanding.across import words as across_words
from qa.understanding.across.bare_figures import is_measure
from qa.understanding.names import named_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.language.place_names import PlaceNames

_ENDS = tuple(
    re.compile(rf"{each.pattern}(?:的|是)*[?。!\s]*$") for each in across_words.WHICH_OF_ORDER
)
_MEMBERS = re.compile(
    rf"\s*的(?:都|[分]别)?[是有](?:{alternation('asks_list')}|哪[些]?|哪[几]个?)[?。!\s]*$"
)
_LEAD = re.compile(
    rf"^(?:{across_words.YEAR.pattern}|{alternation('relative_year')}|全[年]|的|\s)*"
)
_ASKS_ELSE = re.compile(
    rf"{alternation('asks_person', 'how', 'how_many', 'own_place', 'what', 'whether')}|[哪几吗谁]|全[省市区县州盟旗]"
)


def asks_order(text: str, known: PlaceNames | None) -> bool:
    """Whether a folded question asks for the first of an order, or for another one, of what all places have.

    It names what is measured and nothing else: no place, and nobody of whom it is asked (哪个产业最快).

    Args:
        text: the question.
        known: what the reports' places are called.
    """
    return _is_of_all(text, _ENDS, known)


def asks_members(text: str, known: PlaceNames | None) -> bool:
    """Whether a folded question without its bound asks who meets it, of whatever all places have: …的有哪些.

    Args:
        text: the question, with blanks for the bound.
        known: what the reports' places are called.
    """
    return _is_of_all(text, (_MEMBERS,), known)


def _is_of_all(text: str, ends: Iterable[re.Pattern[str]], known: PlaceNames | None) -> bool:
    """Whether a question names, before one of some ends, what all places have, and no place."""
    found = [match.start() for match in (each.search(text) for each in ends) if match]
    if not found:
        return False
    told = text[: min(found)]
    if _ASKS_ELSE.search(told) or named_places.named(text, words(text), known):
        return False
    return is_measure(_LEAD.sub("", told).removesuffix("的").strip())
