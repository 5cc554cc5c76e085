"""What is forced out to the disk, and by when."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def watched(monkeypatch: pytest.MonkeyPatch, step: str) -> tuple[set[int], set[int]]:
    """Inodes, filled as it goes: those forced out so far, and those before ``Path.<step>`` ran."""
    synced: set[int] = set()
    by_then: set[int] = set()
    fsync, moved = os.fsync, getattr(Path, step)

    def recording(descriptor: int) -> None:
        synced.add(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    def moving(self: Path, target: Path) -> Path:
        by_then.update(synced)
        found: Path = moved(self, target)
        return found

    monkeypatch.setattr(os, "fsync", recording)
    monkeypatch.setattr(Path, step, moving)
    return synced, by_then
