"""An outline as an answer: the headings of the chapter that a question asks for, each quoted and cited."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.place_names import without_names
from index.reading.headings import is_annex
from index.types import Period, ReportKind
from qa.answering.forms.forms import FIXED, Form
from qa.answering.gathered import chapters
from qa.kinds import Kind
from qa.types import Answer, Citation, Highlight, HighlightKind, Hit, Level, Trace
from qa.understanding.asked_time import asked_time, named_spans
from qa.understanding.concepts import folded
from qa.understanding.work.outlines import AskedOutline, Part, asked_outline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from index.searchable.reports import Reports
    from index.types import About, Document, Passage
    from qa.answering.gathered.chapters import Chapter, PlacedHeading
    from qa.answering.gathered.sources import Sources
    from qa.understanding.question import Question

_MOST_READ = 16  # reports of the place and the year that are asked about
_FEWEST_CHAPTERS = 2
_FEWEST = 3
_COUNTED_ONLY = frozenset({ReportKind.STATISTICS, ReportKind.BUDGET})  # of no work at all
_WORK = re.compile(alternation("heads_work"))
_AIMS = re.compile(alternation("heads_aims"))
_OF_WORK = re.compile(alternation("outline_work", "outline_done", "heads_work", "heads_aims"))
_OF_ITSELF = re.compile(alternation("government", "of_own_work"))
_COUNTED_FROM_NOW = re.compile(alternation("years_ahead", "years_back", "relative_year"))
_CONFIDENCE = FIXED[Form.OUTLINE].answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    document: Document
    members: tuple[PlacedHeading, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(
            "".join(self.document.text[each.start : each.end].split()) for each in self.members
        )


def outline(question: Question, asked: str, sources: Sources, top_k: int) -> Answer | None:
    """The outline that a question asks one report for; ``None`` where it asks otherwise, or none can be told.

    Args:
        question: the question as it was understood.
        asked: what was asked.
        sources: the reports that may answer.
        top_k: how many passages to show.
    """
    wish = _wish(question)
    if wish is None:
        return None
    found = [
        _Found(document=document, members=members)
        for document, passages in sources.read(reports_asked(question, wish.part, sources.reports))
        if (members := _members(question, wish, document, passages))
    ]
    if not found or any(each.titles != found[0].titles for each in found[1:]):
        return None
    citations = tuple(
        Citation(document=found[0].document, passage=each.passage, start=each.start, end=each.end)
        for each in found[0].members
    )
    return gathered(question, asked, citations, top_k)


def _wish(question: Question) -> AskedOutline | None:
    """The outline that a question about one place, or none, asks for."""
    bare = without_place(question)
    return asked_outline(bare) if bare is not None else None


def without_place(question: Question) -> str | None:
    """A folded question without the name of the one place that it is about; ``None`` where it is about several."""
    named = [each for each in question.asked_places if not each.is_own]
    if len(named) > 1 or any(each.is_group or not each.reports for each in named):
        return None
    return without_names(folded(question.text), (each.name for each in named))


def reports_asked(question: Question, part: Part, reports: Reports) -> list[tuple[int, About]]:
    """The reports, by their rows, of the one place and year that are asked about; none where several are."""
    named = [each for each in question.asked_places if not each.is_own]
    own = reports.of([place for each in named for place in each.reports])
    if not 0 < len(own) <= _MOST_READ:
        return []
    listed = [(each.row, each.about) for each in own.page(0, len(own))]
    listed = [each for each in listed if part is Part.WHOLE or each[1].kind not in _COUNTED_ONLY]
    if question.years:
        listed = _of_years(listed, set(question.years), part)
    of_work = [each for each in listed if each[1].kind is ReportKind.GOVERNMENT_WORK]
    listed = of_work or listed
    whose = {(about.place or about.id, about.year, about.kind) for _, about in listed}
    return listed if len(whose) == 1 or _names_span(question, listed) else []


def _names_span(question: Question, listed: Sequence[tuple[int, About]]) -> bool:
    """Whether a question names several years (“十四五”), which few reports have a chapter of."""
    text = folded(question.text)
    return not _COUNTED_FROM_NOW.search(text) and any(
        asked_time(text, about).is_span for _, about in listed
    )


def _of_years(
    listed: Sequence[tuple[int, About]], years: Collection[int], part: Part
) -> list[tuple[int, About]]:
    """Those reports whose plan, or review, is of the years that are named."""
    planned = [each for each in listed if each[1].year in years]
    reviewed = [each for each in listed if each[1].review_year in years]
    if part is Part.REVIEW:
        return reviewed
    return planned or (reviewed if part is Part.OF_YEAR else [])


def _members(
    question: Question, wish: AskedOutline, document: Document, passages: Sequence[Passage]
) -> tuple[PlacedHeading, ...]:
    """The headings that answer; none where no chapter is what is asked for, or several are."""
    parts = [each for each in chapters.chapters(document, passages) if not is_annex(each.title)]
    if wish.part is Part.WHOLE:
        heads = tuple(each.head for each in parts)
        is_list = len(heads) >= _FEWEST_CHAPTERS and chapters.are_one_list(heads)
        return heads if is_list and wish.count in (None, len(heads)) else ()
    period = period_of(question, wish.part, document)
    of_period = [each for each in parts if each.period is period]
    members = _of_chapters(of_period, _Time.of(question, document, period), document)
    return members if wish.count in (None, len(members)) else ()


def period_of(question: Question, part: Part, about: About) -> Period:
    """The period that is asked for; which one it is may be told by the year that is named."""
    if part is not Part.OF_YEAR:
        return Period.PLAN if part is Part.PLAN else Period.REVIEW
    time = asked_time(folded(question.text), about)
    is_ahead = time.last is None or about.year is None or time.last >= about.year
    return Period.PLAN if is_ahead else Period.REVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    """The years that are asked about; those that the report's own words would be of where none are named."""

    first: int | None
    last: int | None
    is_named: bool
    usual: int | None

    @classmethod
    def of(cls, question: Question, about: About, period: Period) -> _Time:
        time = asked_time(folded(question.text), about)
        usual = about.year if period is Period.PLAN else about.review_year
        if time.last is None:
            return cls(first=usual, last=usual, is_named=False, usual=usual)
        return cls(first=time.first, last=time.last, is_named=True, usual=usual)

    def fits(self, title: str, about: About) -> int | None:
        """How well a chapter is of these years by its title; ``None`` where it is of others."""
        spans = named_spans(folded(title), about)
        if not spans:
            is_usual = self.last in (None, self.usual) and self.first == self.last
            return 1 if is_usual else None
        first, last = spans[0]  # what else it names comes behind its list
        if (first, last) == (self.first, self.last):
            return 2
        return None if self.is_named else 0


def _of_chapters(
    parts: Sequence[Chapter], time: _Time, document: Document
) -> tuple[PlacedHeading, ...]:
    """The members of the one of some chapters that names the work of a time, or these chapters themselves."""
    named = [each for each in parts if _is_named(each, document)]
    fitting = [
        ((fit, 2 * bool(_WORK.search(each.title)) - bool(_AIMS.search(each.title))), each)
        for each in named
        if (fit := time.fits(each.title, document)) is not None
    ]
    fitting.sort(key=lambda each: each[0], reverse=True)
    unnamed = [each for each in parts if each not in named]
    if not named:
        is_usual = time.last in (None, time.usual) and time.first == time.last
        is_of_work = document.kind is ReportKind.GOVERNMENT_WORK
        return _of_unnamed(unnamed) if is_usual and is_of_work else ()
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return ()
    chapter = fitting[0][1]
    if chapter.below:
        return chapters.members(chapter)
    following = parts[parts.index(chapter) + 1 :]
    return _themselves(following) if all(each in unnamed for each in following) else ()


def _is_named(chapter: Chapter, about: About) -> bool:
    """Whether a chapter's title tells its time, or that work stands in it."""
    title = folded(chapter.title)
    if re.search(alternation("of_own_work"), title):
        return False
    return bool(named_spans(title, about)) or _OF_WORK.search(title) is not None


def _of_unnamed(parts: Sequence[Chapter]) -> tuple[PlacedHeading, ...]:
    """Of chapters whose titles name what is done, their members where it is one, else themselves."""
    of_others = [each for each in parts if not _OF_ITSELF.search(folded(each.title))]
    if len(of_others) == 1:
        return chapters.members(of_others[0])
    return _themselves(parts)


def _themselves(parts: Sequence[Chapter]) -> tuple[PlacedHeading, ...]:
    heads = tuple(each.head for each in parts)
    numbers = [each.numbering.number for each in heads if each.numbering]
    is_list = len({each.style for each in heads}) == 1 and len(numbers) == len(heads)
    follows = all(a is not None and b == a + 1 for a, b in itertools.pairwise(numbers))
    return heads if len(heads) >= _FEWEST and is_list and follows else ()


def gathered(
    question: Question,
    asked: str,
    citations: tuple[Citation, ...],
    top_k: int,
    level: Level = Level.ANSWERED,
) -> Answer:
    """An answer of what was gathered from one report, each member cited."""
    return Answer(
        question=asked,
        asked=question.text,
        kind=Kind.LIST,
        level=level,
        text="\n".join(each.text for each in citations),
        confidence=_CONFIDENCE,
        citations=citations,
        value=None,
        counterpart=None,
        conflicts=(),
        alternatives=(),
        hits=tuple(_hits(citations))[:top_k],
        missing_terms=(),
    )


def _hits(citations: Iterable[Citation]) -> Iterator[Hit]:
    """The passages under the cited headings, once each."""
    once = {each.passage.number: each for each in reversed([*citations])}
    for rank, cited in enumerate(sorted(once.values(), key=lambda each: each.passage.number), 1):
        passage, first = cited.passage, cited.passage.sentences[0]
        sentence = Highlight(
            start=first.start - passage.start,
            end=first.end - passage.start,
            kind=HighlightKind.SENTENCE,
        )
        marks: tuple[Highlight, ...] = (sentence,)
        if passage.start <= cited.start:
            start, end = cited.start - passage.start, cited.end - passage.start
            marks = (Highlight(start=start, end=end, kind=HighlightKind.ANSWER), sentence)
        yield Hit(
            rank=rank,
            document=cited.document,
            passage=passage,
            similarity=_CONFIDENCE,
            highlights=marks,
            trace=Trace(legs=(), matched_terms=(), parts={}),
        )
