"""A report at a glance, before anything is asked: its key figures, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Direction, Status
from index.reading.headings import Level
from index.types import Aspect
from qa.suggesting.key_figures import key_figures
from qa.suggesting.report_facts import facts_of
from qa.types import Citation
from qa.web.fragments import addresses, citations
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from index.fact_types import Fact
    from index.types import Document, Passage
    from qa.snapshot import Snapshot
    from qa.suggesting.key_figures import KeyFigure
    from qa.web.texts import Texts

_DEEPEST = Level.CHAPTER  # headings below it are for the reader's own outline
_N_HEADINGS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A figure, told with a link to where it stands, and its year where that is not its column's.

    ``expected`` says that it is an estimate; empty where it is none.
    """

    link: Markup
    year: str
    expected: str


def overview(snapshot: Snapshot, texts: Texts, n: int) -> Markup | str:
    """What the newest of the first n reports holds, of a year the first; empty where there is none."""
    first = snapshot.reports.page(0, n)
    newest = max(first, key=lambda each: each.about.year or 0, default=None)
    if newest is None:
        return ""
    (document,) = snapshot.index.documents([newest.row])
    facts, passages = facts_of(snapshot, document.id)
    figures = key_figures(facts, passages, document.place)
    return render(
        "overview",
        title=document.title,
        address=f"#{addresses.of(document)}/1",
        reached=_headed(_reached(figures, texts), document.review_year, texts),
        aimed=_headed(texts.figures_aimed, document.year, texts),
        figures=[
            (
                each.name,
                _cells(each.reached, document, passages, document.review_year, texts),
                _cells(each.aimed, document, passages, document.year, texts),
            )
            for each in figures
        ],
        has_aims=any(each.aimed for each in figures),
        outline=[*_outline(document, list(passages.values()))],
        texts=texts,
    )


def _reached(figures: Sequence[KeyFigure], texts: Texts) -> str:
    """What heads the column of what was reached, where some of it is only expected to be."""
    of_all = [fact.status for each in figures for fact in each.reached]
    if Status.EXPECTED in of_all:
        return texts.turn.figures_reached_or_expected
    return texts.figures_reached


def _headed(text: str, year: int | None, texts: Texts) -> str:
    told = texts.year.format(year=year) if year is not None else ""
    return text.format(year=told).strip()


def _cells(
    facts: Sequence[Fact],
    document: Document,
    passages: Mapping[int, Passage],
    year: int | None,
    texts: Texts,
) -> list[_Cell]:
    return [
        _Cell(
            link=citations.link(
                Citation(
                    document=document,
                    passage=passages[fact.passage],
                    start=fact.start,
                    end=fact.end,
                ),
                _told(fact, texts),
            ),
            expected=texts.times.of_status[Status.EXPECTED]
            if fact.status is Status.EXPECTED
            else "",
            year="" if fact.time.last == year else texts.other_year.format(year=fact.time.last),
        )
        for fact in facts
    ]


def _told(fact: Fact, texts: Texts) -> str:
    """A figure as it stands; of a change which way it goes."""
    if fact.aspect is not Aspect.CHANGE:
        return fact.text
    ways = {Direction.UP: texts.grew, Direction.DOWN: texts.fell}
    return ways.get(fact.direction, "{text}").format(text=fact.text)


def _outline(document: Document, passages: Sequence[Passage]) -> Iterator[dict[str, str | int]]:
    """The parts of a report and their sections, each a link to the first paragraph at or below it."""
    n_told = 0
    for heading in document.headings:
        if not Level.TITLE < heading.level <= _DEEPEST or n_told == _N_HEADINGS:
            continue
        below = next((each for each in passages if each.end > heading.start), None)
        if below is not None:
            n_told += 1
            yield {
                "level": heading.level,
                "address": addresses.link(document, below),
                "title": heading.title,
            }
