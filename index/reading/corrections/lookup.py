"""Which correction is of which file: that of the file of corrections nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from index.reading import corrections
from index.reading.corrections import FILE_NAME, Entries, key, quoted, shown
from index.reading.head.correction import NOTHING, Correction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_ALIKE = 0.75  # of two names, one of which is meant for the other
_MAX_UNUSED = 20  # entries of one file that are told of


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a file of the corpus lies.

    ``folder`` is the path asked for that it lies below, ``below`` its path from there. ``is_alone``
    tells that the file itself was asked for: ``folder`` is the one that it lies in.
    """

    folder: Path
    below: Path
    is_alone: bool = False


class Lookup:
    """The corrections that lie beside the files of a corpus, and above them in its folders.

    Raises:
        CorpusError: one of the files of corrections cannot be read as a whole.
    """

    def __init__(self, files: Sequence[Place]) -> None:
        self._names: dict[Path, set[str]] = {}  # what lies below each folder
        self._whole: set[Path] = set()  # the folders all of whose files are known
        for each in files:
            for folder in _folders(each):
                self._names.setdefault(folder, set()).add(_name(each, folder))
                if not each.is_alone:
                    self._whole.add(folder)
        self._entries: dict[Path, Entries] = {
            folder: corrections.load(folder) for folder in self._names
        }

    def of(self, file: Place) -> Correction:
        """The correction of a file; one of nothing where there is none."""
        entry = self._entry(file)
        return NOTHING if entry is None else self._entries[entry[0]].corrections[entry[1]]

    def knows(self, file: Place) -> bool:
        """Whether there is an entry for a file, of whatever it holds."""
        return self._entry(file) is not None

    def home(self, file: Place) -> tuple[Path, str]:
        """The folder in which a file is corrected, or is to be, and what it is called there."""
        return self._entry(file) or (file.folder, _name(file, file.folder))

    def _entry(self, file: Place) -> tuple[Path, str] | None:
        """Where the entry of a file stands, and under which name."""
        for folder in _folders(file):
            name = _name(file, folder)
            if name in self._entries[folder].corrections:
                return folder, name
        return None

    def problems(self) -> tuple[str, ...]:
        """A line for each entry that cannot be read."""
        return tuple(line for each in self._entries.values() for line in each.problems)

    def unused(self) -> tuple[str, ...]:
        """A line for each entry of a file that is not there."""
        return tuple(line for folder in self._entries for line in self._unused_in(folder))

    def _unused_in(self, folder: Path) -> Iterator[str]:
        names = self._names[folder]
        unused = [name for name in self._entries[folder].corrections if name not in names]
        if folder not in self._whole:
            return
        place = shown(folder / FILE_NAME)
        for name in unused[:_MAX_UNUSED]:
            yield f"{place}: [{quoted(name)}] there is no such file below it{_hint(name, names)}"
        if len(unused) > _MAX_UNUSED:
            yield f"{place}: and {len(unused) - _MAX_UNUSED} more of the kind"


def _folders(file: Place) -> Iterator[Path]:
    """The folders whose corrections count for a file, the nearest first."""
    if not file.is_alone:
        for parent in list(file.below.parents)[:-1]:
            yield file.folder / parent
    yield file.folder


def _name(file: Place, folder: Path) -> str:
    """What a file is called below a folder."""
    return key((file.folder / file.below).relative_to(folder).as_posix())


def _hint(name: str, names: set[str]) -> str:
    """What an entry may be meant for: a file of that name elsewhere, or of one much like it."""
    own = name.rpartition("/")[2]
    moved = sorted(each for each in names if each.rpartition("/")[2] == own)
    near = moved or get_close_matches(name, sorted(names), 1, _ALIKE)
    if not near:
        return ": rename the entry as the file is called, or delete it"
    return f": did you mean {quoted(near[0])}?"
