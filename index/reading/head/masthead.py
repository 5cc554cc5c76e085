"""What a report is taken for: title, kind, place, year, date, speaker, and what is doubtful of it.

The facts are looked for in the report's masthead, then in the lines that a web page adds, in the
title that the file's format keeps, and in the file's name, in this order of trust.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language import cutting
from index.language.text import fold
from index.language.times import dates_of
from index.reading.head import kinds, places, titles, years
from index.reading.head.correction import NOTHING, Correction
from index.reading.head.evidence import Known
from index.types import PlaceLevel, ReportKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.reading.head.evidence import Evidence
    from index.reading.head.metadata import Metadata

# Where facts stand, by their names for the user.
_TITLE, _MASTHEAD, _PAGE = "its title", "its masthead", "its page"
_MARKED = re.compile(r"\s*[(（—–-]")
_FORMAT, _FILE, _BODY = "its file's own title", "its file name", "its body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The facts of a report's head; unknown ones are empty or ``None``.

    ``of_republic`` tells that its years are counted from 1911; ``doubts`` tell where the sources contradict, or what none of them tells.
    """

    title: str = ""
    kind: ReportKind = ReportKind.OTHER
    place: str = ""
    level: PlaceLevel = PlaceLevel.UNKNOWN
    year: int | None = None
    covers: tuple[int, int] | None = None
    delivered: dt.date | None = None
    speaker: str = ""
    office: str = ""
    occasion: str = ""
    of_republic: bool = False
    doubts: tuple[str, ...] = ()

    def doubt(self, path: str) -> str:
        """What is doubtful of the head of the report at a path, in a line; empty for nothing."""
        if not self.doubts:
            return ""
        taken = f"{self.place or 'no place'}, {self.year or self.covers or 'no year'}"
        return f"{path}: {'; '.join(self.doubts)} (taken for a report of {taken})"


def read(evidence: Evidence, correction: Correction = NOTHING) -> Masthead:
    """Read the facts off what is known of a report, the most trusted source first.

    What is corrected is taken before all of them, and what follows from it follows.
    """
    if correction.title:
        evidence = dataclasses.replace(evidence, titles=(correction.title,))
    known = Known.of(evidence)
    title = correction.title or _title(evidence, known, correction)
    told = [fold(title).text, *known.titles, *known.others]
    kind = correction.over("kind", _kind(told, known.body))
    in_block = next(_dates(known), None)
    delivered = correction.over("delivered", in_block)
    said_places = _said(_places(known), correction)
    said_years = _said(_years(known, delivered.year + 1 if delivered else dt.MAXYEAR), correction)
    place = _chosen_place(said_places) or places.region_in(known.everything)
    place = correction.over("place", place)
    year, covers = _time(
        fold(title).text, kind, _year(said_years, delivered, kind, evidence.parts), correction
    )
    on_page = None if correction.corrects("delivered") else _page_date(known.page, year, kind)
    if year is None and covers is None and on_page is not None and not correction.corrects("year"):
        year = on_page.year - kinds.looks_back(kind)
    occasion = next(filter(None, map(places.occasion_in, (known.block, *known.others))), None)
    masthead = Masthead(
        title=title,
        kind=kind,
        place=place,
        level=correction.over("level", places.level_of(place)),
        year=year,
        covers=covers,
        delivered=delivered or on_page,
        speaker=correction.over("speaker", known.speaker.name),
        office=correction.over("office", known.speaker.office),
        occasion=re.sub(r"^在|\s", "", occasion[0]) if occasion else "",
        of_republic=known.of_republic,
    )
    of_place = () if correction.corrects("place") else _doubts_of_place(said_places, place)
    of_year = () if correction.corrects("year") else _doubts_of_year(said_years, masthead)
    return dataclasses.replace(masthead, doubts=(*of_place, *of_year))


def _dates(known: Known) -> Iterator[dt.date]:
    """The days in the masthead, that of the session first, then those set in brackets or dashes.

    A bare one may be the day on which a page was made.
    """
    lines = known.block.split("\n")
    of_session = [line for line in lines if places.occasion_in(line)]
    marked = [line for line in lines if _MARKED.match(line)]
    for text in ("\n".join(of_session), "\n".join(marked), known.block):
        yield from dates_of(text, of_republic=known.of_republic)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What one source says of a place or a year; ``source`` is its name for the user."""

    source: str
    value: str


def _said(said: Iterable[_Said], correction: Correction) -> Sequence[_Said]:
    """What the sources say; where a corrected title says it, only that."""
    said = list(said)
    by_title = [each for each in said if each.source == _TITLE and each.value]
    return by_title if correction.title and by_title else said


def _title(evidence: Evidence, known: Known, correction: Correction) -> str:
    """The title to show: the first that tells a year or a place, else the report's own.

    One that tells another year or place than what they are corrected to is the last to be taken.
    """
    own = [titles.cleaned(each) for each in evidence.titles]
    every = [each for each in (*own, *known.page.titles, known.format_title, known.stem) if each]
    agreeing = [each for each in every if _agrees(each, correction)]
    telling = next(filter(titles.is_telling, agreeing), "")
    if telling or agreeing[:1] == every[:1]:
        return telling or next(iter(agreeing), "")
    return next(filter(titles.is_telling, every), every[0])


def _agrees(title: str, correction: Correction) -> bool:
    """Whether a title tells no other year or place than a correction."""
    folded = fold(title).text
    year = years.year_of(folded, dt.MAXYEAR, of_republic=places.is_of_republic(folded))
    return (correction.year is None or year in {None, correction.year}) and (
        correction.place is None
        or places.same_place(places.place_of_title(folded), correction.place)
    )


def _time(
    title: str, kind: ReportKind, year: int | None, correction: Correction
) -> tuple[int | None, tuple[int, int] | None]:
    """The year, as it was read or corrected, and the years that are covered."""
    year = correction.over("year", year)
    covers = correction.over("covers", years.covered(title, kind, year))
    if covers and not correction.corrects("year"):
        if covers[0] < covers[1]:
            year = None  # a plan of several years is of none of them alone
        elif correction.covers and (year is None or kinds.looks_back(kind)):
            year = covers[0]
    return year, covers


def _kind(told: Sequence[str], body: str) -> ReportKind:
    kind = next(filter(None, map(kinds.kind_of, told)), ReportKind.OTHER)
    if not kind and any(map(kinds.is_work_report, told)):
        presented = kinds.kind_of(cutting.opening(body))
        kind = presented or ReportKind.GOVERNMENT_WORK
    return kind


def _places(known: Known) -> Iterator[_Said]:
    """What each source says of the place, the most trusted first."""
    for each in known.titles:
        yield _Said(source=_TITLE, value=places.place_of_title(each))
    if occasion := places.occasion_in(known.block):
        yield _Said(source=_MASTHEAD, value=places.place_of_occasion(occasion))
    for each in places.issuers_in(known.block):
        yield _Said(source=_MASTHEAD, value=each)
    for title in known.page.titles:
        folded = fold(title).text
        occasion = places.occasion_in(folded)
        by_occasion = places.place_of_occasion(occasion) if occasion else ""
        yield _Said(source=_PAGE, value=places.place_of_title(folded) or by_occasion)
    for issuer in known.page.issuers:
        yield _Said(source=_PAGE, value=next(places.issuers_in(fold(issuer).text), ""))
    for source, name in ((_FORMAT, known.format_title), (_FILE, known.stem)):
        yield _Said(source=source, value=places.place_of_name(fold(name).text))
    for each in places.spoken_for(known.body):
        yield _Said(source=_BODY, value=each)


def _chosen_place(said: Sequence[_Said]) -> str:
    """The most trusted source's place; another that masthead and body agree on before the title's."""
    known = [each for each in said if each.value]
    if not known:
        return ""
    first = known[0]
    others = [each.value for each in known if each.source in {_MASTHEAD, _BODY}]
    agree = first.source == _TITLE and len(others) > 1 and len(set(others)) == 1
    return others[0] if agree and not places.same_place(first.value, others[0]) else first.value


def _years(known: Known, last: int) -> Iterator[_Said]:
    """What each source says of the year, the most trusted first."""
    for source, texts in (
        (_TITLE, known.titles),
        (_PAGE, known.page.titles),
        (_FORMAT, (known.format_title,)),
        (_FILE, (known.stem,)),
    ):
        for text in texts:
            folded = fold(text).text
            year = years.year_of(folded, last, of_republic=known.of_republic)
            if year is None:  # far from the date: at least to be told of
                year = years.year_of(folded, dt.MAXYEAR, of_republic=known.of_republic)
            if year is not None:
                yield _Said(source=source, value=str(year))


def _year(
    said: Sequence[_Said], delivered: dt.date | None, kind: ReportKind, parts: Sequence[str]
) -> int | None:
    """The year of the title, else by the date, else of the page, the file's name, the parts."""
    first = int(said[0].value) if said else None
    if first is not None and said[0].source == _TITLE:
        return first
    if delivered is not None:
        return years.year_of_date(delivered, kind, parts)
    return first if first is not None else years.year_of_parts(parts, dt.MAXYEAR)


def _page_date(page: Metadata, year: int | None, kind: ReportKind) -> dt.date | None:
    """The day that a page tells, unless a report of the year cannot have been given then."""
    for text in page.dates:
        for date in dates_of(fold(text).text):
            if year is None or years.can_be_given(date, year, kind):
                return date
    return None


def _doubts_of_place(said: Sequence[_Said], place: str) -> Iterator[str]:
    """That no source tells the place, or that two tell others."""
    if not place:
        yield "nothing tells its place"
    source = next((each.source for each in said if each.value == place), "")
    for each in said:
        if source and not places.same_place(each.value, place):
            yield f"{source} says {place}, but {each.source} {each.value}"
            return


def _doubts_of_year(said: Sequence[_Said], masthead: Masthead) -> Iterator[str]:
    """That no source tells the year, or that two tell others."""
    year, delivered = masthead.year, masthead.delivered
    if year is None:
        if masthead.covers is None:
            yield "nothing tells its year"
        return
    if delivered and not years.can_be_given(delivered, year, masthead.kind):
        yield f"it is taken for one of {year}, but was given on {delivered}"
    allowed = {str(year), str(year + 1)} if kinds.looks_back(masthead.kind) else {str(year)}
    source = next((each.source for each in said if each.value == str(year)), "its date")
    for each in said:
        if each.value not in allowed:
            yield f"{source} says {year}, but {each.source} {each.value}"
            return
