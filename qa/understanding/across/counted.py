"""Questions for how much there is of something, put as reports tell it: 老旧小区改造 is 改造老旧小区."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set, words
from index.language.text import fold
from index.language.times import YEAR_IN_HAN
from index.language.tokens import words as words_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from qa.understanding.synonyms import Synonyms

_YEAR = rf"(?:(?:19|20)\d{{2}}年|{YEAR_IN_HAN}年|{alternation('relative_year')})"
_ENGLISH = re.compile(r"[a-z]{2,} +[a-z]{2,}")
_TARGET, _LATIN = re.compile(r" *targets? *", re.IGNORECASE), re.compile("[A-Za-z]{2}")
LEAD = rf"(?P<lead>(?:{_YEAR}|全[年])?的?)"
AT_START = re.compile(f"^{LEAD}")
_ASKS = rf"(?:(?:各|都)?(?:是|有|为)?(?:(?:{alternation('how_many')})[^,。;?]{{0,3}})?)"
_TAIL = rf"(?P<tail>(?:的?(?:{alternation('all_there_is', 'asks_target')}))*{_ASKS}[?。!]*)$"
_ACT_AFTER = re.compile(
    rf"^{LEAD}(?P<thing>[^\W\d_的]{{2,10}}?)的?(?P<act>{alternation('done_to_a_count')}){_TAIL}"
)
_PRODUCT = re.compile(
    rf"^{LEAD}(?P<name>gdp|国?内?(?:{alternation('product')}))的?(?P<total>{alternation('asks_total')})?{_ASKS}[?。!]*$"
)
_WHOLE = "全"
_OF_ALL = re.compile(  # a report's figures are of all of its place
    rf"^{LEAD}(?:{'|'.join(each for each in words('own_place') if each.startswith(_WHOLE))})的?(?=[^\W\d_]{{2}})"
)
_ABOVE_COUNTRY = re.compile(
    rf"(?:{alternation('more_than')}|[超高]过?)了?(?=(?:{alternation('whole_country')}))"
)
_IS = re.compile(r"^(?:各|都)?(?:是|为)")
_IS_HOW_MUCH = f"是{words('how_much')[0]}?"


def as_counted(question: str, years: Collection[int] = ()) -> str:
    """A question in the words that the figure it asks for is told by; any other as it is.

    Args:
        question: what each report is asked.
        years: those that the reports are of: in these a gross product is aimed at, and not reached.
    """
    question = _ABOVE_COUNTRY.sub(words("beyond")[0], _OF_ALL.sub(r"\g<lead>", question))
    folded = fold(question).text
    if len(folded) != len(question):
        return question
    of_act = _ACT_AFTER.match(folded)
    if of_act is not None and _is_thing(of_act["thing"]):
        act, thing = of_act.span("act"), of_act.span("thing")
        tail = _IS.sub("", question[act[1] :])
        return "".join((question[: thing[0]], question[slice(*act)], question[slice(*thing)], tail))
    of_product = _PRODUCT.match(folded)
    if of_product is None or not _is_past(of_product["lead"], years):
        return question
    return f"{of_product['lead']}{words('product')[0]}{words('how_large')[0]}{_IS_HOW_MUCH}"


def in_reports_words(question: str, synonyms: Synonyms) -> str:
    """A question in English with what it names in the reports' words, as far as the dictionary has them."""
    folded = fold(question).text
    if len(folded) != len(question) or not _ENGLISH.search(folded):
        return question
    pieces, end = [], 0
    for match in synonyms.matches(folded):
        if folded[match.start : match.end].isascii():
            pieces += [question[end : match.start].strip(), match.used[0]]
            end = match.end
    told = _TARGET.sub(words("asks_target")[0], "".join((*pieces, question[end:].strip())))
    return question if _LATIN.search(told) else told  # what is left of it says something, too


def _is_thing(text: str) -> bool:
    """Whether words name what something can be done to: no act leads them, 新建 or 完成."""
    first, *_ = words_of(text)
    return first.term not in word_set("act", "predicate", "makes_new", "verbal")


def _is_past(lead: str, years: Collection[int]) -> bool:
    """Whether what a question begins with leaves it to what has come about: 去年, or no year at all."""
    named = re.match(r"\d{4}", lead)
    if named is not None:
        return int(named[0]) not in years
    return not re.match(alternation("asks_plan"), lead)
