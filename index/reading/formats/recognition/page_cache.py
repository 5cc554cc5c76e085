"""Pages that were read by machine before: a page takes seconds, and is not read twice."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
from typing import TYPE_CHECKING

from index.platform import durable
from index.reading.formats.recognition.page_text import PageText

if TYPE_CHECKING:
    from pathlib import Path

# Raised whenever the same page is read otherwise.
VERSION = 1
_MAX_FILES = 2000  # whose pages are kept; the oldest go


class PageCache:
    """Pages by the sha256 of their file and their number.

    Args:
        folder: where they are kept; nothing is where it is ``None``.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, identity: str, number: int) -> PageText | None:
        """What was read of a page; ``None`` where nothing was, or by another release."""
        folder = self._pages_of(identity)
        if folder is None:
            return None
        try:
            return PageText.from_json(json.loads((folder / f"{number}.json").read_bytes()))
        except (OSError, ValueError, KeyError, TypeError):  # none, or damaged: it is read again
            return None

    def put(self, identity: str, page: PageText) -> None:
        """Keep what was read of a page.

        Raises:
            OSError: it cannot be written.
        """
        folder = self._pages_of(identity)
        if folder is None:
            return
        folder.mkdir(parents=True, exist_ok=True)
        data = json.dumps(page.to_json(), ensure_ascii=False).encode()
        try:
            durable.replace(folder / f"{page.number}.json", data)
        except FileNotFoundError:  # another build keeps the same, at the same time
            return

    def prune(self) -> None:
        """Remove the pages of the oldest files, where there are more than enough.

        Raises:
            OSError: some cannot be removed.
        """
        if self._folder is None or not self._folder.is_dir():
            return
        files = [file for release in self._folder.iterdir() for file in release.iterdir()]
        files.sort(key=lambda file: file.stat().st_mtime)
        for file in files[: max(0, len(files) - _MAX_FILES)]:
            shutil.rmtree(file)

    def _pages_of(self, identity: str) -> Path | None:
        if self._folder is None:
            return None
        try:
            release = importlib.metadata.version("rapidocr")
        except importlib.metadata.PackageNotFoundError:
            return None
        return self._folder / f"{VERSION}-{release}" / identity
