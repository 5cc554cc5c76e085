"""CURRENT: the file that names the published generation; replaced in one step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import IndexDamagedError, IndexMissingError, ShortageError, WenbaoError
from index.platform import durable, regular_files, shortage
from index.storage import layout
from index.storage.manifest import REMEDY

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{16}\n")


class Pointer:
    """The file CURRENT in the folder of an index.

    Args:
        folder: the folder of the index.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / layout.POINTER

    def signature(self) -> tuple[int, ...]:
        """Changes whenever another generation is published; cheap enough for each question.

        Raises:
            IndexMissingError: nothing has been published.
        """
        try:
            stat = self._file.stat()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise self._missing() from error
        except OSError as error:
            shortage.check(error, self._file)
            raise self._unreadable(error) from error
        return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def name(self) -> str:
        """The name of the published generation.

        Raises:
            IndexMissingError: nothing has been published.
            IndexDamagedError: the file holds no name, or cannot be read.
        """
        try:
            text = regular_files.read_text(self._file, "ascii")
        except (FileNotFoundError, NotADirectoryError) as error:
            raise self._missing() from error
        except (OSError, UnicodeDecodeError) as error:
            shortage.check(error, self._file)
            raise self._unreadable(error) from error
        if not _NAME.fullmatch(text):
            raise IndexDamagedError(f"{self._file} names no generation; {REMEDY}")
        return text.strip()

    def name_if_published(self) -> str | None:
        """The name of the published generation; ``None`` where there is none to be read."""
        try:
            return self.name()
        except ShortageError:
            raise  # which tells nothing of what is there
        except WenbaoError:
            return None

    def point_to(self, name: str) -> None:
        """Publish a generation: from now on the index is the one of this name."""
        durable.replace(self._file, f"{name}\n".encode())

    def _missing(self) -> IndexMissingError:
        return IndexMissingError(f"there is no index in {self._folder}; run `wenbao build`")

    def _unreadable(self, error: Exception) -> IndexDamagedError:
        reason = getattr(error, "strerror", None) or "it is no text"
        return IndexDamagedError(f"{self._file} cannot be read ({reason}); {REMEDY}")
