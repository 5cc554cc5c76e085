"""Durable writes: after a power cut a file is on the disk whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import mmap
    from pathlib import Path


def write(file: Path, *parts: bytes | memoryview | mmap.mmap) -> None:
    """Write a file that nobody reads yet, one part after the other."""
    with file.open("wb") as out:
        for part in parts:
            out.write(part)
        out.flush()
        os.fsync(out.fileno())


def replace(file: Path, data: bytes) -> None:
    """Write a file that others may be reading: they find the one before, or this one."""
    part = file.with_name(f"{file.name}.new")
    part.unlink(missing_ok=True)  # whatever it is: to write into a pipe would wait
    write(part, data)
    part.replace(file)
    sync_folder(file.parent)


def sync_all(root: Path) -> None:
    """Force out a folder with all that is in it."""
    for path in root.rglob("*"):
        if path.is_file():
            sync_file(path)
    sync_folders(root)


def sync_file(file: Path) -> None:
    """Force out a file that was written."""
    with file.open("rb+") as data:
        os.fsync(data.fileno())


def sync_folders(root: Path) -> None:
    """Force out the names in a folder and in those below it."""
    for folder in (*(path for path in root.rglob("*") if path.is_dir()), root):
        sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Force out the names in a folder."""
    if os.name == "nt":  # Windows opens no folders, and keeps its own order of such writes
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
