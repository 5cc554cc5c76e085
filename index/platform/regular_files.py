"""Regular files, opened without waiting; pipes, devices and the like are refused unread.

To open a named pipe waits until somebody writes into it, and a device may never end. So a file is
opened in a way that does not wait, and looked at before a byte of it is read.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io

_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}
_NOT_WAITING = getattr(os, "O_NONBLOCK", 0)
_NOT_A_TERMINAL = getattr(os, "O_NOCTTY", 0)


def opened(file: Path) -> io.BufferedReader:
    """A regular file to be read.

    Raises:
        OSError: it cannot be opened, or is no regular file; ``filename`` is its path.
    """
    data = open(file, "rb", opener=_open)  # noqa: SIM115 - Path.open takes no opener
    check(file, os.fstat(data.fileno()).st_mode, data)
    return data


def read_bytes(file: Path) -> bytes:
    """The bytes of a regular file.

    Raises:
        OSError: as ``opened``.
    """
    with opened(file) as data:
        return data.read()


def read_text(file: Path, encoding: str = "utf-8") -> str:
    """The text of a regular file, its line ends as Python's own.

    Raises:
        OSError: as ``opened``.
        UnicodeDecodeError: it is not in this encoding.
    """
    return _text(read_bytes(file), encoding)


def sha256(file: Path) -> str:
    """The sha256 of the bytes of a regular file; empty where it cannot be read, whatever it is."""
    try:
        with opened(file) as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except OSError:
        return ""


def read_given(file: Path) -> bytes:
    """The bytes of a file that a user names, which may be a pipe that the shell made for it.

    ``wenbao eval <(head questions.jsonl)`` names one that its writer holds open already.

    Raises:
        OSError: as ``opened``.
    """
    return file.read_bytes() if _is_handed_on(file) else read_bytes(file)


def read_given_text(file: Path, encoding: str) -> str:
    """The text of such a file, its line ends as Python's own.

    Raises:
        OSError, UnicodeDecodeError: as ``read_text``.
    """
    return _text(read_given(file), encoding)


def check(file: Path, mode: int, data: io.BufferedReader | None = None) -> None:
    """Refuse what is no regular file.

    Args:
        file: its path, for the message.
        mode: its ``st_mode``.
        data: closed where it is refused.

    Raises:
        OSError: it is none; ``filename`` is its path.
    """
    if stat.S_ISREG(mode):
        return
    if data is not None:
        data.close()
    kind = _KINDS.get(stat.S_IFMT(mode), "something else")
    raise OSError(errno.EINVAL, f"it is {kind}, not a file", str(file))


def _text(data: bytes, encoding: str) -> str:
    return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | _NOT_WAITING | _NOT_A_TERMINAL)


def _is_handed_on(file: Path) -> bool:
    """Whether a name stands for what this process has open already: ``/dev/fd/63``."""
    folder = Path(os.path.realpath(file.parent))
    return folder.name == "fd" and folder.parts[:2] in {("/", "proc"), ("/", "dev")}
