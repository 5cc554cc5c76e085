"""What a report's title and the lines below it say: place, year, date, speaker, occasion."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language import numerals
from index.language.lexicon import alternation
from index.language.times import after_last_year, before_first_year, years_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_TITLE_CHARS = 60
_MAX_NAME_CHARS = 255  # of a file, which may stand for the title

_DATE = re.compile(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_KIND = re.compile(
    rf"(?:人民)?(?:{alternation('issuer')})*"
    rf"(?:第.{{1,4}}(?:个五年|次.{{0,4}}普查))?(?:{alternation('of_document')})*"
    rf"(?:{alternation('document')}|白皮书)"
)
_TITLE = re.compile(rf"工作报告|(?:{alternation('document')})(?:[（(].{{1,20}}[）)])?$")
_ORDINAL = rf"第[〇{numerals.TENS}\d]+"
_MEETING = rf"(?:人民代表大会|人大)(?:常务委员会)?{_ORDINAL}次会议"
_OCCASION = re.compile(rf"在(?P<place>[\u4e00-\u9fff]{{0,20}}?){_ORDINAL}届\s*{_MEETING}")
_OFFICE = rf"(?:代理|代)?(?:{alternation('office')})"
_SPACE = r"[ \u3000\xa0]"
# Names have two to four characters, the short ones often set apart (戴 雷); those of other
# nationalities can be longer and joined by a dot (艾尔肯·吐尼亚孜).
_NAME = (
    r"[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,8}){1,6}"
    rf"|[\u4e00-\u9fff]{_SPACE}+[\u4e00-\u9fff]|[\u4e00-\u9fff]{{2,4}}?"
)
_OFFICE_THEN_NAME = re.compile(
    rf"(?P<office>{_OFFICE}){_SPACE}*+(?P<name>(?:{_NAME})?)"
    rf"(?={_SPACE}*(?:{alternation('after_speaker')}|[）)]|$))",
    re.MULTILINE,
)
_NAME_THEN_OFFICE = re.compile(
    rf"日{_SPACE}*(?P<name>{_NAME}){_SPACE}*(?P<office>{_OFFICE})(?=在|作)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The facts of a report's head; unknown ones are empty or ``None``."""

    place: str
    year: int | None
    delivered: dt.date | None
    speaker: str
    office: str
    occasion: str


def parse(title: str, lines: Sequence[str], parts: Sequence[str]) -> Masthead:
    """Read the facts off a title, the lines below it, and the titles of the outermost parts.

    The year is the one that the report plans for: the latest that its title names, else the latest
    that a part names (``二、2024年工作安排``), else that of the date. A year far ahead of the date
    (``2035年远景目标``) is an outlook, and not that.
    """
    block = "\n".join(lines)
    occasion = _OCCASION.search(block)
    delivered = _date(block)
    speaker = _named(_OFFICE_THEN_NAME, block) or _named(_NAME_THEN_OFFICE, block)
    last = delivered.year + 1 if delivered else dt.MAXYEAR
    named = (years_of(text) for text in (title, "\n".join(parts)))
    years = next(filter(None, ([year for year in years if year <= last] for years in named)), None)
    return Masthead(
        place=_place(title) or (occasion["place"] if occasion else ""),
        year=max(years) if years else delivered.year if delivered else None,
        delivered=delivered,
        speaker=re.sub(_SPACE, "", speaker["name"]) if speaker else "",
        office=speaker["office"] if speaker else "",
        occasion=re.sub(r"^在|\s", "", occasion[0]) if occasion else "",
    )


def is_title(line: str) -> bool:
    """Whether a line can be the title of a report: ``2024年天津市河北区政府工作报告``."""
    return (
        len(line) <= _MAX_TITLE_CHARS
        and _TITLE.search(line) is not None
        and not _OCCASION.search(line)  # 2025年1月14日在…会议上省长…作政府工作报告
        and not _DATE.search(line)
    )


def is_telling(title: str) -> bool:
    """Whether a title says of which year or place it is, not just ``政府工作报告``."""
    return bool(years_of(title) or _place(title))


def _named(pattern: re.Pattern[str], block: str) -> re.Match[str] | None:
    return next((match for match in pattern.finditer(block) if match["name"]), None)


def _date(block: str) -> dt.date | None:
    for match in _DATE.finditer(block):
        try:
            return dt.date(*(int(part) for part in match.groups()))
        except ValueError:
            continue  # 2月30日 is a slip of the report's, not a date
    return None


def _place(title: str) -> str:
    """What stands in a title between its year and the kind of report, or else before the year."""
    kind = _KIND.search(title[:_MAX_NAME_CHARS])
    if kind is None:
        return ""
    head = title[: kind.start()]
    for part in (after_last_year(head), before_first_year(head)):
        place = re.sub(r"[\s《》【】\[\]（）()—:：-]|^度|^关于", "", part)
        if re.fullmatch(r"[\u4e00-\u9fff]{2,20}", place):
            return place
    return ""
