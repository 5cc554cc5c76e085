"""What was read of files before: a file that has not changed is not read again.

Only of formats whose reading takes its time; texts are read as quickly as this cache. An entry that
cannot be read is none: the file is read again, and the entry made anew.
"""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from index.errors import SettingsError
from index.platform import cache, durable
from index.reading.formats.extract import Extract
from index.types import Heading, Table

if TYPE_CHECKING:
    from pathlib import Path

# Raised whenever a reader gives something else of the same bytes.
VERSION = 1
_MAX_ENTRIES = 5000  # the oldest go


class ExtractCache:
    """Extracts by the sha256 of their files.

    Args:
        folder: the cache folder; the user's own by default. Where there is none, nothing is kept.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder: Path | None
        try:
            self._folder = cache.folder(folder) / "extracts" / str(VERSION)
        except SettingsError:
            self._folder = None

    def get(self, identity: str) -> Extract | None:
        """What was read of a file; ``None`` where nothing was, or not as a whole."""
        if self._folder is None:
            return None
        try:
            fields = json.loads((self._folder / f"{identity}.json").read_bytes())
            return Extract(
                text=fields["text"],
                headings=tuple(Heading(**heading) for heading in fields["headings"]),
                tables=tuple(
                    Table(
                        start=table["start"],
                        end=table["end"],
                        rows=tuple(tuple((a, b) for a, b in row) for row in table["rows"]),
                    )
                    for table in fields["tables"]
                ),
                pages=tuple(fields["pages"]),
                dropped=tuple((a, b) for a, b in fields["dropped"]),
                title=fields["title"],
                warnings=tuple(fields["warnings"]),
            )
        except (OSError, ValueError, KeyError, TypeError):  # none, or damaged: it is read again
            return None

    def put(self, identity: str, extract: Extract) -> None:
        """Keep what was read of a file.

        Raises:
            OSError: it cannot be written.
        """
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        data = json.dumps(dataclasses.asdict(extract), ensure_ascii=False).encode()
        durable.replace(self._folder / f"{identity}.json", data)
        entries = sorted(self._folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for entry in entries[:-_MAX_ENTRIES]:
            entry.unlink(missing_ok=True)
