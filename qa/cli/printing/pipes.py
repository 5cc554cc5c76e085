"""Standard output and standard error of a command, whose readers may go away or never were there.

Results that nobody can be given end the command quietly, as ``wenbao search … | head -1`` means it.
What is told beside them is of no use without a reader, and the work it tells of goes on: a build
is finished, and a server keeps serving.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

READER_GONE = 141  # the exit status of a program that a closed pipe ends: 128 + SIGPIPE

_GONE = frozenset({errno.EPIPE, errno.ECONNRESET, errno.EINVAL})  # the last is what Windows says
_N_STANDARD = 3  # input, output, error


class _Results(io.RawIOBase):
    """Standard output: a failed write ends the command."""

    def __init__(self, file: io.FileIO) -> None:
        self._file = file
        self._has_failed = False

    def write(self, data: Buffer, /) -> int | None:
        """Write, or end the command; what it still writes then is dropped."""
        if self._has_failed:
            return _size(data)
        try:
            return self._file.write(data)
        except OSError as error:
            self._has_failed = True
            if error.errno in _GONE:
                raise SystemExit(READER_GONE) from None
            raise click.ClickException(
                f"the output cannot be written: {error.strerror or error}"
            ) from error

    def writable(self) -> bool:
        """Whether it can be written to."""
        return True

    def fileno(self) -> int:
        """The descriptor."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._file.isatty()


class _Notes(_Results):
    """Standard error: what cannot be written is dropped."""

    def write(self, data: Buffer, /) -> int | None:
        """Write, or do as if."""
        try:
            return self._file.write(data)
        except OSError:  # there is nowhere to tell that
            return _size(data)


def guard() -> None:
    """Make the standard streams of this process bear a reader that goes away, or is not there.

    Streams that somebody has put in their place are left alone.
    """
    _take_closed_descriptors()
    if sys.stdout is sys.__stdout__:
        sys.stdout = _guarded(sys.stdout, 1, _Results)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _guarded(sys.stderr, 2, _Notes)


def _take_closed_descriptors() -> None:
    """Let no file that is opened later, as one of an index, become standard output or error."""
    for descriptor in range(_N_STANDARD):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free descriptor: this one


def _guarded(stream: TextIO | None, descriptor: int, kind: type[_Results]) -> TextIO:
    if stream is None:  # it was closed when the process began
        return io.TextIOWrapper(io.FileIO(descriptor, "w", closefd=False), encoding="utf-8")
    if os.name == "nt" and stream.isatty():  # a console takes text, not bytes, and stays open
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(kind(io.FileIO(stream.fileno(), "w", closefd=False))),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.isatty() or kind is _Notes,
    )


def _size(data: Buffer) -> int:
    return memoryview(data).nbytes
