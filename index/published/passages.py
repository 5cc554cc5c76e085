"""Passages by row number: their places in columns, their texts read when they are asked for."""

from __future__ import annotations

import bisect
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.platform import arrays
from index.platform.lazy_sequence import LazySequence
from index.platform.sorted_column import SortedColumn, Values
from index.platform.string_table import SortedStringTable, StringTable
from index.published import table_rows
from index.published.passage_columns import (
    COLUMNS,
    PERIODS,
    SORTED,
    SPAN,
    column_rows,
    headings_by_frequency,
)
from index.types import Passage, Sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from index.platform.arrays import Rows
    from index.published.documents import DocumentTable
    from index.types import Period

_KEPT = 4096  # passages that are not made again: of the questions asked last
_SUMS = "sums.bin"


class PassageTable(LazySequence[Passage]):
    """All passages, document by document, in the order they stand in.

    The rows of their sentences are those of all sentences, in the order of their passages.
    """

    def __init__(
        self,
        documents: DocumentTable,
        *,
        columns: NDArray[np.void],
        sentences: NDArray[np.void],
        first_sentences: Rows,
        sections: StringTable,
        tables: StringTable,
        headings: SortedStringTable,
        by: Mapping[str, SortedColumn],
        common_headings: Rows,
        sums: NDArray[np.uint32] | None = None,
    ) -> None:
        super().__init__(_KEPT, "passage")
        self._documents = documents
        self._columns = columns
        self._sentences = sentences
        self._first_sentences = first_sentences
        self._sections = sections
        self._tables = tables
        self._headings = headings
        self._by = by
        self._common_headings = common_headings
        self._sums = sums

    @classmethod
    def of(cls, documents: DocumentTable, passages: Sequence[Passage]) -> PassageTable:
        """Passages in memory; their documents must be in the table."""
        sections = dict.fromkeys(passage.section for passage in passages)
        headings = sorted({section[0] for section in sections if section})
        row_of_section = {section: row for row, section in enumerate(sections)}
        row_of_heading = {heading: row for row, heading in enumerate(headings)}
        sentences = [(each.start, each.end) for passage in passages for each in passage.sentences]
        counts = [len(passage.sentences) for passage in passages]
        columns = column_rows(documents, passages, row_of_section, row_of_heading)
        return cls(
            documents,
            columns=columns,
            sentences=np.array(sentences, SPAN),
            first_sentences=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
            sections=StringTable.of(
                json.dumps(section, ensure_ascii=False) + "\n" for section in sections
            ),
            tables=StringTable.of(table_rows.to_line(passage.table) for passage in passages),
            headings=SortedStringTable.of(headings),
            by={name: SortedColumn.of(columns[name]) for name in SORTED},
            common_headings=headings_by_frequency(columns),
        )

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def headings(self) -> Values[str]:
        """The first headings of all sections."""
        return Values(self._headings.__contains__, self._headings.__iter__)

    def common_headings(self, n: int) -> list[str]:
        """The n first headings that most documents have, the commonest first."""
        try:
            return [self._headings[row] for row in self._common_headings[:n].tolist()]
        except IndexError as error:
            raise arrays.damaged(Path("common_headings.bin")) from error

    def of_document(self, document: int) -> range:
        """The rows of the passages of a document, given by its row."""
        column = self._columns["document"]
        first, last = (
            side(range(len(self)), document, key=lambda row: int(column[row]))
            for side in (bisect.bisect_left, bisect.bisect_right)
        )
        return range(first, last)

    def spans_of(self, document: int) -> tuple[range, NDArray[np.void]]:
        """The passages of a document, given by its row: their rows, and number, start and end."""
        rows = self.of_document(document)
        return rows, self._columns[["number", "start", "end"]][rows.start : rows.stop]

    def sentence_spans(self, row: int) -> list[tuple[int, int]]:
        """Where the sentences of a passage stand in its document."""
        first, last = self._first_sentences[row : row + 2].tolist()
        spans: list[tuple[int, int]] = self._sentences[first:last].tolist()
        return spans

    def sections_of(self, document: int) -> list[str]:
        """The first headings of a document, given by its row, in the order they stand in."""
        rows = self.of_document(document)
        headings = self._columns["heading"][rows.start : rows.stop].tolist()
        return [self._headings[row] for row in dict.fromkeys(headings) if row >= 0]

    @property
    def first_sentences(self) -> Rows:
        """The row of each passage's first sentence, and the number of all: (n + 1,) int64."""
        return self._first_sentences

    def documents_of(self, rows: Rows) -> list[int]:
        """The row of each passage's document."""
        documents: list[int] = self._columns["document"][rows].tolist()
        return documents

    def periods_of(self, rows: Rows) -> list[Period]:
        """The period of each passage."""
        return [PERIODS[period] for period in self._columns["period"][rows].tolist()]

    def where(
        self,
        documents: Rows | None,
        periods: Collection[Period],
        headings: Collection[str],
    ) -> Rows:
        """The rows of the passages of some documents, in their order.

        Args:
            documents: the rows of the documents; ``None`` for all.
            periods: the only periods; all where none is given.
            headings: the only first headings of their sections; all where none is given.
        """
        numbers = {
            "heading": [row for row in map(self._headings.find, headings) if row is not None],
            "period": [PERIODS.index(each) for each in periods],
        }
        parts = {"heading": headings, "period": periods}
        asked = [name for name in SORTED if parts[name]]
        if documents is not None:
            rows = _joined([np.arange(each.start, each.stop) for each in self._ranges(documents)])
        elif asked:  # the rarest part is not known: headings are many, periods four
            name = asked.pop(0)
            rows = np.sort(_joined([self._by[name].rows(number) for number in set(numbers[name])]))
        else:
            rows = np.arange(len(self))
        for name in asked:
            rows = rows[np.isin(self._columns[name][rows], numbers[name])]
        return rows

    def _ranges(self, documents: Rows) -> Iterator[range]:
        return map(self.of_document, documents.tolist())

    def _read(self, row: int) -> Passage:
        document, number, section, _, period, start, end, first_byte, n_bytes = self._columns[
            row
        ].item()
        if self._sums is not None and self._sum(row) != self._sums[row]:
            raise self._damaged(row)
        text = self._documents.texts.between(first_byte, first_byte + n_bytes)
        first, last = self._first_sentences[row : row + 2]
        return Passage(
            document_id=self._documents.origin(document).id,
            number=number,
            section=tuple(json.loads(self._sections[section])),
            period=PERIODS[period],
            start=start,
            end=end,
            text=text,
            sentences=tuple(
                Sentence(start=a, end=b, text=text[a - start : b - start])
                for a, b in self._sentences[first:last].tolist()
            ),
            table=table_rows.from_line(self._tables[row]),
        )

    def _sum(self, row: int) -> int:
        """A checksum of all that a passage is read from, save which document it is of."""
        columns = self._columns[row]
        start, end = (
            int(columns["first_byte"]),
            int(columns["first_byte"]) + int(columns["n_bytes"]),
        )
        first, last = self._first_sentences[row : row + 2].tolist()
        parts = (
            columns.tobytes(),
            self._sections.bytes_of(int(columns["section"])),
            self._tables.bytes_of(row),
            self._sentences[first:last].tobytes(),
            self._documents.texts.bytes_between(start, end),
        )
        return zlib.crc32(b"".join(parts))

    def save(self, folder: Path) -> None:
        """Write into a new folder: arrays, text and JSON lines; the texts are not in it."""
        folder.mkdir()
        arrays.save(folder / "columns.bin", self._columns)
        arrays.save(folder / "sentences.bin", self._sentences)
        arrays.save(folder / "first_sentences.bin", self._first_sentences)
        self._sections.save(folder / "sections.jsonl")
        self._tables.save(folder / "tables.jsonl")
        self._headings.save(folder / "headings.txt")
        arrays.save(folder / "common_headings.bin", self._common_headings)
        for name, rows in self._by.items():
            rows.save(folder / f"by_{name}.bin")
        sums = np.fromiter(map(self._sum, range(len(self))), "<u4", len(self))
        arrays.save(folder / _SUMS, sums)

    @classmethod
    def load(cls, folder: Path, documents: DocumentTable) -> PassageTable:
        """Map what ``save`` wrote.

        Raises:
            IndexDamagedError: a file is not what was written.
            OSError: a file is gone.
        """
        columns = arrays.load(folder / "columns.bin", COLUMNS)
        sums = arrays.load(folder / _SUMS, "<u4")
        loaded = cls(
            documents,
            columns=columns,
            sentences=arrays.load(folder / "sentences.bin", SPAN),
            first_sentences=arrays.load(folder / "first_sentences.bin", np.int64),
            sections=StringTable.load(folder / "sections.jsonl"),
            tables=StringTable.load(folder / "tables.jsonl"),
            headings=SortedStringTable.load(folder / "headings.txt"),
            by={
                name: SortedColumn.load(folder / f"by_{name}.bin", columns[name]) for name in SORTED
            },
            common_headings=arrays.load(folder / "common_headings.bin", np.int64),
            sums=sums,
        )
        firsts, n = loaded.first_sentences, len(loaded)
        if len(firsts) != n + 1 or firsts[0] != 0 or firsts[-1] != len(loaded._sentences):
            raise arrays.damaged(folder / "first_sentences.bin")
        if (firsts[1:] < firsts[:-1]).any():  # whose differences are made room for
            raise arrays.damaged(folder / "first_sentences.bin")
        if len(sums) != n:
            raise arrays.damaged(folder / _SUMS)
        if len(loaded._tables) != n:
            raise arrays.damaged(folder / "tables.jsonl")
        return loaded


def _joined(rows: Sequence[Rows]) -> Rows:
    return np.concatenate(rows) if rows else np.empty(0, np.int64)
