"""A table as the files that ``wenbao table`` writes."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from qa.tables import fields
from qa.tables.reading_off import read_off

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qa.tables.values import Table
    from qa.tables.wording.wording import Wording


def _workbook(table: Table, words: Wording) -> bytes:
    from qa.tables.writing import sheet  # noqa: PLC0415 - nothing else needs the library for Excel files

    return sheet.workbook(table, words)


def _document(table: Table, words: Wording) -> bytes:
    from qa.tables.writing.word_table import word_file  # noqa: PLC0415 - as above

    return word_file(table, words)


def _markdown(table: Table, words: Wording) -> bytes:
    from qa.tables.writing.markdown_table import markdown, text_of  # noqa: PLC0415 - as above

    lines = [*markdown(table, words)]
    if table.across is not None and table.result is not None:
        result = read_off(table, table.across, words)
        lines[:0] = [text_of(each) + "\n" for each in (result.text, *result.warnings)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What writes each form, and what kind of file a browser is told it is.
_WRITERS: Mapping[str, tuple[Callable[[Table, Wording], bytes], str]] = {
    "xlsx": (_workbook, _EXCEL),
    "csv": (fields.csv_file, "text/csv"),
    "docx": (_document, _WORD),
    "md": (_markdown, "text/markdown"),
}
FORMS = tuple(_WRITERS)


def file_of(table: Table, form: str, words: Wording) -> dict[str, str]:
    """A table as a file: its bytes in base64, as JSON takes them, and their kind.

    Raises:
        KeyError: there is no such form.
    """
    write, kind = _WRITERS[form]
    return {
        "form": form,
        "kind": kind,
        "bytes": base64.b64encode(write(table, words)).decode("ascii"),
    }
