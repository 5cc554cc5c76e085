"""Files of the corpus: which lie below the paths asked for, under which names, and what is no file."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.platform import shortage
from index.reading.corrections import FILE_NAME
from index.reading.corrections.lookup import Place
from index.reading.formats import registry
from index.storage.walk import is_folder, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_OR_ALONE = "; nothing is built without it: make it reachable, or name the others alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A file of the corpus.

    ``file`` is where it lies, links resolved; ``name`` the one to show, which no other file has;
    ``place`` its place below the path that was asked for.
    """

    file: Path
    name: str
    place: Place


def find(paths: Sequence[Path]) -> tuple[tuple[Path, str], ...]:
    """The files below ``paths``, each with the name to show, as ``listing`` tells them."""
    return tuple((each.file, each.name) for each in listing(paths))


def listing(paths: Sequence[Path]) -> tuple[Listed, ...]:
    """The files below ``paths``, in the order of their names.

    Hidden files and folders are passed over, files of corrections, and an index that lies there. All others are listed
    whatever they are, so that reading one says what is wrong with it: files of other types, links
    that lead nowhere, links to folders (which are not followed: they may lead round in a circle, or
    to all of a disk), and folders that cannot be listed.

    A file below two of the paths is listed once, by the outermost. Files that are called the same
    below two of them are shown with as much of the paths as tells these apart.

    Raises:
        CorpusError: one of the paths does not exist, cannot be listed, or holds nothing to read. A
            share that is away looks like that: without it the others would be a smaller corpus.
    """
    files: dict[Path, Listed] = {}
    for path in sorted(paths, key=lambda path: len(Path(os.path.realpath(path)).parts)):
        for each in _listed(path, among_others=len(paths) > 1):
            files.setdefault(each.file, each)
    return tuple(sorted(_told_apart(list(files.values())), key=lambda each: each.name))


def _listed(path: Path, *, among_others: bool) -> Iterator[Listed]:
    """The files of one of the paths."""
    if stat.S_ISDIR(_mode(path)):
        _check_root(path, among_others=among_others)
        for file in _files_below(path):
            below = file.relative_to(path)
            yield Listed(file=_real(file), name=shown(below), place=Place(folder=path, below=below))
    elif _mode(path, follow_symlinks=False):
        place = Place(folder=path.parent, below=Path(path.name), is_alone=True)
        yield Listed(file=_real(path), name=shown(place.below), place=place)
    else:
        raise CorpusError(
            f"{shown(path)} does not exist: give a report, or a folder of reports"
            f"{_OR_ALONE if among_others else ''}"
        )


def _check_root(path: Path, *, among_others: bool) -> None:
    """Refuse a folder that cannot be listed, or in which nothing is to be read."""
    try:
        os.scandir(path).close()
    except OSError as error:
        shortage.check(error, path)
        raise CorpusError(
            f"the folder {shown(path)} cannot be listed ({error.strerror}): mend its permissions"
            f"{_OR_ALONE if among_others else ''}"
        ) from error
    if next(_files_below(path), None) is None:
        raise CorpusError(
            f"no report in {shown(path)}: put files there ({', '.join(registry.suffixes())})"
            f"{_OR_ALONE if among_others else ''}"
        )


def _told_apart(files: Sequence[Listed]) -> Iterator[Listed]:
    """The files, those of one name with their folders' names before it."""
    n_named = Counter(each.name for each in files)
    folders = {each.place.folder for each in files}
    given = set(n_named)
    for each in files:
        if n_named[each.name] == 1:
            yield each
            continue
        longer = f"{_label(each.place.folder, folders)}/{each.name}"
        if longer in given:  # as another file is called
            longer = shown(Path(os.path.realpath(each.place.folder)) / each.place.below)
        yield replace(each, name=longer)


def _label(folder: Path, folders: Iterable[Path]) -> str:
    """As many of the last parts of a folder's path as no other folder's path ends in."""
    own = Path(os.path.realpath(folder)).parts
    others = [Path(os.path.realpath(other)).parts for other in folders]
    others = [parts for parts in others if parts != own]
    n_parts = 1
    while n_parts < len(own) and any(parts[-n_parts:] == own[-n_parts:] for parts in others):
        n_parts += 1
    return shown(Path(*own[-n_parts:]))


def places(paths: Sequence[Path], name: str) -> Iterator[Place]:
    """Where a file may lie for ``listing`` to show it by this name; nothing is looked at.

    A name that spells what cannot be printed, or begins at the root, is listed but not told here.
    """
    parts = Path(name).parts
    for path in paths:
        own = path.parts
        if own[-len(parts) :] == parts:
            yield Place(folder=path.parent, below=Path(path.name), is_alone=True)
        yield Place(folder=path, below=Path(name))
        for n_parts in range(1, len(parts)):  # told apart by so many parts of its folder's path
            if own[-n_parts:] == parts[:n_parts]:
                yield Place(folder=path, below=Path(*parts[n_parts:]))


def shown(path: Path) -> str:
    """A path as a part of a line: composed, with code points for what cannot be printed."""
    text = unicodedata.normalize("NFC", path.as_posix())
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)


def _files_below(folder: Path) -> Iterator[Path]:
    unlisted: list[Path] = []

    def note(path: str, error: OSError) -> None:
        shortage.check(error, folder)
        unlisted.append(Path(path))

    for _, entries in walk(str(folder), note):
        for entry in entries:
            if entry.name != FILE_NAME and not is_folder(entry):
                yield Path(entry.path)
    yield from unlisted


def _real(file: Path) -> Path:
    """Where a file lies, links resolved; of what is no file, its own place."""
    if stat.S_ISREG(_mode(file)):
        return Path(os.path.realpath(file))
    return Path(os.path.realpath(file.parent), file.name)


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
