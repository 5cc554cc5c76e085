"""Passages by row number: their places in columns, their texts read when they are asked for."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

import numpy as np

from index import arrays
from index.rows import Rowed
from index.strings import Strings
from index.types import Passage, Period, Sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.document_table import DocumentTable
    from index.vectors import Rows

_KEPT = 4096  # passages that are not made again: of the questions asked last
_PERIODS = tuple(Period)
_SUMS = "sums.bin"  # a file that indexes of before lack
_COLUMNS = np.dtype(
    [
        ("document", "<u4"),  # its row
        ("number", "<u4"),
        ("section", "<u4"),  # the row of its heading path
        ("heading", "<i4"),  # the row of the first of these headings, -1 without any
        ("period", "u1"),
        ("start", "<u4"),  # in code points of the document
        ("end", "<u4"),
        ("first_byte", "<u8"),  # among the UTF-8 bytes of all documents' texts
        ("n_bytes", "<u4"),
    ]
)
_SPAN = np.dtype([("start", "<u4"), ("end", "<u4")])


class PassageTable(Rowed[Passage]):
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
        sections: Strings,
        headings: Strings,
        sums: NDArray[np.uint32] | None = None,
    ) -> None:
        super().__init__(_KEPT, "passage")
        self._documents = documents
        self._columns = columns
        self._sentences = sentences
        self._first_sentences = first_sentences
        self._sections = sections
        self._headings = headings
        self._sums = sums

    @classmethod
    def of(cls, documents: DocumentTable, passages: Sequence[Passage]) -> PassageTable:
        """Passages in memory; their documents must be in the table."""
        sections = dict.fromkeys(passage.section for passage in passages)
        headings = sorted({section[0] for section in sections if section})
        row_of_section = {section: row for row, section in enumerate(sections)}
        row_of_heading = {heading: row for row, heading in enumerate(headings)}
        columns = [
            (
                document,
                passage.number,
                row_of_section[passage.section],
                row_of_heading[passage.section[0]] if passage.section else -1,
                _PERIODS.index(passage.period),
                passage.start,
                passage.end,
                first_byte,
                n_bytes,
            )
            for passage, (document, first_byte, n_bytes) in zip(
                passages, _bytes_of(documents, passages), strict=True
            )
        ]
        sentences = [(each.start, each.end) for passage in passages for each in passage.sentences]
        counts = [len(passage.sentences) for passage in passages]
        return cls(
            documents,
            columns=np.array(columns, _COLUMNS),
            sentences=np.array(sentences, _SPAN),
            first_sentences=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
            sections=Strings.of(
                json.dumps(section, ensure_ascii=False) + "\n" for section in sections
            ),
            headings=Strings.of(headings),
        )

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def headings(self) -> frozenset[str]:
        """The first headings of all sections."""
        return frozenset(self._headings)

    @property
    def first_sentences(self) -> Rows:
        """The row of each passage's first sentence, and the number of all: (n + 1,) int64."""
        return self._first_sentences

    def documents_of(self, rows: Rows) -> list[int]:
        """The row of each passage's document."""
        found: list[int] = self._columns["document"][rows].tolist()
        return found

    def periods_of(self, rows: Rows) -> list[Period]:
        """The period of each passage."""
        return [_PERIODS[period] for period in self._columns["period"][rows].tolist()]

    def where(
        self,
        documents: NDArray[np.bool_],
        periods: Collection[Period],
        headings: Collection[str],
    ) -> Rows:
        """The rows of the passages of some documents, in their order.

        Args:
            documents: which documents: (n_documents,) bool.
            periods: the only periods; all where none is given.
            headings: the only first headings of their sections; all where none is given.
        """
        found = documents[self._columns["document"]]
        if periods:
            found &= np.isin(self._columns["period"], [_PERIODS.index(each) for each in periods])
        if headings:
            rows = [row for row in map(self._headings.find, headings) if row is not None]
            found &= np.isin(self._columns["heading"], rows)
        return np.flatnonzero(found)

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
            period=_PERIODS[period],
            start=start,
            end=end,
            text=text,
            sentences=tuple(
                Sentence(start=a, end=b, text=text[a - start : b - start])
                for a, b in self._sentences[first:last].tolist()
            ),
        )

    def _sum(self, row: int) -> int:
        """A checksum of all that a passage is read from, save which document it is of."""
        own = self._columns[row]
        start, end = int(own["first_byte"]), int(own["first_byte"]) + int(own["n_bytes"])
        first, last = self._first_sentences[row : row + 2].tolist()
        parts = (
            own.tobytes(),
            self._sections.bytes_of(int(own["section"])),
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
        self._headings.save(folder / "headings.txt")
        sums = np.fromiter(map(self._sum, range(len(self))), "<u4", len(self))
        arrays.save(folder / _SUMS, sums)

    @classmethod
    def load(cls, folder: Path, documents: DocumentTable) -> PassageTable:
        """Map what ``save`` wrote.

        Raises:
            IndexDamagedError: a file is not what was written.
            OSError: a file is gone.
        """
        loaded = cls(
            documents,
            columns=arrays.load(folder / "columns.bin", _COLUMNS),
            sentences=arrays.load(folder / "sentences.bin", _SPAN),
            first_sentences=arrays.load(folder / "first_sentences.bin", np.int64),
            sections=Strings.load(folder / "sections.jsonl"),
            headings=Strings.load(folder / "headings.txt"),
            sums=arrays.load(folder / _SUMS, "<u4") if (folder / _SUMS).exists() else None,
        )
        firsts, n = loaded.first_sentences, len(loaded)
        if len(firsts) != n + 1 or firsts[0] != 0 or firsts[-1] != len(loaded._sentences):
            raise arrays.damaged(folder / "first_sentences.bin")
        if (firsts[1:] < firsts[:-1]).any():  # whose differences are made room for
            raise arrays.damaged(folder / "first_sentences.bin")
        if loaded._sums is not None and len(loaded._sums) != n:
            raise arrays.damaged(folder / _SUMS)
        return loaded


def _bytes_of(
    documents: DocumentTable, passages: Sequence[Passage]
) -> Iterator[tuple[int, int, int]]:
    """Each passage's document's row, first byte among those of all texts, and number of bytes."""
    row_of = {documents.origin(row).id: row for row in range(len(documents))}
    place = char = byte = -1  # a document, and a character of it with the byte it begins at
    text = ""
    for passage in passages:
        document = row_of[passage.document_id]
        if document != place or passage.start < char:
            text, place, char, byte = (
                documents.texts[document],
                document,
                0,
                documents.texts.start(document),
            )
        byte += len(text[char : passage.start].encode())
        char = passage.start
        yield document, byte, len(passage.text.encode())
