"""The times that a sentence names, as the years that its facts are of."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from index.fact_types import TimePart
from index.language import numerals
from index.language.figure_forms import QUARTER
from index.language.lexicon import alternation, word_set
from index.language.times import YEAR_IN_HAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What relative times count from: the report's own year, and the one that it looks back on."""

    year: int | None
    review_year: int | None
    year_before: int | None = None  # what 上年 is


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTime:
    """A time that stands at ``start`` to ``end`` of a text.

    ``first`` and ``last`` are ``None`` where the words leave the years open (全年, 年末).
    ``is_base`` tells one that a change is counted from (比上年): no fact there is of it, and
    ``first`` is its year.
    ``is_ahead`` tells one that is to come, seen from its words (到2025年).
    """

    start: int
    end: int
    first: int | None = None
    last: int | None = None
    part: TimePart | None = None
    is_base: bool = False
    is_ahead: bool = False
    is_loose: bool = False  # counted from the report's year (近两年)


_S = r"\s*"
_ARABIC = r"(?<!\d)(?:19|20)\d{2}"
_YEAR = rf"(?:{_ARABIC}|{YEAR_IN_HAN})"
_TO = r"\s*(?:-|—|–|~|至|到)+\s*"
_COUNT = rf"(?:[{numerals.TENS}两]{{1,3}}|\d{{1,2}})"
_RELATIVE = alternation("relative_year")
_PLAN_NUMBER = rf"[“\"]?(?P<plan>十?[{numerals.ONES}])五[”\"]?"
_WITHIN_YEAR = (
    rf"(?P<half>上半年)|(?P<quarters>前[三3]{QUARTER})|(?P<quarter>第?[一1]{QUARTER}|首季)"
    rf"|(?P<later>第?[二三四2-4]{QUARTER})"
    rf"|(?P<months>\d{{1,2}}{_S}[-—~至]{_S}\d{{1,2}}{_S}月份?|(?<![个近过\d])\d{{1,2}}月份?(?!\d|子|\d日))"
    rf"|(?P<end>年末|年底)|(?P<beginning>年初)|(?P<full>{alternation('whole_year')})"
)
_SINCE = alternation("so_far")
_SAME = alternation("same_time")
_UP_TO = alternation("up_to")
_TERM = alternation("term_of_plan")
# What a change is counted from: 比上年, 较2020年末, 同比. It is followed by what changed.
_BASE = rf"""
    (?:{alternation("year_on_year")})
    |(?:{alternation("than")})
        (?:(?:(?P<base_year>{_YEAR})年|{_RELATIVE}|往年|前{_COUNT}年)(?:{_SAME}|{_S}(?:年?[末底初]))?
        |{_SAME}|年[末底初])
        (?=[^一-鿿]|[增下提上降减回涨跌扩扭缩多少高低净压翻快慢好同相前后平])
    |(?:{alternation("than")})[“\"]?(?P<base_plan>十?[{numerals.ONES}])五[”\"]?(?:期?末|{_TERM})
    |{_YEAR}年[末底]?(?:{alternation("earlier")})
    |(?:{_RELATIVE})(?:{_SAME})|(?:{_RELATIVE})的(?=[\d.{numerals.ONES}两]+倍)
"""
_UNTIL = rf"""
    (?P<since>[自从]?(?P<since_year>{_YEAR})年(?:{_SINCE}|至今|起))
    |(?P<upto>(?:到|至|{_UP_TO})(?P<upto_year>{_YEAR})年(?P<upto_end>[末底]|\d{{1,2}}月[底末]?)?)
    |(?P<upto_now>(?:{_UP_TO})(?:{alternation("at_present")}|(?:{_RELATIVE})?(?:年?[末底]|\d{{1,2}}月[底末份]?)))
"""
_NO_SPAN = r"\d第每连续前后隔期时近过的"  # before a number of years: it is no span that ends now
_IN_ALL = f"(?:{alternation('grew', 'fell', 'added', 'in_sum', 'puts_in')})"
_SPANS = rf"""
    (?P<range>(?P<from>{_YEAR})年?{_TO}(?P<to>{_YEAR}|\d{{2}})年)
    |(?P<period>{_PLAN_NUMBER}(?P<of_plan>末|{_SINCE}|期末)?(?:{_TERM})?)(?![年亿万\d])
    |(?P<years>(?P<ahead>{alternation("years_ahead")})的?(?P<n_ahead>{_COUNT})年
        |(?:{alternation("years_back")})的?(?P<n_back>{_COUNT})年(?:多?来|间|{_SINCE})?
        |(?P<n>{_COUNT})年(?:多?来|间|{_SINCE})|\A(?P<n_first>{_COUNT})年(?=[一-鿿])(?![级制期限龄后前内以计规行]|生(?!态|产))
        |(?<![{_NO_SPAN}])(?P<n_mid>[{numerals.ONES}]|\d)年(?={_IN_ALL}))
"""
_PATTERN = re.compile(
    rf"""
    (?P<base>{_BASE})
    |{_UNTIL}
    |{_SPANS}
    |(?P<year>{_YEAR})年度?(?:{_WITHIN_YEAR}|(?P<year_end>[末底]))?
    |(?P<relative>{_RELATIVE})
    |(?P<average>{alternation("each_year")})(?!{alternation("yearly_mean")})
    |(?P<sum>{alternation("in_sum")})
    |(?P<now>{alternation("at_present")})
    |{_WITHIN_YEAR.replace("(?P<", "(?P<own_")}
    """,
    re.VERBOSE,
)

_MOVES = re.compile(f"(?:{alternation('grew', 'fell')})$")
_EVER = re.compile("首[次个]|最")
_NEAR = 6  # characters
_WHOLE_YEAR = re.compile(r"1\s*[-—~至]\s*12")
_FIVE_YEARS = 5
_FIRST_PLAN = 1953  # 一五: 1953 to 1957
_AFTER_GAP = 1966  # 三五 begins, after three years without a plan
_THIRD = 3


def named_times(text: str, calendar: Calendar) -> tuple[NamedTime, ...]:
    """The times that a folded text names, in their order."""
    found = []
    for match in _PATTERN.finditer(text):
        time = _read(match, calendar)
        if time is not None:
            found.append(time)
    return tuple(found)


def _read(match: re.Match[str], calendar: Calendar) -> NamedTime | None:
    kind = next(name for name in _READERS if match[name] is not None)
    time = _READERS[kind](match, calendar)
    if time is None:
        return None
    return dataclasses.replace(time, start=match.start(), end=match.end())


def _time(
    first: int | None = None, last: int | None = None, part: TimePart | None = None, **marks: bool
) -> NamedTime:
    return NamedTime(start=0, end=0, first=first, last=last, part=part, **marks)


def _base(match: re.Match[str], calendar: Calendar) -> NamedTime:
    del calendar
    if match["base_plan"]:
        return _time(_years_of_plan(match["base_plan"])[1], is_base=True)
    return _time(_year(match["base_year"]) if match["base_year"] else None, is_base=True)


def _since(match: re.Match[str], calendar: Calendar) -> NamedTime:
    around = match.string[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    if _EVER.search(around):  # 2015年以来最高: what is the highest is of the year that is told of
        return _time(is_base=True)
    return _time(_year(match["since_year"]), calendar.review_year, TimePart.CUMULATIVE)


def _upto(match: re.Match[str], calendar: Calendar) -> NamedTime:
    year = _year(match["upto_year"])
    ahead = calendar.year is not None and year >= calendar.year
    is_end_of_change = _MOVES.search(match.string, max(0, match.start() - 2), match.start())
    part = None if is_end_of_change and not match["upto_end"] else TimePart.AS_OF
    return _time(year, year, part, is_ahead=ahead)


def _upto_now(match: re.Match[str], calendar: Calendar) -> NamedTime:
    del match
    return _time(calendar.review_year, calendar.review_year, TimePart.AS_OF)


def _range(match: re.Match[str], calendar: Calendar) -> NamedTime | None:
    del calendar
    if match.string[: match.start()].endswith(("(", "（")):  # part of a name: 规划（2021—2035年）
        return None
    first, last = _year(match["from"]), match["to"]
    end = _year(last) if len(last) == 4 else first // 100 * 100 + int(last)  # noqa: PLR2004 - a whole year
    return _time(first, end) if first <= end else None


def _period(match: re.Match[str], calendar: Calendar) -> NamedTime:
    first, last = _years_of_plan(match["plan"])
    ahead = calendar.year is not None and last >= calendar.year and first >= calendar.year
    of = match["of_plan"] or ""
    if "末" in of:
        return _time(last, last, TimePart.AS_OF, is_ahead=ahead)
    return _time(first, last, is_ahead=ahead)


def _years_of_plan(numeral: str) -> tuple[int, int]:
    number = int(numerals.value(numeral) or 0)
    begins = (_AFTER_GAP, _THIRD) if number >= _THIRD else (_FIRST_PLAN, 1)
    first = begins[0] + _FIVE_YEARS * (number - begins[1])
    return first, first + _FIVE_YEARS - 1


def _years(match: re.Match[str], calendar: Calendar) -> NamedTime | None:
    if match["ahead"]:
        if calendar.year is None:
            return _time(is_ahead=True)
        return _time(
            calendar.year, calendar.year + numerals.count(match["n_ahead"]) - 1, is_ahead=True
        )
    if calendar.review_year is None:
        return _time()
    n = numerals.count(match["n_back"] or match["n"] or match["n_first"] or match["n_mid"])
    return _time(calendar.review_year - n + 1, calendar.review_year, is_loose=True)


def _of_year(match: re.Match[str], calendar: Calendar) -> NamedTime:
    del calendar
    year = _year(match["year"])
    return _time(year, year, _part(match, ""))


def _relative(match: re.Match[str], calendar: Calendar) -> NamedTime:
    word = match["relative"]
    if calendar.year is None:
        return _time()
    if word in word_set("last_year") and calendar.year_before is not None:
        return _time(calendar.year_before, calendar.year_before)
    year = calendar.year + _offset(word)
    return _time(year, year)


def _offset(word: str) -> int:
    if word in word_set("year_after"):
        return 1
    if word in word_set("year_before_last"):
        return -2
    return 0 if word in word_set("present_year") else -1


def _average(match: re.Match[str], calendar: Calendar) -> NamedTime:
    del match, calendar
    return _time(part=TimePart.AVERAGE)


def _sum(match: re.Match[str], calendar: Calendar) -> NamedTime:
    del match, calendar
    return _time(part=TimePart.CUMULATIVE)


def _now(match: re.Match[str], calendar: Calendar) -> NamedTime:
    del match
    return _time(calendar.review_year, calendar.review_year, TimePart.AS_OF)


def _within(match: re.Match[str], calendar: Calendar) -> NamedTime:
    del calendar
    return _time(part=_part(match, "own_"))


_PARTS = {
    "half": TimePart.FIRST_HALF,
    "quarters": TimePart.FIRST_QUARTERS,
    "quarter": TimePart.FIRST_QUARTER,
    "later": TimePart.QUARTER,
    "months": TimePart.MONTH,
    "end": TimePart.AS_OF,
    "beginning": TimePart.AS_OF,
    "full": TimePart.YEAR,
}


def _part(match: re.Match[str], prefix: str) -> TimePart | None:
    if not prefix and match["year_end"]:
        return TimePart.AS_OF
    months = match[f"{prefix}months"]
    if months and _WHOLE_YEAR.match(months):
        return TimePart.YEAR
    return next((part for name, part in _PARTS.items() if match[prefix + name]), None)


def _year(written: str) -> int:
    return int(written) if written.isdecimal() else int(numerals.digits(written))


_READERS = {
    "base": _base,
    "since": _since,
    "upto": _upto,
    "upto_now": _upto_now,
    "range": _range,
    "period": _period,
    "years": _years,
    "year": _of_year,
    "relative": _relative,
    "average": _average,
    "sum": _sum,
    "now": _now,
    **{f"own_{name}": _within for name in _PARTS},
}
