"""Questions for the places of a phrase: which reports mention it, which do not, how often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.text import fold
from index.language.times import years_of
from index.language.tokens import tokenize
from index.types import PlaceLevel
from qa.understanding.names import named_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.language.place_names import PlaceNames


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedMentions:
    """What a question asks to be counted.

    ``places`` and ``years`` are those of the reports, as it names them, ``level`` that of their
    places; empty or ``None`` for any. ``is_of_silent`` tells that it asks for those without it.
    """

    phrase: str
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    level: PlaceLevel | None = None
    is_of_silent: bool = False


_MAX_PHRASE_CHARS = 60
_HOW_MANY = alternation("how_many")
_DOCUMENT = rf"(?:{alternation('kind_government_work')}|{alternation('document')})"
_UNIT = r"(?P<unit>省份?|城?市|[区县]|地[方区]|年份?)"
_WHICH = rf"(?:有?(?:{alternation('which')})|有?哪[几一]?[个份篇]?|有?(?:{_HOW_MANY})[个份篇]?)"
_MEMBERS = rf"{_WHICH}(?:{_UNIT})?的?{_DOCUMENT}?(?:[中里内]面?)?[都也曾]*"
_NOT = r"(?P<no>没有?|未)?曾?"
_VERB = rf"(?P<verb>提[到及]|{alternation('mentions', 'mentions_or_happens')})[了过]?+(?!的)"
_TIMES = rf"[了过]?(?:{_HOW_MANY})[次回遍处]"
_WORD = r"(?:这?[一个]{0,2}词语?)?"
_IN_ALL = "[总一共]{0,2}"
_OF = r"(?:[中里内]面?)?+[,:]?+"
_PHRASE = "(?P<phrase>.+?)"
_ENGLISH_UNIT = r"(?P<unit>reports?|provinces?|cit(?:y|ies)|count(?:y|ies))?"
_ENGLISH_NOT = r"(?P<no> do(?:es)?(?: not|n't)| never)?"
_WAYS = tuple(
    re.compile(rf"^{way}$")
    for way in (
        rf"(?P<scope>.*?){_MEMBERS}{_NOT}{_VERB}{_PHRASE}{_WORD}",
        rf"(?P<scope>.*?){_NOT}{_VERB}{_PHRASE}{_WORD}的{_UNIT}?{_DOCUMENT}?{_IN_ALL}[有是]?{_WHICH}{_DOCUMENT}?",
        rf"{_PHRASE}{_WORD}{_VERB}在(?P<scope>.*?){_MEMBERS}",
        rf"{_PHRASE}{_WORD}(?:[在被有]|,\s*)(?P<scope>.*?){_MEMBERS}被?{_NOT}{_VERB}",
        rf"(?P<scope>.*?){_IN_ALL}{_VERB}{_TIMES}{_PHRASE}{_WORD}",
        rf"(?P<scope>.*?){_IN_ALL}{_VERB}{_PHRASE}{_WORD}{_TIMES}",
        rf"(?P<scope>.*?{_DOCUMENT}){_OF}{_PHRASE}{_WORD}{_IN_ALL}被?{_VERB}{_TIMES}",
        rf"{_PHRASE}{_WORD}(?:在(?P<scope>.*?){_DOCUMENT}?{_OF})?{_IN_ALL}被?{_VERB}{_TIMES}",
        rf"(?:which|how many) {_ENGLISH_UNIT}{_ENGLISH_NOT} ?mentions? (?P<phrase>.+)",
        r"how (?:often|many times) (?:is|are|was|were) (?P<phrase>.+) mentioned(?P<scope> in .+)?",
        r"how (?:often|many times) do(?:es)? (?:the )?reports? (?P<scope>.*?)mention (?P<phrase>.+)",
    )
)
_LEVELS = {
    "省": PlaceLevel.PROVINCE,
    "市": PlaceLevel.CITY,
    "县": PlaceLevel.COUNTY,
    "区": PlaceLevel.COUNTY,
    "p": PlaceLevel.PROVINCE,
    "ci": PlaceLevel.CITY,
    "co": PlaceLevel.COUNTY,
}
_AT_END = re.compile(r"[?.!。\s]+$")
_ASKS = re.compile(rf"{alternation('how_many', 'what', 'which')}|{_DOCUMENT}$|哪|吗$|呢$")
_IN_TEXT = re.compile(rf"{_DOCUMENT}|词")
_IDLE = re.compile(
    rf"(?:(?:19|20)\d{{2}}|{_DOCUMENT}|(?:in|the|reports?|of|\s)|[的中里内在年度份和及与、,:各全所有共总这些省市县区])*"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def asked_mentions(question: str, known: PlaceNames | None = None) -> AskedMentions | None:
    """What a question asks to be counted; ``None`` where it asks for something else.

    Args:
        question: the question.
        known: what the reports' places are called.
    """
    whole = fold(question)
    folded = _AT_END.sub("", whole.text)
    for match in _matches(folded):
        start, end = match.span("phrase")
        phrase = folded[start:end].strip()
        groups = match.groupdict()
        if not phrase or len(phrase) > _MAX_PHRASE_CHARS or _ASKS.search(phrase):
            continue
        if groups.get("verb") in word_set("mentions_or_happens") and not _IN_TEXT.search(folded):
            continue  # 强降雨出现几次
        first, last = whole.original(start, end)
        scope = groups.get("scope") or ""
        places = named_places.named(scope, tokenize(scope), known)
        if not _is_told(scope, places):
            continue  # 镇长在报告里提到几次: who knows what that leaves out
        return AskedMentions(
            phrase=question[first:last].strip(),
            places=places,
            years=tuple(dict.fromkeys((*years_of(scope), *map(int, _YEAR.findall(scope))))),
            level=_level(groups.get("unit") or ""),
            is_of_silent=bool(groups.get("no")),
        )
    return None


def _matches(folded: str) -> Iterator[re.Match[str]]:
    return (match for match in (way.match(folded) for way in _WAYS) if match)


def _is_told(scope: str, places: Iterable[str]) -> bool:
    """Whether a scope holds nothing but places, years and reports."""
    for place in places:
        scope = scope.replace(place, "")
    return _IDLE.fullmatch(scope) is not None


def _level(unit: str) -> PlaceLevel | None:
    name = unit.removeprefix("城")
    return next((level for begin, level in _LEVELS.items() if name.startswith(begin)), None)
