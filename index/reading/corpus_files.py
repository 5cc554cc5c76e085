"""Finds the files below the paths of a corpus, names them, and refuses what is no file."""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.platform import shortage
from index.reading.formats.registry import READERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def find(paths: Sequence[Path]) -> tuple[tuple[Path, str], ...]:
    """The files below ``paths``, each with the name to show, in the order of their names.

    Hidden files and folders are passed over. All others are listed whatever they are, so that
    reading one says what is wrong with it: files of other types, links that lead nowhere, links to
    folders (which are not followed: they may lead round in a circle, or to all of a disk), and
    folders that cannot be listed.

    Raises:
        CorpusError: a path does not exist, or nothing is there to read.
    """
    names: dict[Path, str] = {}
    for path in paths:
        if stat.S_ISDIR(_mode(path)):
            for file in _files_below(path):
                names.setdefault(_real(file), shown(file.relative_to(path)))
        elif _mode(path, follow_symlinks=False):
            names.setdefault(_real(path), shown(Path(path.name)))
        else:
            raise CorpusError(
                f"{shown(path)} does not exist: give a report, or a folder of reports"
            )
    if not names:
        raise CorpusError(
            f"no report in {', '.join(map(shown, paths))}: put {' or '.join(READERS)} files there"
        )
    return tuple(sorted(names.items(), key=lambda item: item[1]))


def shown(path: Path) -> str:
    """A path as a part of a line: composed, with code points for what cannot be printed."""
    text = unicodedata.normalize("NFC", path.as_posix())
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)


def _files_below(folder: Path) -> Iterator[Path]:
    unlisted: list[Path] = []

    def note(error: OSError) -> None:
        shortage.check(error, folder)
        unlisted.append(Path(error.filename))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if _is_link(Path(parent, name))]
        files = [name for name in names if not name.startswith(".")]
        yield from (Path(parent, name) for name in (*linked, *files))
    yield from unlisted


def _real(file: Path) -> Path:
    """Where a file lies, links resolved; of what is no file, its own place."""
    if stat.S_ISREG(_mode(file)):
        return Path(os.path.realpath(file))
    return Path(os.path.realpath(file.parent), file.name)


def _is_link(path: Path) -> bool:
    return stat.S_ISLNK(_mode(path, follow_symlinks=False))


def _mode(path: Path, *, follow_symlinks: bool = True) -> int:
    """The mode of what lies there, as ``os.stat`` tells it; 0 where it cannot be reached."""
    try:
        return path.stat(follow_symlinks=follow_symlinks).st_mode
    except (OSError, ValueError):  # the latter: a NUL in the path
        return 0


def check_place(file: Path, name: str) -> None:
    """Refuse what lies where a report should, and is no file.

    Raises:
        CorpusError: a link leads to no file, a folder cannot be listed, or a pipe would never end.
        OSError: it is not there (any more).
    """
    is_link = stat.S_ISLNK(file.lstat().st_mode)
    if file.is_dir():
        if is_link:
            raise CorpusError(
                f"{name} is a link to the folder {_target(file)}, and links to folders are not "
                "followed: name that folder itself, beside this one, or put its reports here"
            )
        _check_listing(file, name)
    elif is_link and not file.exists():
        raise CorpusError(
            f"{name} is a link to {_target(file)}, which cannot be reached: "
            "mend the link, or delete it"
        )
    elif not file.is_file():
        raise CorpusError(f"{name} is no regular file: put the report itself there")


def _check_listing(folder: Path, name: str) -> None:
    try:
        os.scandir(folder).close()
    except OSError as error:
        shortage.check(error, folder)
        raise CorpusError(
            f"the folder {name} cannot be listed ({error.strerror}): "
            "mend its permissions, or take it out of the corpus"
        ) from error


def _target(link: Path) -> str:
    return shown(link.readlink())
