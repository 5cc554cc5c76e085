"""Folders that are made aside and renamed: whoever looks finds one whole, or none."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from index.platform import durable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def aside(part: Path) -> Iterator[Path]:
    """A path to make a folder at; what is left there in the end is removed.

    Args:
        part: the path. What lies there is left over from a process that was killed: nobody else
            uses it, by a lock or by a name of its own.
    """
    if part.exists():
        shutil.rmtree(part)
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)  # what went wrong matters more than a leftover


@contextlib.contextmanager
def replacing(target: Path, part: Path) -> Iterator[Path]:
    """A path to make a folder at that takes a name once it is on the disk, unless making it fails.

    Args:
        target: its name. What has it now, be it damaged or of a cache swept file by file, is
            removed first.
        part: where to make it, as of ``aside``; in the same folder.
    """
    with aside(part):
        if target.exists():
            target.rename(part)  # removed under its name, it would be half a folder for a while
            shutil.rmtree(part)
        yield part
        durable.sync_all(part)
        part.rename(target)
        durable.sync_folder(target.parent)
