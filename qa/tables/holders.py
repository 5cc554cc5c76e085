"""Who holds an office, where the reports of several years each tell another one."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.types import PlaceLevel
from qa.choosing.head_evidence import of_head
from qa.kinds import Kind
from qa.retrieval.scope import Scope
from qa.tables.wording.chinese import CHINESE
from qa.types import REMARK, Citation, OfTable, TableLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.searchable.protocol import Searchable
    from index.searchable.reports import Reports
    from index.types import About
    from qa.choosing.ordering.ranked import Ranked
    from qa.tables.wording.wording import Wording
    from qa.types import Answer
    from qa.understanding.question import Question

_HEAD_OF_PLACE = re.compile(rf"(?<![副代理])(?:{alternation('head_of_place')})")
_LEVELS = dict.fromkeys("省", PlaceLevel.PROVINCE) | dict.fromkeys("市州盟", PlaceLevel.CITY)
_LEVELS |= dict.fromkeys("县区旗", PlaceLevel.COUNTY) | dict.fromkeys("镇乡", PlaceLevel.TOWN)
_CALLED = re.compile(alternation("head_of_place", "head_of_region"))
_HEAD = 3  # passages of a report that can hold its head
_MOST = 100  # reports of one place that are looked at


def newest(of_one: Answer, asked: Question, index: Searchable, reports: Reports) -> Answer:
    """An answer that is a report's speaker, by the newest report of the place; the others told beside it.

    Unchanged where the question names a year, or all of these reports tell the same.

    Args:
        of_one: the answer.
        asked: its question, as it was understood.
        index: what holds the reports.
        reports: those that may answer.
    """
    if of_one.kind is not Kind.ENTITY or not of_one.found or asked.years:
        return of_one
    cited = of_one.citations[0]
    if not _is_speaker(cited) or not of_head(asked, cited.document, cited.passage):
        return of_one
    told = sorted(
        _speakers(asked, index, reports.of(places=(cited.document.place,))),
        key=lambda each: -_year(each),
    )
    holders: dict[str, list[Citation]] = {}
    for each in told:
        holders.setdefault("".join(each.text.split()), []).append(each)
    if len(holders) < 2:  # noqa: PLR2004 - the same in every year
        return of_one
    lines = tuple(
        TableLine(place=_years(each), text=name, citation=each[0]) for name, each in holders.items()
    )
    remark = OfTable(
        wish=REMARK,
        text=told_in(lines, CHINESE),
        question=of_one.asked,
        lines=lines,
        n_reports=len(told),
        n_told=len(told),
    )
    return dataclasses.replace(
        of_one, text=told[0].text, citations=(told[0],), of_table=remark, place=None
    )


def are_of_several_places(ranked: Sequence[Ranked]) -> bool:
    """Whether the head of a report tells what is asked, and those of other places' reports do too."""
    of_heads = [bool(each.evidence) and "head" in each.evidence[0].features for each in ranked]
    places = {
        each.document.place for each, is_head in zip(ranked, of_heads, strict=True) if is_head
    }
    return of_heads[:1] == [True] and len(places) > 1


def told_in(lines: Sequence[TableLine], words: Wording) -> str:
    """The years of the newest holder, and the others with theirs, in a language."""
    others = words.semicolon.join(f"{each.text}{words.brackets(each.place)}" for each in lines[1:])
    return words.other_holders.format(years=lines[0].place, named=others)


def _speakers(asked: Question, index: Searchable, own: Reports) -> Iterator[Citation]:
    """Where the reports of a place name who delivered them."""
    for each in own.page(max(0, len(own) - _MOST), _MOST):
        told = speaker(asked, index, each.row)
        if told is not None and told.document.year is not None:
            yield told


def speaker(
    asked: Question, index: Searchable, row: int, *, of_any_kind: bool = False
) -> Citation | None:
    """Where the head of a report tells what is asked of it; ``None`` where it does not.

    Args:
        asked: what is asked.
        index: what holds the report.
        row: its row.
        of_any_kind: whether places of a level are asked for their heads, whatever these are called:
            of 各省省长 a city has a 市长.
    """
    (document,) = index.documents([row])
    if of_any_kind:
        asked = _by_own_office(asked, document)
    head = index.page(index.select(Scope(documents=(document.id,))), 0, _HEAD)
    found = ((passage, of_head(asked, document, passage)) for passage in head)
    told = next(((passage, spans[0]) for passage, spans in found if spans), None)
    if told is None:
        return None
    passage, span = told
    return Citation(document=document, passage=passage, start=span.start, end=span.end)


def _by_own_office(asked: Question, about: About) -> Question:
    """A question for the head of a place of a level by what he is called there; any other as it is."""
    office, called = _HEAD_OF_PLACE.search(asked.text), _CALLED.search(about.office)
    if office is None or called is None or about.level is not _LEVELS[office[0][0]]:
        return asked  # of a province nobody is the 市长
    text = asked.text[: office.start()] + called[0] + asked.text[office.end() :]
    return dataclasses.replace(asked, text=text)


def _is_speaker(cited: Citation) -> bool:
    speaker = "".join(cited.document.speaker.split())
    return bool(speaker) and speaker in "".join(cited.text.split())


def _year(cited: Citation) -> int:
    return cited.document.year or 0


def _years(cited: Sequence[Citation]) -> str:
    """The years of reports, the latest first: 2023、2022."""
    return CHINESE.comma.join(str(year) for year in dict.fromkeys(map(_year, cited)))
