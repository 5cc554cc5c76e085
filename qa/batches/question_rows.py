"""The questions of a file: a text with one a line, or a table with a column of them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import BatchError, CorpusError
from index.language.lexicon import word_set
from index.language.text import decode
from index.platform import regular_files
from qa.understanding.question import QuestionError, checked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path, PurePath

SUFFIXES = (".txt", ".csv", ".tsv", ".xlsx")
_DELIMITERS = ",\t;"
_SNIFFED_CHARS = 20_000
_MAX_ROWS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A line of the file that is not blank.

    ``number`` counts lines, or rows, from 1; ``trouble`` is why it cannot be asked, empty where it
    can; ``others`` are the further cells of its row.
    """

    number: int
    question: str
    trouble: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRows:
    """All lines of a file, and what the heads call the cells beside the questions."""

    rows: tuple[QuestionRow, ...]
    heads: tuple[str, ...] = ()


def load(file: Path) -> QuestionRows:
    """Read the questions of a file.

    Of a table they are the column whose head says so (问题, question), or the first; the other columns
    are carried along. A line that cannot be asked is kept with its trouble.

    Raises:
        BatchError: the file cannot be read, is of no such form, or holds no question.
    """
    _check_form(file)
    try:
        return read(regular_files.read_given(file), file)
    except OSError as error:
        raise BatchError(f"{file} cannot be read ({error.strerror}): name another file") from error


def _check_form(file: PurePath) -> None:
    if file.suffix.lower() not in SUFFIXES:
        raise BatchError(
            f"{file} is no file of questions: give one of {', '.join(SUFFIXES)}, a question a line "
            "or row"
        )


def read(data: bytes, file: PurePath) -> QuestionRows:
    """The questions of a file that is held already: as ``load``.

    Args:
        data: its bytes.
        file: what it is called.

    Raises:
        BatchError: it is of no such form, or holds no question.
    """
    _check_form(file)
    is_text = file.suffix.lower() == ".txt"
    try:
        if not data.strip():
            found = QuestionRows(rows=())
        else:
            found = _lines(data, file) if is_text else _table(_cells(data, file))
    except CorpusError as error:
        raise BatchError(str(error)) from error
    if not found.rows:
        raise BatchError(f"{file} holds no question: write one a line")
    if len(found.rows) > _MAX_ROWS:
        raise BatchError(
            f"{file} holds {len(found.rows):,} questions, {_MAX_ROWS:,} are asked at most: split it"
        )
    return found


def _lines(data: bytes, file: PurePath) -> QuestionRows:
    lines = decode(data, str(file)).split("\n")
    return QuestionRows(
        rows=tuple(_row(number, line) for number, line in enumerate(lines, 1) if line.strip())
    )


def _cells(data: bytes, file: PurePath) -> list[list[str]]:
    if file.suffix.lower() != ".xlsx":
        return list(_comma_separated(data, file))
    from qa.batches import workbook  # noqa: PLC0415 - openpyxl, for workbooks alone

    return workbook.cells(data, str(file))


def _comma_separated(data: bytes, file: PurePath) -> Iterator[list[str]]:
    """The rows of a table; a line break inside of quotation marks is part of its cell."""
    text = decode(data, str(file))
    first = text[:_SNIFFED_CHARS].partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise BatchError(f"{file} is no table of cells ({error}): save it again as CSV") from error


def _table(cells: Sequence[Sequence[str]]) -> QuestionRows:
    filled = [(number, row) for number, row in enumerate(cells, 1) if any(map(str.strip, row))]
    if not filled:
        return QuestionRows(rows=())
    head = filled[0][1]
    named = [i for i, cell in enumerate(head) if cell.strip().lower() in word_set("head_question")]
    column = named[0] if named else 0
    width = max(len(row) for _, row in filled)
    heads = _beside(head, column, width) if named else [f"column {i + 2}" for i in range(width - 1)]
    rows = (
        _row(number, row[column] if column < len(row) else "", _beside(row, column, width))
        for number, row in filled[1 if named else 0 :]
    )
    return QuestionRows(rows=tuple(rows), heads=tuple(map(str.strip, heads)))


def _beside(row: Sequence[str], column: int, width: int) -> list[str]:
    """The cells of a row without the one of a column, as many as the widest row has."""
    whole = [*row, *[""] * (width - len(row))]
    return [*whole[:column], *whole[column + 1 :]]


def _row(number: int, text: str, others: Iterable[str] = ()) -> QuestionRow:
    trouble = ""
    try:
        text = checked(text)
    except QuestionError as error:
        trouble = str(error)
    return QuestionRow(number=number, question=text, trouble=trouble, others=tuple(others))
