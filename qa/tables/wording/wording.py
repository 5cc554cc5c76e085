"""A table told in one language: what was read off it, what could change that, what its files say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.tables.values import UNLIKE_RESULTS
from qa.tables.wording import labels
from qa.tables.wording.words import Words
from qa.understanding.across.stated_ranks import is_held_against_country

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qa.tables.values import Cell, Row, Table
    from qa.types import Citation, TableLine

_SHOWN = 12  # reports that are named in one line
_MOST = 100  # in a result

Told = tuple["Row", "Cell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Words):
    """The words of a language, and the sentences that they make."""

    def brackets(self, text: str) -> str:
        """A text in brackets; nothing where there is none."""
        return self.in_brackets.format(text=text) if text else ""

    def where(self, citation: Citation) -> str:
        """Where a figure stands: report, paragraph, and page where it has one."""
        page = citation.document.page_of(citation.start)
        number = citation.passage.number
        told = self.place_of.format(title=citation.document.title, number=number)
        return told + (self.brackets(self.page.format(number=page)) if page else "")

    def remarks(self, cell: Cell) -> tuple[str, ...]:
        """What makes a cell less than comparable; before it that a change is one downwards."""
        return ((self.falls,) if cell.falls else ()) + tuple(
            self.marks[mark] for mark in cell.marks
        )

    def marked(self, cell: Cell) -> str:
        """The same in one phrase."""
        return self.comma.join(self.remarks(cell))

    def shown(self, cell: Cell) -> str:
        """A figure as it stands in a file's cell, with what it is where it is no result: 5%左右（目标）."""
        unlike = [self.marks[mark] for mark in UNLIKE_RESULTS if mark in cell.marks]
        return cell.text + self.brackets(self.comma.join(unlike))

    # How complete a table is

    def complete_as(self, n_reports: int, n_told: int) -> str:
        """31 份报告，30 份写明，1 份未写明."""
        return self.completeness.format(n=n_reports, told=n_told, untold=n_reports - n_told)

    def with_completeness(self, text: str, n_reports: int, n_told: int) -> str:
        """A result with how complete it is; this alone where there is none."""
        told = self.complete_as(n_reports, n_told)
        return text + self.brackets(told) if text else told

    def without_completeness(self, text: str, n_reports: int, n_told: int) -> str:
        """A result without what it says of completeness; empty where it says nothing else."""
        told = self.complete_as(n_reports, n_told)
        return "" if text == told else text.removesuffix(self.brackets(told))

    def of_table(self, table: Table) -> list[str]:
        """How complete each column of a table is, a line each."""
        n_rows, columns = len(table.rows), table.columns
        lines = [self.complete_as(n_rows, table.n_told(k)) for k in range(len(columns))]
        if len(lines) == 1:
            return lines
        pairs = zip(columns, lines, strict=True)
        return [self.of.format(name=column.name, text=line) for column, line in pairs]

    def notes(self, table: Table) -> tuple[str, ...]:
        """What was left out of a table or taken for granted, a line each."""
        within = self.of.format(name=self.within, text=table.within) if table.within else ""
        left_out = self.left_out.format(n=table.n_left_out) if table.n_left_out else ""
        held = [(row.about, each) for row in table.rows for each in row.versions]
        shown = [labels.name(about) + self.brackets(each.path) for about, each in held[:_SHOWN]]
        versions = self.versions.format(n=len(held), named=self._some(shown, len(held)))
        adds_up = table.across is not None and table.across.adds_up
        reckoned = self.nothing_reckoned if adds_up else ""
        is_own = table.across is not None and is_held_against_country(table.across.question)
        stated = self.only_those_stating if is_own else ""
        told = (within, left_out, versions if held else "", reckoned, stated)
        return tuple(filter(None, told))

    # Reports by their names

    def labels(self, column: Sequence[Told]) -> Mapping[str, str]:
        """What to call each report of a column, by its id: its place, with what tells it from others."""
        return labels.labels((row.about for row, _ in column), self)

    def of_line(self, line: TableLine) -> str:
        """A report with its figure, and what is to be known of it."""
        marks = self.brackets(self.comma.join(line.marks))
        return f"{line.place} {line.text or self.levels['not told']}{marks}"

    def listed(self, lines: Sequence[TableLine]) -> str:
        """Reports with their figures, one after the other."""
        return self.semicolon.join(map(self.of_line, lines))

    def named(
        self, lines: Sequence[TableLine], *, with_text: bool = False, most: int = _MOST
    ) -> str:
        """Reports by their places, the first few of very many."""
        unlike = [self.marks[mark] for mark in UNLIKE_RESULTS]
        shown = []
        for each in lines[:most]:
            told = self.comma.join((each.text, *(m for m in each.marks if m in unlike)))
            shown.append(each.place + (self.brackets(told) if with_text and each.text else ""))
        return self._some(shown, len(lines))

    def _some(self, shown: Sequence[str], n: int) -> str:
        more = self.and_more.format(n=n) if n > len(shown) else ""
        return self.comma.join(shown) + more

    # What is read off

    def first(self, lines: Sequence[TableLine], *, is_lowest: bool) -> str:
        """The highest or the lowest; several where they are equal."""
        way = self.lowest if is_lowest else self.highest
        tie = self.tie.format(n=len(lines)) if len(lines) > 1 else ""
        return way.format(named=self.named(lines, with_text=True)) + tie

    def nth(self, lines: Sequence[TableLine], n: int, *, is_lowest: bool) -> str:
        """The one at a place of an order; several where they are equal."""
        way = self.nth_from_low if is_lowest else self.nth_from_high
        tie = self.tie.format(n=len(lines)) if len(lines) > 1 else ""
        return way.format(n=n, named=self.named(lines, with_text=True)) + tie if lines else ""

    def order(self, lines: Sequence[TableLine], n: int | None, *, is_lowest: bool) -> str:
        """An order, with the places that ties share."""
        way = self.from_low if is_lowest else self.from_high
        told = self.semicolon.join(f"{each.rank}. {self.of_line(each)}" for each in lines)
        has_tie = n is not None and len(lines) > n
        return way.format(named=told) + (self.tie_at_end.format(n=len(lines)) if has_tie else "")

    def place_among(
        self,
        lines: Sequence[TableLine],
        ranks: Sequence[tuple[int, Row, Cell]],
        asked: str,
        *,
        is_lowest: bool,
    ) -> str:
        """Which place a report has among all."""
        if not lines:
            return self.nothing_to_rank.format(place=asked)
        own = lines[0]
        n_alike = sum(rank == own.rank for rank, _, _ in ranks)
        tie = self.rank_tie.format(n=n_alike - 1) if n_alike > 1 else ""
        way = self.rank_from_low if is_lowest else self.rank_from_high
        return way.format(place=own.place, text=own.text, rank=own.rank, tie=tie, n=len(ranks))

    def those_told(self, lines: Sequence[TableLine], *, is_told: bool) -> str:
        """Which reports tell it, or do not."""
        if not lines:
            return self.none_told if is_told else self.none_untold
        told = self.told if is_told else self.untold
        return told.format(n=len(lines), named=self.named(lines))

    def that_meet(self, lines: Sequence[TableLine], condition: str) -> str:
        """Which reports meet a condition, and how many they are."""
        if not lines:
            return self.no_member.format(condition=condition)
        named = self.named(lines, with_text=True)
        return self.members.format(n=len(lines), condition=condition, named=named)

    def moved(self, lines: Sequence[TableLine], n_pairs: int, *, is_lower: bool) -> str:
        """Whose figure is another than in the report of the year before."""
        if not n_pairs:
            return self.no_pairs
        if not lines:
            return (self.none_lowered if is_lower else self.none_raised).format(n_pairs=n_pairs)
        way = self.lowered if is_lower else self.raised
        return way.format(n_pairs=n_pairs, n=len(lines), named=self.named(lines, with_text=True))

    # What could change it

    def warning(
        self, text: str, lines: Sequence[TableLine], *, with_text: bool = True
    ) -> list[str]:
        """A warning about some reports; none where there are none."""
        if not lines:
            return []
        return [
            text.format(n=len(lines), named=self.named(lines, with_text=with_text, most=_SHOWN))
        ]

    def cannot_be_compared(self, lines: Sequence[TableLine]) -> list[str]:
        """Reports whose figures cannot be held against the others, and why."""
        if not lines:
            return []
        shown = self._some([*map(self.of_line, lines[:_SHOWN])], len(lines))
        return [self.incomparable.format(n=len(lines), named=shown)]

    def may_tell(self, column: Sequence[Told], unsure: Sequence[Told]) -> list[str]:
        """Reports that tell something near to what is asked, or may tell it."""
        names = self.labels(column)
        shown = []
        for row, cell in unsure[:_SHOWN]:
            text = cell.text or self.comma.join(each.value.text for each in cell.near)
            shown.append(names[row.about.id] + self.brackets(text))
        told = self._some(shown, len(unsure))
        return [self.unsure_whether_told.format(n=len(unsure), named=told)] if shown else []

    def gaps(self, column: Sequence[Told]) -> list[str]:
        """The years between the first and the last of a place that no report is of."""
        years: dict[str, set[int]] = {}
        for row, _ in column:
            if row.about.year is not None:
                years.setdefault(row.about.place, set()).add(row.about.year)
        lines = []
        for place, known in years.items():
            lacking = [str(y) for y in range(min(known), max(known)) if y not in known]
            if lacking:
                told = self._some(lacking[:_SHOWN], len(lacking))
                lines.append(self.lacking_years.format(place=place, years=told))
        return lines

    def without_year_before(self, column: Sequence[Told], rows: Sequence[Row]) -> list[str]:
        """Places that cannot be compared with the year before."""
        names = self.labels(column)
        shown = self._some([names[row.about.id] for row in rows[:_SHOWN]], len(rows))
        return [self.no_year_before.format(named=shown)] if rows else []


def is_one_place(column: Sequence[Told]) -> bool:
    """Whether all rows are of one place."""
    return len({row.about.place for row, _ in column}) == 1
