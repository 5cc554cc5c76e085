"""The calendar years and dates that a text names."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language import lexicon, numerals

if TYPE_CHECKING:
    from collections.abc import Iterator

_MINGUO = 1911  # year 1 of the Republic is 1912
_CENTURY = r"(?:[1\uff11][9\uff19]|[2\uff12][0\uff10])"  # of either width
YEAR_IN_HAN = rf"[一二][{numerals.OF_YEARS}{numerals.ZERO_LOOKALIKES}]{{3}}"
# A year that a figure is compared with, or counted from, is not the one it is of.
_OF_ARABIC = r"(?:19|20)\d{2}\s*年"
_SINCE = re.compile(
    rf"(?:{lexicon.alternation('than')}|自|从)\s*{_OF_ARABIC}|{_OF_ARABIC}(?:{lexicon.alternation('since')})"
)
_YEAR = re.compile(rf"(?<!\d)({_CENTURY}\d{{2}})\s*年|({YEAR_IN_HAN})年")

# --- in titles, heads and file names, where a number that looks like a year is one
_S = r"[ \u3000\xa0]*"
_ARABIC = rf"(?<!\d)(?<!\d[.,])[12\uff11\uff12]{_S}[09\uff10\uff19]{_S}\d{_S}\d(?!\d)"
_COUNTED = rf"(?!{_S}(?:{lexicon.alternation('scale')}|[%\uff05万亿余多个家户人元吨亩件项条]))"
_COMPACT = r"(?<!\d)(?:19|20)\d{2}(?=(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?(?!\d))"
_IN_HAN = rf"{YEAR_IN_HAN}(?=年|[)）\]】]|$)"
_REPUBLIC = "(?:民国|民國)"
_OF_REPUBLIC = (
    rf"{_REPUBLIC}{_S}(?P<republic>\d{{1,3}}|[{numerals.ALL}{numerals.OF_YEARS}]{{1,6}}){_S}年"
)
_BARE_OF_REPUBLIC = rf"(?<!\d)(?P<bare>[89]\d|1[0-4]\d)(?={_S}年|\.\d{{1,2}}\.\d)"
_OF_REPUBLIC_IN_TEXT = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?<![第近逾]){_REPUBLIC}?{_S}([89]\d|1[0-4]\d){_S}年(?![期来來前以龄齡])"
)
_OUTLOOK = rf"(?!年?{lexicon.alternation('outlook')})"  # 2035年远景目标: not what a report is of
_NAMED = rf"{_OF_REPUBLIC}|(?P<compact>{_COMPACT})|(?P<arabic>{_ARABIC}){_COUNTED}{_OUTLOOK}|(?P<han>{_IN_HAN}){_OUTLOOK}"
_IN_HEADS = re.compile(_NAMED)
_IN_HEADS_OF_REPUBLIC = re.compile(f"{_NAMED}|{_BARE_OF_REPUBLIC}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2099

_HAN_NUMBER = rf"[{numerals.TENS}]{{1,3}}"
_DAY = re.compile(
    rf"{_S}年?度?{_S}(?:[.．/年-]{_S})?(?P<month>\d{{1,2}}|元|{_HAN_NUMBER}){_S}[月.．/-]{_S}"
    rf"(?P<day>\d{{1,2}}|{_HAN_NUMBER})(?!\d)"
)
_COMPACT_DAY = re.compile(r"(?P<month>\d{2})(?P<day>\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedYear:
    """A year that a title or a head names, and where it stands."""

    year: int
    start: int
    end: int


def years_of(text: str) -> tuple[int, ...]:
    """The years in a text (``2024年``, ``二〇二四年``), in the order they stand in."""
    return tuple(int(arabic or numerals.digits(han)) for arabic, han in _YEAR.findall(text))


def in_common_years(text: str) -> str:
    """A text whose years are counted from 1911 (``113年``), with those of the common calendar."""
    return _OF_REPUBLIC_IN_TEXT.sub(lambda match: f"{_MINGUO + int(match[1])}年", text)


def own_years_of(text: str) -> tuple[int, ...]:
    """The years that a text is of, without those that it compares with or counts from."""
    return years_of(_SINCE.sub("", text))


def without_years(text: str) -> str:
    """A text without the years that it names."""
    return _YEAR.sub("", text)


def after_last_year(text: str) -> str:
    """What follows the last year that a text names; the whole text where it names none."""
    end = 0
    for match in _YEAR.finditer(text):
        end = match.end()
    return text[end:]


def before_first_year(text: str) -> str:
    """What stands before the first year that a text names; the whole text where it names none."""
    match = _YEAR.search(text)
    return text[: match.start()] if match else text


def years_named(text: str, *, of_republic: bool = False) -> tuple[NamedYear, ...]:
    """The years that a title, a head or a file name tells, however it writes them.

    Those of ``years_of``, and numbers that in running text may be something else: ``（2024）``,
    ``2024.1.15``, ``2 0 2 4 年``, ``20240115``, ``民國一一四年``. An outlook's year (``2035年远景目标``)
    is none.

    Args:
        text: the title.
        of_republic: whether a year below 150 (``114 年``) is one of the Republic's calendar.
    """
    pattern = _IN_HEADS_OF_REPUBLIC if of_republic else _IN_HEADS
    named = []
    for match in pattern.finditer(text):
        year = _year(match)
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            more = re.compile(rf"{_S}年度?").match(text, match.end())
            end = more.end() if more else match.end()
            named.append(NamedYear(year=year, start=match.start(), end=end))
    return tuple(named)


def dates_of(text: str, *, of_republic: bool = False) -> Iterator[dt.date]:
    """The dates in a head, however it writes them; a day that no calendar has (2月30日) is none."""
    for named in years_named(text, of_republic=of_republic):
        year_end = re.compile(rf"{_S}年度?$").sub("", text[named.start : named.end])
        at = named.start + len(year_end)
        match = _COMPACT_DAY.match(text, at) or _DAY.match(text, at)
        if match is None:
            continue
        try:
            yield dt.date(named.year, _number(match["month"]), _number(match["day"]))
        except ValueError:
            continue


def _year(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if republic := groups["republic"] or groups.get("bare"):
        return _MINGUO + _number(republic)
    if han := groups["han"]:
        return int(numerals.digits(han))
    return int(re.sub(r"\s", "", groups["arabic"] or groups["compact"]))


def _number(numeral: str) -> int:
    """The number that digits of either script tell: 12, 十二, 一一四, and 元 of the first month."""
    if numeral == "元":
        return 1
    if numeral.isdecimal():
        return int(numeral)
    if re.search(f"[{numerals.POWERS}]", numeral):
        return int(numerals.value(numeral) or 0)
    return int(numerals.digits(numeral))
