"""Plain text: kept as it is."""

from __future__ import annotations

from index.language.text import decode
from index.reading.formats.common import text_tables
from index.reading.formats.common.reflow import reflowed
from index.reading.formats.extract import Extract


def read(data: bytes, name: str) -> Extract:
    """Read a ``.txt`` file, in any encoding that ``decode`` knows."""
    return text_tables.marked(Extract(text=reflowed(decode(data, name))))
