"""What of an answer is taken along, whatever it is written as."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.text import visible
from index.reading.tables.grid import grid_of, texts_of
from index.types import Period
from qa.answering import coverage_told
from qa.listing.members import is_cited_each, rest
from qa.web.fragments import addresses, figures, messages, periods, quotation

if TYPE_CHECKING:
    from index.types import Passage
    from qa.types import Answer, Citation, Finding
    from qa.web.texts import Texts

# The address of the page, as a browser tells it: nothing in it ends a link, whatever that is written in.
_BASE = re.compile(r"https?://[^\s<>()\[\]\"'`\\{}|^#?]{1,300}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a table in which an answer stands, with its heads."""

    caption: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Where an answer stands.

    ``sentence`` is what it stands in, empty where the answer is all of that; ``where`` the citation;
    ``link`` the address that opens the report there, empty where none is known.
    """

    sentence: str
    table: Table | None
    where: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A question, and what is told of its answer.

    Attributes:
        question: as it was typed.
        understood: what it was understood to be, told; empty where that is the same.
        within: what was chosen to search in, told; empty where that was all.
        lead: what stands before the answer, a line each: what was read off a table, or that it is
            only what likely tells.
        answer: the answer in lines; none where it is a refusal.
        is_list: whether the lines are the members of a list.
        rest: what follows these, and counts them; empty where nothing does.
        said: what the answer is of, and how sure it is; of a refusal that it is one, a line each.
        quotes: where it stands.
        pair: the same in the other time, told; empty where there is none.
        others: other figures, a warning with a line for each: the figure, and what it is of.
    """

    question: str
    understood: str
    lead: tuple[str, ...]
    answer: tuple[str, ...]
    is_list: bool
    said: tuple[str, ...]
    quotes: tuple[Quote, ...]
    pair: str
    others: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    rest: str = ""
    within: str = ""

    @property
    def meant(self) -> tuple[str, ...]:
        """What was understood, and what was chosen to search in, where either is to be told."""
        return tuple(filter(None, (self.understood, self.within)))


def content(answer: Answer, texts: Texts, *, base: str = "", within: str = "") -> Content:
    """What of an answer is taken along.

    Args:
        answer: the answer.
        texts: the texts of the visitor's language.
        base: the address of the page, without which nothing is linked.
        within: what was chosen to search in, in words; empty where that is all.
    """
    base = base_of(base)
    listed = messages.members_of(answer)
    lacking = quotation.lacking(answer, texts, is_narrowed=bool(within))
    uncovered = quotation.uncovered(answer, texts)
    no_answer = "" if answer.takes_reckoning else texts.not_found  # told before the figures
    if answer.is_offer:
        no_answer, lacking = texts.table.told.offer, ""
    refusal = tuple(filter(None, (no_answer, uncovered, lacking)))
    return Content(
        question=answer.question.strip(),
        understood=texts.understood.format(question=answer.asked) if answer.is_rewritten else "",
        lead=(*messages.read_off(answer), *filter(None, [messages.lead(answer, texts)])),
        answer=tuple(listed or answer.text.splitlines()),
        is_list=bool(listed),
        rest=rest(answer.text) if listed else "",
        within=told_within(within, texts),
        said=_said(answer, texts, uncovered) if answer.found else refusal,
        quotes=tuple(
            _quote(each, texts, base, is_told=is_cited_each(answer)) for each in answer.citations
        ),
        pair=_pair(answer, texts),
        others=tuple(
            (warning, tuple(_item(each, answer, texts) for each in others))
            for warning, others in quotation.warnings(answer, texts)
        ),
    )


def told_within(within: str, texts: Texts) -> str:
    """What was chosen to search in, told; empty where that is all."""
    return texts.turn.within.format(scope=visible(within)) if within else ""


def base_of(address: str) -> str:
    """The address of the page, as a browser tells it; empty where it could be anything else."""
    return address if _BASE.fullmatch(address) else ""


def _said(answer: Answer, texts: Texts, uncovered: str) -> tuple[str, ...]:
    """What a figure is of, and how sure the answer is, in a line; and that a digit is in doubt."""
    value, period = answer.value, answer.citations[0].passage.period
    whose = [coverage_told.place(answer.place, texts)] if answer.place else []
    told = whose + ([periods.of_passage(period, texts)] if period is not Period.OTHER else [])
    if value:
        told = quotation.said(value, texts, *whose)
    if value and value.with_unit != value.text:
        told = [value.unit, *told]
    doubt = texts.doubtful if any(each.is_doubtful for each in answer.citations) else ""
    sure = messages.confidence(answer, texts)
    return tuple(filter(None, (" · ".join(filter(None, [*told, sure])), uncovered, doubt)))


def _quote(source: Citation, texts: Texts, base: str, *, is_told: bool) -> Quote:
    """Where an answer stands; ``is_told`` tells that a heading there says its words again, which is left out."""
    passage, own = source.passage, source.text.strip()
    headings = (each for each in passage.section if not (is_told and own in each))
    where = " · ".join(
        filter(None, (quotation.place(source.document, passage, texts), " / ".join(headings)))
    )
    sentence = quotation.sentence_around(source)
    return Quote(
        sentence="" if is_told or sentence == source.text.strip() else sentence,
        table=_table(source) if passage.table is not None and not is_told else None,
        where=visible(where),
        link=f"{base}{addresses.link(source.document, passage)}" if base else "",
    )


def _table(source: Citation) -> Table | None:
    """The rows in which a citation lies, and the heads of their columns in one row."""
    passage: Passage = source.passage
    if passage.table is None:
        return None
    heads, rows = texts_of(passage, passage.table)
    start, end = source.start - passage.start, source.end - passage.start
    grid = grid_of(passage, passage.table)
    is_cited = [any(cell.start < end and start < cell.end for cell in row) for row in grid.rows]
    cited = [row for row, is_it in zip(rows, is_cited, strict=True) if is_it] or rows
    n_columns = max(map(len, (*heads, *rows)), default=0)
    head = (
        " ".join(dict.fromkeys(row[at] for row in heads if at < len(row) and row[at]))
        for at in range(n_columns)
    )
    return Table(
        caption=passage.table.caption, head=tuple(head), rows=tuple(tuple(row) for row in cited)
    )


def _pair(answer: Answer, texts: Texts) -> str:
    """The same thing in both times, and where the other stands."""
    value, other = answer.value, answer.counterpart
    if value is None or other is None:
        return ""
    told = " → ".join(
        f"{figures.told(each, texts)}{each.with_unit}"
        for each in figures.in_order(value, other.value)
    )
    measure = other.value.measure.strip()
    where = quotation.place(other.citation.document, other.citation.passage, texts)
    return visible(
        f"{told}{texts.in_brackets.format(text=' · '.join(filter(None, (measure, where))))}"
    )


def _item(found: Finding, answer: Answer, texts: Texts) -> tuple[str, str]:
    """A figure, and what it is of with where it stands."""
    beside = [each.document for each in answer.citations[:1]]
    where = quotation.place(found.citation.document, found.citation.passage, texts, *beside)
    return found.value.with_unit, " · ".join((*quotation.said(found.value, texts), where))
