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
from index.language.lexicon import alternation
from index.language.text import fold
from index.language.times import dates_of
from index.reading.head import kinds, metadata, places, speakers, titles, years
from index.types import PlaceLevel, ReportKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MAX_OPENING_CHARS = 400
_MAX_MASTHEAD_LINES = 12
# Where facts stand, by their names for the user.
_TITLE, _MASTHEAD, _PAGE = "its title", "its masthead", "its page"
_FORMAT, _FILE, _BODY = "its file's own title", "its file name", "its body"
_LINE_ENDS = re.compile(r"\\r\\n|\\n|\n")  # also such as a program wrote out
_ADDRESS = re.compile(r"https?://\S+")
_ADDRESSED = re.compile(rf"{alternation('salutation')}|[。；]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where the facts of a head are looked for.

    ``titles`` are the lines that can be the report's title, the likeliest first; ``lines`` the
    masthead's others; ``around`` the lines of the page around the report; ``parts`` the headings of
    its outermost parts; ``body`` the text from its beginning on; ``format_title`` what the file's
    format keeps as its title; ``stem`` the file's name.
    """

    titles: Sequence[str] = ()
    lines: Sequence[str] = ()
    around: Sequence[str] = ()
    parts: Sequence[str] = ()
    body: str = ""
    format_title: str = ""
    stem: str = ""


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


def read(evidence: Evidence) -> Masthead:
    """Read the facts off what is known of a report, the most trusted source first."""
    known = _Known.of(evidence)
    title = _title(evidence, known)
    kind = _kind([fold(title).text, *known.titles, *known.others], known.body)
    delivered = next(dates_of(known.block, of_republic=known.of_republic), None)
    said_places = list(_places(known))
    place = _chosen_place(said_places) or places.region_in(known.everything)
    said_years = list(_years(known, delivered.year + 1 if delivered else dt.MAXYEAR))
    year = _year(said_years, delivered, kind, evidence.parts)
    covers = years.covered(fold(title).text, kind, year)
    if covers and covers[0] < covers[1]:
        year = None  # a plan of several years is of none of them alone
    on_page = _page_date(known.page, year, kind)
    if year is None and covers is None and on_page is not None:
        year = on_page.year - kinds.looks_back(kind)
    occasion = next(filter(None, map(places.occasion_in, (known.block, *known.others))), None)
    speaker = known.speaker
    masthead = Masthead(
        title=title,
        kind=kind,
        place=place,
        level=places.level_of(place),
        year=year,
        covers=covers,
        delivered=delivered or on_page,
        speaker=speaker.name,
        office=speaker.office,
        occasion=re.sub(r"^在|\s", "", occasion[0]) if occasion else "",
        of_republic=known.of_republic,
    )
    doubts = (*_doubts_of_place(said_places, place), *_doubts_of_year(said_years, masthead))
    return dataclasses.replace(masthead, doubts=doubts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What one source says of a place or a year; ``source`` is its name for the user."""

    source: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The evidence, folded: the titles, the masthead, the body's beginning, and the page's lines.

    ``others`` are the titles that stand outside of the report: the page's, the format's, the file's.
    """

    titles: Sequence[str]
    block: str
    body: str
    page: metadata.Metadata
    format_title: str
    stem: str
    speaker: speakers.Speaker

    @classmethod
    def of(cls, evidence: Evidence) -> _Known:
        lines = _masthead_lines(evidence)
        page = metadata.parse(evidence.around)
        speaker = speakers.speaker_in("\n".join(lines))
        if not speaker.name:
            speaker = next(map(speakers.speaker_of_label, page.speakers), speaker)
        return cls(
            titles=[fold(titles.cleaned(each)).text for each in evidence.titles],
            block=fold("\n".join(lines)).text,
            body=fold(evidence.body[:_MAX_OPENING_CHARS]).text,
            page=page,
            format_title=titles.of_format(evidence.format_title),
            stem=evidence.stem,
            speaker=speaker,
        )

    @property
    def others(self) -> Sequence[str]:
        return [fold(each).text for each in (*self.page.titles, self.format_title, self.stem)]

    @property
    def everything(self) -> str:
        return "\n".join([*self.titles, self.block, self.body, *self.others])

    @property
    def of_republic(self) -> bool:
        """Whether years below 150 are of the Republic's calendar."""
        return places.is_of_republic("\n".join([*self.titles, self.block, *self.others]))


def _masthead_lines(evidence: Evidence) -> list[str]:
    """The lines of the masthead; of a text without any, those that it begins with."""
    lines = [
        _ADDRESS.sub("", line)
        for line in evidence.lines
        if not (metadata.is_metadata(line) or metadata.is_source(line) or titles.is_caption(line))
    ]
    if lines:
        return lines
    for line in _LINE_ENDS.split(evidence.body[:_MAX_OPENING_CHARS])[:_MAX_MASTHEAD_LINES]:
        addressed = _ADDRESSED.search(line)
        lines.append(line[: addressed.start()] if addressed else line)
        if addressed or cutting.is_prose(line):
            break
    return lines


def _title(evidence: Evidence, known: _Known) -> str:
    """The title to show: the first that tells a year or a place, else the report's own."""
    own = [titles.cleaned(each) for each in evidence.titles]
    every = [each for each in (*own, *known.page.titles, known.format_title, known.stem) if each]
    return next(filter(titles.is_telling, every), next(iter(every), ""))


def _kind(told: Sequence[str], body: str) -> ReportKind:
    kind = next(filter(None, map(kinds.kind_of, told)), ReportKind.OTHER)
    if not kind and any(map(kinds.is_work_report, told)):
        presented = kinds.kind_of(cutting.opening(body))
        kind = presented or ReportKind.GOVERNMENT_WORK
    return kind


def _places(known: _Known) -> Iterator[_Said]:
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


def _years(known: _Known, last: int) -> Iterator[_Said]:
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


def _page_date(page: metadata.Metadata, year: int | None, kind: ReportKind) -> dt.date | None:
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
