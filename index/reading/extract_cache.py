"""What was read of files before: a file that has not changed is not read again.

An entry that cannot be read is none: the file is read again, and the entry made anew. What was read
with a warning is not kept: a program that is installed meanwhile may read more of the file. Pages that
were read by machine are kept whatever becomes of their file, for each takes seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import SettingsError
from index.platform import cache, durable
from index.reading.formats import extract_json
from index.reading.formats.recognition.page_cache import PageCache

if TYPE_CHECKING:
    from pathlib import Path

    from index.reading.formats.extract import Extract

# Raised whenever a reader gives something else of the same bytes.
VERSION = 3
_MAX_ENTRIES = 5000  # the oldest go


class ExtractCache:
    """Extracts by the sha256 of their files; ``pages`` are those that were read by machine, one by one.

    Args:
        folder: the cache folder; the user's own by default. Where there is none, nothing is kept.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder: Path | None
        pages = None
        try:
            self._folder = cache.folder(folder) / "extracts" / str(VERSION)
            pages = cache.folder(folder) / "recognised"
        except SettingsError:
            self._folder = None
        self.pages = PageCache(pages)

    def get(self, identity: str) -> Extract | None:
        """What was read of a file; ``None`` where nothing was, or not as a whole."""
        if self._folder is None:
            return None
        try:
            return extract_json.loads((self._folder / f"{identity}.json").read_bytes())
        except (OSError, ValueError, KeyError, TypeError):  # none, or damaged: it is read again
            return None

    def put(self, identity: str, extract: Extract) -> None:
        """Keep what was read of a file, unless with a warning.

        Raises:
            OSError: it cannot be written.
        """
        if self._folder is None or extract.warnings:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            durable.replace(self._folder / f"{identity}.json", extract_json.dumps(extract))
        except FileNotFoundError:  # another build keeps the same of it, at the same time
            return

    def prune(self) -> None:
        """Remove the oldest entries, where there are more than enough.

        Raises:
            OSError: one cannot be removed.
        """
        self.pages.prune()
        if self._folder is None:
            return
        entries = list(self._folder.glob("*.json"))
        if len(entries) > _MAX_ENTRIES:
            entries.sort(key=lambda entry: entry.stat().st_mtime)
            for entry in entries[:-_MAX_ENTRIES]:
                entry.unlink(missing_ok=True)
