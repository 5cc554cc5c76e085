"""The head of a report as an answer: who delivered it, when, and at which session."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.numerals import TENS
from index.language.place_names import without
from index.language.times import YEAR_IN_HAN, dates_of
from qa.choosing.evidence import Evidence
from qa.understanding.concepts import folded
from qa.understanding.names.persons import asks_whom
from qa.understanding.wanted import WHEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.types import About, Passage
    from qa.understanding.question import Question

_LAST = 3  # the number of the last passage that can hold a part of the head
_WEIGHTS = {"head": 7.0}  # log-odds: it is where these things stand, and nothing else does
_REPORT = rf"(?:政[府])?(?:工[作])?(?:{alternation('report')})"
_DELIVERED = r"(?:作|做|讲|宣读|发[表]|提[交]|念|代[表])"
_WHO = re.compile(
    rf"{alternation('asks_person')}|是哪一?[个位]|叫(?:{alternation('what')})|(?:姓|名)[字名]?|"
    rf"{_REPORT}人|\bwho\b"
)
_OFFICE = re.compile(alternation("office"))
_SESSION = re.compile(
    r"[哪第][几一]?(?:次|个|届).{0,4}会|什么会|几届|哪个?会议|\b(?:which|what) (?:session|congress|meeting)"
)
_NTH = alternation("asks_place_in_order")
_SESSION_ALONE = re.compile(
    rf"^[这本那]?[次个届]?[会]?是?(?:{_NTH})[届次](?:(?:{_NTH})次)?(?:[人大]{{2}}|[会议]{{1,2}})*[的呢?]*$"
)
_CONGRESS = r"开(?:的|了)?(?:[这本][次个]?|[大])?会|人代会|人[大]会?(?=[第次开召上日几哪什啥是的会议?]|$)|人民代表[大]会"
_OF_REPORT = re.compile(
    rf"{_REPORT}|{_DELIVERED}(?:的|了)?{_REPORT}|{_REPORT}.{{0,6}}{_DELIVERED}|{_CONGRESS}|"
    r"\breport\b.*\b(?:delivered|given|made|presented)|\b(?:deliver|present|g[ai]ve)\w*\b.*\breport\b"
)
_DAY = re.compile(rf"{WHEN.pattern}|日[期]|哪一天")
# What such a question is made of, beside the place, the office and the year.
_WORDS = re.compile(
    rf"{_DAY.pattern}|{_REPORT}人?|{_DELIVERED}|{_SESSION.pattern}|{alternation('asks_person', 'what', 'function')}|"
    rf"{alternation('level_province', 'level_city', 'level_county')}|时[候]|"
    rf"来[着]|[名姓][字名]|现任|[人大会议上届第次回省市县区州代民表开召]|"
    r"\b(?:when|who|which|what|was|is|did|the|this|report|work|government|delivered?|presented?|g[ai]ven?|made"
    r"|date|on|at|of|session|congress|meeting|people|s|it)\b|"
    r"[叫姓名谁啊呀呢的是了在一这那份个位本向]|\d{4}年?|[12]?\d年|[今去明]年|[\W_]"
)
_IN_DAYS = rf"(?:\d{{1,2}}|[{TENS}]{{1,3}})\s*"
_DEPUTY, _ACTING = "副", "代"
_ASKS_ACTING = re.compile(rf"{_ACTING}理?(?:{alternation('office')})")
_DATE = re.compile(rf"(?:\d{{4}}|{YEAR_IN_HAN})\s*年\s*{_IN_DAYS}月\s*{_IN_DAYS}日")


def may_ask_of_head(question: Question) -> bool:
    """Whether a question may ask what the head tells, of whatever report: its legs seldom do."""
    asked = folded(question.text)
    asks = _WHO.search(asked) or _DAY.search(asked) or _SESSION.search(asked)
    is_of_it = _OF_REPORT.search(asked) or _OFFICE.search(asked) or _SESSION_ALONE.search(asked)
    return bool(asks and is_of_it)


def of_head(question: Question, about: About, passage: Passage) -> list[Evidence]:
    """What a passage of a report's head tells of what is asked; nothing of any other question."""
    if passage.number > _LAST:
        return []
    find = _finder(folded(question.text), about)
    span = find(about, passage.text) if find else None
    if span is None:
        return []
    start, end = passage.start + span[0], passage.start + span[1]
    return [Evidence(start=start, end=end, features={"head": 1.0}, weights=_WEIGHTS)]


def _finder(asked: str, about: About) -> Callable[[About, str], tuple[int, int] | None] | None:
    """What finds the part of the head that a question asks for; ``None`` if it asks for none."""
    office = folded(about.office or " ").strip().lstrip("代").removeprefix("理")
    is_of_office = bool(office) and office[-2:] in asked
    if _DEPUTY in asked and _DEPUTY not in office:
        return None  # 副区长是谁: no head names one
    if _ASKS_ACTING.search(asked) and not (about.office or "").startswith(_ACTING):
        return None
    is_of_report = bool(_OF_REPORT.search(asked) or _SESSION_ALONE.search(asked))
    if not (is_of_office or is_of_report) or asks_whom(asked) or _leftover(asked, about, office):
        return None
    if _DAY.search(asked) and is_of_report:
        return _date
    if _SESSION.search(asked) and is_of_report:
        return _occasion
    return _speaker if _WHO.search(asked) else None


def _leftover(asked: str, about: About, office: str) -> bool:
    """Whether a question speaks of anything that no head tells (市人民医院院长是谁)."""
    for word in (office, office[-2:]):
        asked = asked.replace(word, "") if word else asked
    asked = without(asked, folded(about.place or " ").strip())
    is_of_congress = re.search(_CONGRESS, asked) and not re.search(_REPORT, asked)
    return len(_WORDS.sub("", asked)) > (0 if is_of_congress else 1)  # 人大什么时候换届


def _speaker(about: About, text: str) -> tuple[int, int] | None:
    """The speaker; with an office that is an acting one (代县长)."""
    name = about.speaker.replace(" ", "")
    match = re.search(r"(?:代理?\w{1,3}\s*)?" + r"\s*".join(map(re.escape, name)), text)
    return match.span() if name and match else None


def _date(about: About, text: str) -> tuple[int, int] | None:
    dates = (
        match for match in _DATE.finditer(text) if about.delivered in set(dates_of(match.group()))
    )
    return next((match.span() for match in dates), None)


def _occasion(about: About, text: str) -> tuple[int, int] | None:
    start = text.find(about.occasion) if about.occasion else -1
    return (start, start + len(about.occasion)) if start >= 0 else None
