"""The lines of a text on their way, with the headings, tables and pages among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.reading.formats.extract import Extract
from index.table_types import Table
from index.types import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_CELLS = 500_000  # of the tables of a file
_MAX_COLUMNS = 1000  # of a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table's row.

    ``n_columns`` is over how many columns it reaches; ``goes_on`` tells that it is the cell above it,
    reaching down; ``n_pages`` how many pages begin in it.
    """

    text: str
    n_columns: int = 1
    goes_on: bool = False
    n_pages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]


class Lines:
    """Collects lines; every offset is kept as they are added.

    Args:
        name: the path to show for their file.
    """

    # Marks in what is added; no text of a file holds them.
    PAGE = "\0"  # here a page begins
    DOUBT = "\1"  # the machine that read the next character is not sure of it

    def __init__(self, name: str) -> None:
        self._name = name
        self._n_cells = 0
        self._lines: list[str] = []
        self._n_chars = 0
        self._headings: list[Heading] = []
        self._tables: list[Table] = []
        self._pages: list[int] = []
        self._dropped: list[tuple[int, int]] = []
        self._doubtful: list[tuple[int, int]] = []
        self._warnings: dict[str, None] = {}
        self._prefix = ""

    @property
    def n_pages(self) -> int:
        """How many pages begin in them."""
        return len(self._pages)

    def warn(self, line: str) -> None:
        """Note what was left out or is uncertain; the same once."""
        self._warnings[line] = None

    def begin(self, prefix: str) -> None:
        """Set what stands before the next line that is added."""
        self._prefix = prefix

    def add(self, text: str, *, level: int = 0) -> None:
        """Add a paragraph; each line break in it begins a line.

        Args:
            text: the paragraph, ``PAGE`` where a page begins in it.
            level: of the heading that it is, from 1; 0 for none.
        """
        for raw in text.split("\n"):
            line = raw.strip()
            if line.replace(self.PAGE, "").strip():
                self._add_line(self._prefix + line, level)
                self._prefix = ""
            else:
                self._pages += [self._n_chars] * line.count(self.PAGE)

    @classmethod
    def unmarked(cls, text: str) -> str:
        """A text without the marks of doubt in it."""
        return text.replace(cls.DOUBT, "")

    def _undoubted(self, text: str, start: int) -> str:
        """A text that begins at an offset without the marks of doubt, which are noted."""
        before, *doubted = text.split(self.DOUBT)
        at = start + len(before.replace(self.PAGE, ""))
        for piece in doubted:
            if self._doubtful and self._doubtful[-1][1] == at:
                self._doubtful[-1] = (self._doubtful[-1][0], at + 1)
            else:
                self._doubtful.append((at, at + 1))
            at += len(piece.replace(self.PAGE, ""))
        return "".join((before, *doubted))

    def _add_line(self, line: str, level: int) -> None:
        start = self._n_chars
        pieces = self._undoubted(line, start).split(self.PAGE)
        at = start
        for piece in pieces[:-1]:
            at += len(piece)
            self._pages.append(at)
        clean = "".join(pieces)
        if level:
            title = clean.strip()  # blanks may stand beside the mark of a page
            first = start + clean.index(title)
            self._headings.append(
                Heading(level=level, title=title, start=first, end=first + len(title))
            )
        self._append(clean)

    def _append(self, line: str) -> None:
        self._lines.append(line)
        self._n_chars += len(line) + 1

    def add_table(self, rows: Iterable[Row]) -> None:
        """Add a table, a row a line; its cells are parted by tabs. Rows of nothing are left out.

        Raises:
            CorpusError: the file has too many cells.
        """
        start = self._n_chars
        spans: list[tuple[tuple[int, int], ...]] = []
        for row in rows:
            self.count_cells(sum(max(cell.n_columns, 1) for cell in row.cells))
            self._pages += [self._n_chars] * max((cell.n_pages for cell in row.cells), default=0)
            shown: list[str] = []
            columns: list[tuple[int, int]] = []
            above = spans[-1] if spans else ()
            at = self._n_chars
            for cell in row.cells:
                if cell.goes_on and len(columns) < len(above):
                    span = above[len(columns)]
                else:
                    at += bool(shown)  # the tab before it
                    text = self._undoubted(cell.text, at)
                    span = (at, at + len(text))
                    shown.append(text)
                    at = span[1]
                columns += [span] * min(max(cell.n_columns, 1), _MAX_COLUMNS - len(columns))
            if any(shown):
                self._append("\t".join(shown))
                spans.append(tuple(columns))
        if any(len(columns) > 1 for columns in spans):
            self._tables.append(Table(start=start, end=self._n_chars - 1, rows=tuple(spans)))

    def count_cells(self, n_cells: int) -> None:
        """Count the cells of the file's tables; a cell over several columns is several.

        Raises:
            CorpusError: there are too many.
        """
        self._n_cells += n_cells
        if self._n_cells > MAX_CELLS:
            raise CorpusError(
                f"{self._name} has more than {MAX_CELLS:,} cells: split it into smaller files"
            )

    def drop(self, text: str) -> None:
        """Add a line that is no part of the report, and told as such."""
        text = self._undoubted(text, self._n_chars)
        self._dropped.append((self._n_chars, self._n_chars + len(text)))
        self._append(text)

    def text(self) -> str:
        """The text so far."""
        return "\n".join(self._lines)

    def extract(self, title: str = "", *, has_pages: bool = False) -> Extract:
        """What was collected; ``has_pages`` tells that it is of pages, even where that is only one."""
        # A page without text begins where the next one does, and is counted; not so after the text.
        pages = [0, *(page for page in self._pages if page < self._n_chars)]
        return Extract(
            text=self.text(),
            headings=tuple(self._headings),
            tables=tuple(self._tables),
            pages=tuple(pages) if self._pages or has_pages else (),
            dropped=tuple(self._dropped),
            doubtful=tuple(self._doubtful),
            title=title,
            warnings=tuple(self._warnings),
        )
