"""Old Excel files (``.xls``, ``.et``), which LibreOffice turns into new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.reading.formats import xlsx
from index.reading.formats.office import converted

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract


def read(data: bytes, name: str) -> Extract:
    """Read an old Excel file.

    Raises:
        CorpusError: LibreOffice is not installed, or cannot read it.
    """
    return xlsx.read(converted(data, name, "xlsx"), name)
