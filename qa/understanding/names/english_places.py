"""English names of places in a question, by their Chinese names, as the reports have them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language import lexicon, word_lists

if TYPE_CHECKING:
    from collections.abc import Mapping

# What all places of a level are called by, and all years.
_LEVELS = {"provinc": "省", "cit": "市", "count": "县", "district": "区", "place": "地"}
_UPWARDS = ("highest", "largest", "biggest", "most", "greatest", "longest", "fastest")
_DOWNWARDS = ("lowest", "smallest", "least", "fewest", "shortest", "slowest")
_BEYOND, _SHORT = ("above", "over", "more than", "exceeding"), ("below", "under", "less than")
_WHICH = re.compile(
    r"^(?:which|what) (?P<level>provinc|cit|count|district)(?:es?|ies|y|s)? (?:has|have|had|with|saw|recorded|reported) "
    rf"(?:the (?P<most>{'|'.join((*_UPWARDS, *_DOWNWARDS))}) (?P<measure>[^?]+)"
    rf"|(?:an? )?(?P<what>[^?]+?) (?P<above>{'|'.join((*_BEYOND, *_SHORT))}) (?P<bound>[\d.,]+\s*%?))[?.]*$",
    re.IGNORECASE,
)
_WHICH_ONES = lexicon.words("which")[0]
_MOST, _LEAST = (lexicon.words(name)[0] for name in ("is_most", "is_least"))
_ABOVE, _BELOW = (
    next(each for each in lexicon.words(name) if each in lexicon.word_set("beyond", "over"))
    for name in ("more_than", "less_than")
)
_EACH_YEAR = lexicon.words("every_year")[-1]
# What kind of place a name is of, as it follows the name: of a province, it adds nothing.
_KINDS = {"district": "区", "county": "县", "city": "市", "prefecture": "州"}
_RANKS = r"(?:[a-z]+ )?autonomous region|special administrative region|sar|municipality|province"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|《[^》]*》")
_MARKS = re.compile("[“”‘’–—…？]")  # as English texts have them, too
_WORD, _N_WORDS = re.compile("[A-Za-z]{2,}"), 3
_EACH = re.compile(
    r"\b(?:(?:each|every|all)(?: of)?(?: the)? (?P<level>provinc|cit|count|district|place)(?:es?|ies|y|s)?"
    r"|(?P<by>provinc|cit|count|district)(?:e|y)? by (?:province|city|county|district)"
    r"|(?P<year>over the years|(?:each|every) year|year by year))\b",
    re.IGNORECASE,
)


def in_chinese(text: str) -> str:
    """A question whose English names of places are Chinese ones; the rest stays as it is.

    What is quoted stays. A name of two places (Suzhou) becomes both of them.
    """
    quoted = [match.span() for match in _QUOTED.finditer(text)]

    def named(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in quoted):
            return match[0]
        places = _names()[_key(match["name"])]
        kind = _KINDS.get((match["kind"] or "").lower(), "")
        if kind == _KINDS["city"] and set(places) <= lexicon.word_set("municipality"):
            kind = ""  # Beijing City is Beijing
        return "、".join(f"{place}{kind}" for place in places)

    return _WHICH.sub(_which, _EACH.sub(_each, _place().sub(named, text)))


@functools.lru_cache(maxsize=256)
def is_english(text: str) -> bool:
    """Whether a question is in English, be its names of places Chinese ones by now."""
    rest = _MARKS.sub("", text)
    if rest.isascii():
        return True
    rest = _chinese_place().sub(" ", rest)
    return rest.isascii() and len(_WORD.findall(rest)) >= _N_WORDS


def _each(match: re.Match[str]) -> str:
    level = (match["level"] or match["by"] or "").lower()
    return f"各{_LEVELS[level]}" if level else _EACH_YEAR


def _which(match: re.Match[str]) -> str:
    """Which province had the highest GDP growth: 哪些省GDP growth最高的."""
    level, measure = _LEVELS[match["level"].lower()], (match["measure"] or match["what"]).strip()
    if match["most"]:
        way = _MOST if match["most"].lower() in _UPWARDS else _LEAST
        return f"{_WHICH_ONES}{level}{measure}{way}"
    way = _ABOVE if match["above"].lower() in _BEYOND else _BELOW
    return f"{_WHICH_ONES}{level}{measure}{way}{match['bound']}"


def _key(name: str) -> str:
    return " ".join(name.lower().replace("’", "'").split())


@functools.cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return word_lists.members("qa.understanding.names", "english_places.txt")


@functools.cache
def _chinese_place() -> re.Pattern[str]:
    """What ``in_chinese`` writes for a name."""
    names = sorted({place for places in _names().values() for place in places}, key=len)
    places = "|".join(map(re.escape, reversed(names)))
    return re.compile(
        f"(?:{places})[{''.join(_KINDS.values())}]?、?|各[{''.join(_LEVELS.values())}]|{_EACH_YEAR}"
    )


@functools.cache
def _place() -> re.Pattern[str]:
    """A name as a word of its own, with the kind that it may be told with."""
    longest = sorted(_names(), key=len, reverse=True)
    names = "|".join(
        re.escape(name).replace(r"\ ", r"[ \u00a0-]+").replace("'", "['’]") for name in longest
    )
    return re.compile(
        rf"(?<![A-Za-z])(?P<name>{names})(?:\s+(?:{_RANKS}|(?P<kind>{'|'.join(_KINDS)})))?(?![A-Za-z])",
        re.IGNORECASE,
    )
