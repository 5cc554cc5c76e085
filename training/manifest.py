"""The manifest of what was fitted: the files that ship, their data and the commands, by sha256."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.records.conditions import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FILE = Path(__file__).with_name("manifest.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What a fit was made from; ``sha256`` is empty where it was not recorded.

    ``path`` is of the repository, or ``file`` a name in the user's own folder of data.
    """

    name: str
    about: str
    source: str
    licence: str
    sha256: str
    path: str = ""
    file: str = ""

    def __post_init__(self) -> None:
        if bool(self.path) == bool(self.file):
            raise ValueError(f"{self.name}: name either a path or a file")

    def place(self, folder: Path, root: Path = ROOT) -> Path:
        """Where it lies, given the user's folder of data."""
        return root / self.path if self.path else folder / self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """A file that a fit wrote and that ships."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is fitted at once: from which data, by which modules with their arguments."""

    name: str
    about: str
    data: tuple[Data, ...]
    commands: tuple[tuple[str, ...], ...]
    ships: tuple[Shipped, ...]


def load(file: Path = FILE) -> tuple[Part, ...]:
    """The parts of a manifest, in the order in which they are fitted."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    known = {each["name"]: Data(**each) for each in table["data"]}
    return tuple(_part(each, known) for each in table["parts"])


def _part(table: Mapping[str, Any], known: Mapping[str, Data]) -> Part:
    return Part(
        name=table["name"],
        about=table["about"],
        data=tuple(known[name] for name in table["data"]),
        commands=tuple(map(tuple, table["commands"])),
        ships=tuple(Shipped(**each) for each in table["ships"]),
    )


def changed(parts: Iterable[Part], root: Path = ROOT) -> Iterator[str]:
    """A line for each file of the repository that is not the one that the manifest names."""
    wanted = {each.path: each.sha256 for part in parts for each in part.ships}
    wanted |= {each.path: each.sha256 for part in parts for each in part.data if each.path}
    for path, sha256 in wanted.items():
        yield from _fault(root / path, path, sha256)


def lacking(part: Part, folder: Path, root: Path = ROOT) -> Iterator[str]:
    """A line for each of a part's data that is missing or of another sha256."""
    for each in part.data:
        place = each.place(folder, root)
        for fault in _fault(place, str(place), each.sha256):
            yield f"{fault} ({each.about}: {each.source})"


def _fault(place: Path, shown: str, sha256: str) -> Iterator[str]:
    if not place.exists():
        yield f"{shown} is missing"
    elif sha256 and digest(place) != sha256:
        yield f"{shown} has the sha256 {digest(place)}, not {sha256}"


def digest(place: Path) -> str:
    """The sha256 of a file; of a folder that of the lines ``sha256  name`` of its files."""
    if place.is_dir():
        files = sorted(file for file in place.rglob("*") if file.is_file())
        lines = (f"{digest(file)}  {file.relative_to(place).as_posix()}\n" for file in files)
        return hashlib.sha256("".join(lines).encode()).hexdigest()
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
