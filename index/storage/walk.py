"""The one walk through a corpus: each folder with what lies in it and may be a part of the corpus.

Hidden files and folders are none of it, and neither is an index that lies in the corpus, or beside its
reports.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from index.storage import layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_OF_INDEX = frozenset({layout.POINTER, layout.LOCK, layout.ENCODERS, layout.GENERATIONS})


def walk(
    root: str, unlisted: Callable[[str, OSError], None]
) -> Iterator[tuple[str, Sequence[os.DirEntry[str]]]]:
    """Each folder below one, itself first, with its entries; links to folders are not followed.

    Args:
        root: the folder.
        unlisted: is told of each folder that cannot be listed, unless it was removed meanwhile.
    """
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as found:
                entries = _of_corpus([*found])
        except FileNotFoundError as error:
            if folder == root:  # else it was removed after it was listed
                unlisted(folder, error)
            continue
        except OSError as error:
            unlisted(folder, error)
            continue
        folders += [entry.path for entry in entries if is_folder(entry)]
        yield folder, entries


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder itself, and no link to one."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _of_corpus(entries: Sequence[os.DirEntry[str]]) -> list[os.DirEntry[str]]:
    names = {entry.name for entry in entries}
    is_index = layout.GENERATIONS in names and names & {layout.POINTER, layout.LOCK}
    own = _OF_INDEX if is_index else frozenset()
    return [each for each in entries if not each.name.startswith(".") and each.name not in own]
