"""Where is kept what was made once and can be made again: one folder for all of it.

What is handed settings hands a folder on. What is not (the words of jieba, the notes of what was
verified) asks here, where the edge of a program tells once which folder its settings name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class _Chosen:
    """The folder of this process; one reference, which threads read and set as a whole."""

    folder: Path | None = None


_chosen = _Chosen()


def use(folder: Path | None) -> None:
    """Keep what this process makes in a folder; ``None`` stands for the user's own."""
    _chosen.folder = folder


def folder(named: Path | None = None) -> Path:
    """The folder that is named, else the one in use, else the user's own."""
    return named or _chosen.folder or user_cache_path("wenbao", appauthor=False)
