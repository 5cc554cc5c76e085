"""Which phrases can be a name at all: whole, of the kind that is asked for, and more than its noun."""

from __future__ import annotations

import functools
import re

from index.language import tokens
from index.language.lexicon import alternation, word_set
from index.language.numerals import TENS
from index.language.times import dates_of, years_of
from qa.choosing.phrases import with_quotes
from qa.understanding.concepts import folded
from qa.understanding.wanted import WHEN

_PAIRS = (
    ("“", "”"),
    ("‘", "’"),
    ("《", "》"),
    ("「", "」"),
    ("『", "』"),
    ("（", "）"),
    ("(", ")"),
)
_QUOTED = re.compile(r"^[“‘《「『].*[”’》」』]$", re.DOTALL)
_QUOTATION = re.compile(r"“[^“”]*”|《[^《》]*》|「[^「」]*」")
_CUT_BEFORE = frozenset("更最很较的地得之了着过")  # what a phrase that ends so leads to is left out
_TIME = re.compile(
    rf"(?:\d+|[{TENS}〇零]+)\s*(?:年|月|日|号|季[度]|周|点|时|天|个[月])|{alternation('relative_year')}|"
    rf"\d{{1,2}}[·.]\d{{1,2}}|[春夏秋冬]|[年月季][底内初末]|[上下]半[年]|[初末]$|当[年月日天]|元旦|春节|国庆|五一"
)
_DAY = rf"(?:\d{{1,2}}|[{TENS}]{{1,3}})"
# A time as long as it is told: 2025年1月17日, 今年上半年, 11·28, 6月底前.
_TIME_SPAN = re.compile(
    rf"(?:(?:19|20)\d{{2}}\s*年|[〇零{TENS}]{{4}}年|{alternation('relative_year')})?\s*"
    rf"(?:{_DAY}\s*月(?:\s*{_DAY}\s*[日号]|[初中上下]旬|底|初|末|份)?|[上下]半[年]|年[底初末内]|"
    rf"[第一二三四]{{1,2}}季[度]|[春夏秋冬]季|[底初末](?=[前建开投完通]))?(?:前|之[前]|{alternation('earlier')})?|\d{{1,2}}[·.]\d{{1,2}}(?!\d|%)"
)
_OWN_COUNTRY = re.compile(r"^(?:中[国]|[我全][国]|国[内家])$")
_ASKS_COUNTRY = re.compile(r"哪[个一]?国|哪几?个国家|which countr")
_COUNT = re.compile(
    rf"^(?:共|约|近|超|不少|许多|诸多|多|一些|各[类]|各种)?[\d{TENS}两多余几]*[个项条家座所名位]?"
)
_COUNT_AFTER = re.compile(rf"[\d{TENS}两多余]+[个项条家座所名位处]?$")
_GENERIC = (
    *("edge_of_name", "function", "predicate", "adverb", "act", "verbal", "says_no_subject"),
    *("generic_head", "kind_of_thing", "listed_thing", "definable", "doing_noun", "meaning"),
    *("firms", "campaign", "document", "pointed_at", "circumstances", "indicator"),
)


def is_whole(sentence: str, start: int, end: int) -> bool:
    """Whether a phrase of a sentence is cut neither inside brackets or quotations nor before its noun."""
    text = sentence[start:end]
    if any(text.count(left) != text.count(right) for left, right in _PAIRS):
        return False
    return text[-1:] not in _CUT_BEFORE


def whole_span(sentence: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a sentence with the rest of the quotations that it cuts."""
    for quotation in _QUOTATION.finditer(sentence):
        cuts_its_end = start <= quotation.start() < end < quotation.end()
        begins_in_it = quotation.start() < start < quotation.end() <= end
        if cuts_its_end or begins_in_it:
            start, end = min(start, quotation.start()), max(end, quotation.end())
    return with_quotes(sentence, start, end)


def can_answer(question: str, noun: str, text: str) -> bool:
    """Whether a phrase can be what a folded question asks for.

    Args:
        question: the question.
        noun: what its interrogative stands with.
        text: the phrase, verbatim.
    """
    if asks_when(question):
        return tells_time(text)
    if _QUOTED.match(text):
        return True
    bare = folded(text)
    if _ASKS_COUNTRY.search(question) and _OWN_COUNTRY.match(bare):
        return False
    return not _is_noun_alone(bare, noun) and not is_generic(bare)


def asks_when(question: str) -> bool:
    """Whether a folded question asks for a time."""
    return bool(WHEN.search(question))


def times(sentence: str) -> list[tuple[int, int]]:
    """Where the times stand that a sentence tells, each as long as it is told."""
    spans = [match.span() for match in _TIME_SPAN.finditer(sentence) if match.group().strip()]
    return [(start, end) for start, end in spans if tells_time(sentence[start:end])]


def tells_time(text: str) -> bool:
    """Whether a phrase holds a time."""
    return bool(_TIME.search(text) or years_of(text) or next(iter(dates_of(text)), None))


@functools.lru_cache(maxsize=4096)
def is_generic(bare: str) -> bool:
    """Whether a folded phrase has none but words that any report uses for anything (试点工程)."""
    words = [word.term for word in tokens.words(bare)]
    return bool(words) and all(word in word_set(*_GENERIC) for word in words)


def _is_noun_alone(bare: str, noun: str) -> bool:
    """不少困难, 3个自然保护区, 困难 itself: no more than the question's own noun."""
    return bool(noun) and _COUNT_AFTER.sub("", _COUNT.sub("", bare)) in {noun, ""}
