"""The columns of the passages: what is known of each without its text, as an array of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.types import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from index.platform.arrays import Rows
    from index.published.documents import DocumentTable
    from index.types import Passage

PERIODS = tuple(Period)
COLUMNS = np.dtype(
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
SORTED = ("heading", "period")  # what passages are found by, where no document is named
SPAN = np.dtype([("start", "<u4"), ("end", "<u4")])


def column_rows(
    documents: DocumentTable,
    passages: Sequence[Passage],
    row_of_section: Mapping[tuple[str, ...], int],
    row_of_heading: Mapping[str, int],
) -> NDArray[np.void]:
    """The row of each passage: (n,) of ``COLUMNS``."""
    listed = [
        (
            document,
            passage.number,
            row_of_section[passage.section],
            row_of_heading[passage.section[0]] if passage.section else -1,
            PERIODS.index(passage.period),
            passage.start,
            passage.end,
            first_byte,
            n_bytes,
        )
        for passage, (document, first_byte, n_bytes) in zip(
            passages, _bytes_of(documents, passages), strict=True
        )
    ]
    return np.array(listed, COLUMNS)


def headings_by_frequency(columns: NDArray[np.void]) -> Rows:
    """The rows of the first headings, by how many documents have them and where they come first."""
    inside = np.flatnonzero(columns["heading"] >= 0)
    headings, documents = columns["heading"][inside], columns["document"][inside]
    pairs = np.unique(np.stack((headings, documents.astype(np.int64))), axis=1)
    rows, n_documents = np.unique(pairs[0], return_counts=True)
    first = np.unique(headings, return_index=True)[1]
    return rows[np.lexsort((first, -n_documents))].astype(np.int64)


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
