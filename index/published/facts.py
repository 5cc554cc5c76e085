"""Facts by row number: their slots in columns, their words in a table; read when asked for."""

from __future__ import annotations

import functools
import zlib
from typing import TYPE_CHECKING

import numpy as np

from index.fact_types import Fact
from index.language.text import fold
from index.platform import arrays
from index.platform.lazy_sequence import LazySequence
from index.platform.string_table import StringTable
from index.published.fact_columns import ASPECTS, COLUMNS, fact_of, row_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from index.platform.arrays import Rows
    from index.published.passages import PassageTable
    from index.types import Aspect

_KEPT = 4096  # facts that are not made again
_SUMS = "sums.bin"
_WORDS = "words.txt"
_CHUNK = 4096  # facts that are held as Python's values while a table is made


class LazyFacts:
    """The facts of an index, whose files are opened when they are first asked for."""

    def __init__(self, read: Callable[[], FactTable]) -> None:
        self._read = read

    @functools.cached_property
    def table(self) -> FactTable:
        """The facts.

        Raises:
            IndexDamagedError: a file is not what was written, or is gone.
        """
        return self._read()

    def of_passage(self, row: int) -> tuple[Fact, ...]:
        """The facts of a passage, given by its row, in their order.

        Raises:
            IndexDamagedError: a file is not what was written, or is gone.
        """
        table = self.table
        return tuple(table[int(fact)] for fact in table.of_passages(np.array([row])))


class FactTable(LazySequence[Fact]):
    """All facts, passage by passage, in the order they stand in."""

    def __init__(
        self,
        passages: PassageTable,
        *,
        columns: NDArray[np.void],
        first_facts: Rows,
        words: StringTable,
        sums: NDArray[np.uint32] | None = None,
    ) -> None:
        super().__init__(_KEPT, "fact")
        self._passages = passages
        self._columns = columns
        self._first_facts = first_facts
        self._words = words
        self._sums = sums

    @classmethod
    def of(cls, passages: PassageTable, facts: Iterable[tuple[int, Fact]]) -> FactTable:
        """Facts in memory, each with the row of its passage; in the order of these."""
        row_of_word: dict[str, int] = {}
        chunks: list[NDArray[np.void]] = []
        held = []
        for passage, fact in facts:
            for word in words_of(fact):
                row_of_word.setdefault(word, len(row_of_word))
            held.append(row_of(fact, passage, row_of_word))
            if len(held) == _CHUNK:
                chunks.append(np.array(held, COLUMNS))
                held = []
        chunks.append(np.array(held, COLUMNS))
        columns = np.concatenate(chunks)
        counts = np.bincount(columns["passage"], minlength=len(passages))
        return cls(
            passages,
            columns=columns,
            first_facts=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
            words=StringTable.of(row_of_word),
        )

    def __len__(self) -> int:
        return len(self._columns)

    def passage_of(self, row: int) -> int:
        """The row of the passage that a fact stands in."""
        return int(self._columns["passage"][row])

    def of_passages(self, rows: Rows) -> Rows:
        """The rows of the facts of some passages, given by their rows, in their order."""
        if not len(rows):
            return np.empty(0, np.int64)
        ranges = [np.arange(*self._first_facts[row : row + 2]) for row in rows.tolist()]
        return np.concatenate(ranges).astype(np.int64)

    def starts(self, rows: Rows) -> Rows:
        """Where each of some facts begins in its document, given by their rows, in code points."""
        return np.asarray(self._columns["start"][rows], np.int64)

    def counts(self, rows: Rows) -> Rows:
        """How many facts each of some passages has, given by their rows."""
        return np.asarray(self._first_facts[rows + 1] - self._first_facts[rows], np.int64)

    def passages_of(self, rows: Rows) -> Rows:
        """The rows of the passages that some facts stand in, given by their rows; each once."""
        return np.unique(self._columns["passage"][rows]).astype(np.int64)

    def of_aspects(self, rows: Rows, aspects: Collection[Aspect]) -> Rows:
        """Those of some facts that tell one of some aspects."""
        wanted = [number for number, each in enumerate(ASPECTS) if each in aspects]
        return rows[np.isin(self._columns["aspect"][rows], wanted)]

    @functools.cached_property
    def _measures(self) -> tuple[Rows, list[str]]:
        """The rows of the words that are measures of facts, and these words folded, all in one go."""
        rows = np.unique(self._columns["measure"]["row"]).astype(np.int64)
        texts = [self._words[row] for row in rows.tolist()]
        folded = fold("\n".join(texts)).text.split("\n")  # one by one it takes ten times as long
        return rows, folded if len(folded) == len(texts) else [fold(text).text for text in texts]

    def of_folded_measure(self, holds: Callable[[str], bool]) -> Rows:
        """The rows of the facts whose measure, folded, is one that ``holds`` says yes to."""
        rows, texts = self._measures
        wanted = rows[[holds(text) for text in texts]] if len(rows) else rows
        is_wanted = np.zeros(len(self._words), bool)
        is_wanted[wanted] = True
        return np.flatnonzero(is_wanted[self._columns["measure"]["row"]]).astype(np.int64)

    def _read(self, row: int) -> Fact:
        if self._sums is not None and self._sum(row) != self._sums[row]:
            raise self._damaged(row)
        columns = self._columns[row].item()
        return fact_of(columns, self._passages[columns[0]], self._words)

    def _sum(self, row: int) -> int:
        """A checksum of all that a fact is read from, save its passage."""
        columns = self._columns[row]
        words = (
            columns["unit"],
            columns["hedge"],
            columns["measure"]["row"],
            columns["subject"]["row"],
        )
        return zlib.crc32(
            b"".join((columns.tobytes(), *(self._words.bytes_of(int(word)) for word in words)))
        )

    def save(self, folder: Path) -> None:
        """Write into a new folder: arrays and words."""
        folder.mkdir()
        arrays.save(folder / "columns.bin", self._columns)
        arrays.save(folder / "first_facts.bin", self._first_facts)
        self._words.save(folder / _WORDS)
        sums = np.fromiter(map(self._sum, range(len(self))), "<u4", len(self))
        arrays.save(folder / _SUMS, sums)

    @classmethod
    def load(cls, folder: Path, passages: PassageTable) -> FactTable:
        """Map what ``save`` wrote.

        Raises:
            IndexDamagedError: a file is not what was written.
            OSError: a file is gone.
        """
        columns = arrays.load(folder / "columns.bin", COLUMNS)
        firsts = arrays.load(folder / "first_facts.bin", np.int64)
        sums = arrays.load(folder / _SUMS, "<u4")
        if len(sums) != len(columns):
            raise arrays.damaged(folder / _SUMS)
        if len(firsts) != len(passages) + 1 or firsts[0] != 0 or firsts[-1] != len(columns):
            raise arrays.damaged(folder / "first_facts.bin")
        if (firsts[1:] < firsts[:-1]).any():
            raise arrays.damaged(folder / "first_facts.bin")
        return cls(
            passages,
            columns=columns,
            first_facts=firsts,
            words=StringTable.load(folder / _WORDS),
            sums=sums,
        )
