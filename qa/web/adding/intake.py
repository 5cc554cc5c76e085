"""Taking a file in: its bytes are counted, hashed and forced to the disk as they come."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from index.errors import WenbaoError
from index.reading.readers import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from starlette.types import Receive

_PIECE_BYTES = 1 << 20  # written at once
_STATUS_TOO_LARGE = 413
_STATUS_FULL = 507


class RefusedFileError(WenbaoError):
    """A file that is not taken in.

    Attributes:
        status: of the answer.
        text: the name of what the page says, of ``Texts``.
        is_early: it may be sent again in a moment.
    """

    def __init__(self, status: int, text: str, line: str, *, is_early: bool = False) -> None:
        super().__init__(line)
        self.status = status
        self.text = text
        self.is_early = is_early


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken in.

    Attributes:
        file_bytes: of a file.
        n_at_once: files that are received at once, of all visitors; ``n_each`` of one.
        n_files: of one visitor for a start, and then ``per_hour``.
        n_unread: files that wait until they are read.
        spare_bytes: what is left free on the disk.
    """

    file_bytes: int = MAX_BYTES
    n_at_once: int = 6
    n_each: int = 3
    n_files: int = 1000
    per_hour: int = 500
    n_unread: int = 200
    spare_bytes: int = 256 << 20


def check_size(n_bytes: int, limits: Limits) -> None:
    """Refuse a file of so many bytes, where that is too many.

    Raises:
        RefusedFileError: it is.
    """
    if n_bytes > limits.file_bytes:
        raise RefusedFileError(
            _STATUS_TOO_LARGE,
            "adding_too_large",
            f"a file has at most {limits.file_bytes >> 20} MiB: split it",
        )


def check_disk(folder: Path, n_bytes: int, limits: Limits) -> None:
    """Refuse a file of so many bytes, where the disk has no room for it.

    Raises:
        RefusedFileError: it has none.
    """
    if shutil.disk_usage(folder).free < n_bytes + limits.spare_bytes:
        raise RefusedFileError(
            _STATUS_FULL, "adding_disk_full", "the disk of the reports is full: make room there"
        )


async def receive_file(
    receive: Receive, part: Path, limits: Limits, progress: Callable[[int], None]
) -> str:
    """Write the body of a request to a file.

    Args:
        receive: gives the body.
        part: where to write it.
        limits: how much of it is taken.
        progress: is told how many bytes are written.

    Returns:
        The sha256 of what was written.

    Raises:
        RefusedFileError: it is larger than it may be, whatever was said of its size.
        ClientDisconnect: it broke off.
        OSError: it cannot be written.
    """
    sink = await asyncio.to_thread(_Sink, part)
    try:
        async for piece in _pieces(receive):
            check_size(sink.n_bytes + len(piece), limits)
            if sink.n_bytes:  # the first piece was reckoned with before
                check_disk(part.parent, len(piece), limits)
            await asyncio.to_thread(sink.write, piece)
            progress(sink.n_bytes)
        await asyncio.to_thread(sink.finish)
    finally:
        sink.close()
    return sink.sha256


class _Sink:
    """A file that is written and hashed."""

    def __init__(self, file: Path) -> None:
        self._out = file.open("xb")
        self._digest = hashlib.sha256()
        self.n_bytes = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, piece: bytes) -> None:
        self._out.write(piece)
        self._digest.update(piece)
        self.n_bytes += len(piece)

    def finish(self) -> None:
        self._out.flush()
        os.fsync(self._out.fileno())

    def close(self) -> None:
        with contextlib.suppress(OSError):  # of what could not be written, which was told
            self._out.close()


async def _pieces(receive: Receive) -> AsyncIterator[bytes]:
    """The body in pieces that are worth a write each."""
    pieces: list[bytes] = []
    n_bytes = 0
    async for piece in Request({"type": "http"}, receive).stream():
        pieces.append(piece)
        n_bytes += len(piece)
        if n_bytes >= _PIECE_BYTES:
            yield b"".join(pieces)
            pieces, n_bytes = [], 0
    if pieces:
        yield b"".join(pieces)
