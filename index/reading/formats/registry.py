"""The registry of formats: which reader reads a file of which suffix."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from index.reading.formats import markdown, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.reading.formats.extract import Reader

# A message lists the suffixes in this order.
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": plain_text.read,
        ".md": markdown.read,
        ".markdown": markdown.read,
    }
)
