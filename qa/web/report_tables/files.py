"""A table as the files that ``wenbao table`` writes."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from qa.tables import fields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qa.tables.values import Table
    from qa.tables.wording.wording import Wording


def _workbook(table: Table, words: Wording) -> bytes:
    from qa.tables.writing import sheet  # noqa: PLC0415 - nothing else needs the library for Excel files

    return sheet.workbook(table, words)


_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What writes each form, and what kind of file a browser is told it is.
_WRITERS: Mapping[str, tuple[Callable[[Table, Wording], bytes], str]] = {
    "xlsx": (_workbook, _EXCEL),
    "csv": (fields.csv_file, "text/csv"),
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
