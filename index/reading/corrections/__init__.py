"""``reports.toml``: what a user corrects of the reports beside it, each by its file's name.

A file that cannot be read as a whole stops a build before it publishes: an index without its
corrections would answer from wrong years. An entry that cannot be read is told of, and the rest is
taken. Nothing in the file is run, and its size is bounded.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CorpusError, first_line
from index.language.text import decode, visible
from index.platform import durable, regular_files, shortage
from index.reading.head import correction as heads
from index.reading.head.correction import Correction

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FILE_NAME", "Correction", "Entries", "add", "key", "load", "read", "write"]

FILE_NAME = "reports.toml"
MAX_BYTES = 1 << 20
_MAX_LINE_CHARS = 4096
_MAX_LINE_DOTS = 100
_MAX_PROBLEMS = 20  # that are told of one file
_FORM = 'names and texts stand in straight quotes, as in ["年报/甲.docx"] and place = "唐县"'
_MAX_NAME_CHARS = 120
_writing = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """The corrections of a folder's file by the names of the reports' files, and what is wrong."""

    corrections: Mapping[str, Correction]
    problems: tuple[str, ...] = ()  # a line each


def read(folder: Path) -> Mapping[str, Correction]:
    """The corrections of the reports in a folder, by their files' names below it.

    Raises:
        CorpusError: the file is there, and cannot be read as a whole.
    """
    return load(folder).corrections


def load(folder: Path) -> Entries:
    """The corrections of the reports in a folder, and a line for each that cannot be read.

    Raises:
        CorpusError: the file is there, and cannot be read as a whole.
    """
    file = folder / FILE_NAME
    text = text_of(file)
    if not text:
        return Entries(corrections={})
    try:
        _check_lines(text)
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _broken(file, f"{first_line(error)}; {_FORM}") from error
    corrections: dict[str, Correction] = {}
    problems: list[str] = []
    for name, values in table.items():
        wrong: tuple[str, ...]
        if not isinstance(values, dict):
            wrong = ('is no entry: write the name of a file before it, as in ["甲.docx"]',)
        elif key(name) in corrections:
            wrong = ("is there twice, under names that look alike: delete one",)
        else:
            corrections[key(name)], wrong = heads.of_values(values)
        problems += [f"{shown(file)}: [{quoted(name)}] {each}" for each in wrong]
    return Entries(corrections=corrections, problems=_first(problems, file))


def write(folder: Path, name: str, correction: Correction) -> None:
    """Make ``correction`` all that is corrected of a report; one of nothing takes its entry out.

    The other entries and the comments stay as they are. After a power cut the file is whole: this
    one, or the one before.

    Args:
        folder: the corpus folder.
        name: the report's file below it.
        correction: what to correct; what is ``None`` is no longer corrected.

    Raises:
        CorpusError: the file is there and cannot be read, or it cannot be written; or a text of
            the correction is none that could be read again.
    """
    # tomlkit is loaded where something is written, not where a question is answered.
    from index.reading.corrections import entries  # noqa: PLC0415

    with _writing:
        file = folder / FILE_NAME
        load(folder)  # what cannot be read is not written over
        values = heads.to_values(correction)
        for problem in heads.of_values(values)[1]:
            raise CorpusError(f"{shown(file)}: [{quoted(name)}] {problem}")
        save(file, entries.replaced(text_of(file), key(name), values, key))


def add(folder: Path, text: str, *, beginning: str = "") -> None:
    """Put entries, as the file writes them, after those that are there.

    Args:
        folder: the corpus folder.
        text: the entries; none of them may be there already.
        beginning: what a file that is made for them begins with.

    Raises:
        CorpusError: as ``write``.
    """
    with _writing:
        load(folder)
        before = text_of(folder / FILE_NAME)
        save(folder / FILE_NAME, "\n".join(filter(None, (before.rstrip("\n") or beginning, text))))


def save(file: Path, text: str) -> None:
    """Write the text of a file of corrections durably, with the line ends that it has.

    Raises:
        CorpusError: it cannot be written, or grows too large.
    """
    file = Path(os.path.realpath(file))  # a link stays one
    part = file.with_name(f".{file.name}.{os.getpid()}.new")  # hidden: no report of the folder
    try:
        before = _bytes(file)
        data = text.replace("\n", "\r\n" if b"\r\n" in before else "\n").encode()
        if len(data) > MAX_BYTES:
            raise CorpusError(f"{shown(file)} would be larger than {MAX_BYTES >> 20} MiB")
        part.unlink(missing_ok=True)
        durable.write(part, data)
        if file.exists():
            shutil.copymode(file, part)
        part.replace(file)
        durable.sync_folder(file.parent)
    except UnicodeEncodeError as error:
        raise CorpusError(
            f"{shown(file)} cannot hold a name that is no UTF-8: rename the report's file"
        ) from error
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        shortage.check(error, file)
        raise CorpusError(
            f"{shown(file)} cannot be written ({error.strerror or error}): "
            "mend the permissions of its folder"
        ) from error


def key(name: str) -> str:
    """A file's name as entries are looked up by: composed, with slashes between its folders."""
    return unicodedata.normalize("NFC", name).replace("\\", "/").removeprefix("./")


def text_of(file: Path) -> str:
    """The text of a file of corrections; empty where there is none.

    Raises:
        CorpusError: it cannot be read.
    """
    try:
        data = _bytes(file)
    except OSError as error:
        shortage.check(error, file)
        raise _broken(file, error.strerror or str(error)) from error
    if len(data) > MAX_BYTES:
        raise _broken(file, f"it is larger than {MAX_BYTES >> 20} MiB")
    try:
        return decode(data, FILE_NAME) if data.strip() else ""
    except CorpusError as error:
        raise _broken(file, "it is no text in UTF-8") from error


def shown(file: Path) -> str:
    """The path of a file of corrections as a part of a line."""
    return visible(unicodedata.normalize("NFC", file.as_posix()))


def _bytes(file: Path) -> bytes:
    """What the file holds, up to one byte too many."""
    try:
        with regular_files.opened(file) as data:
            return data.read(MAX_BYTES + 1)
    except FileNotFoundError:
        if os.path.lexists(file):  # a link to nowhere, as to a share that is away
            raise
        return b""


def _broken(file: Path, why: str) -> CorpusError:
    return CorpusError(
        f"{shown(file)} cannot be read ({why}): mend it, or move it away to do without corrections"
    )


def _check_lines(text: str) -> None:
    """Refuse names of very many parts (``a.a.a…``), for which TOML's reader takes all memory.

    Raises:
        ValueError: a line is too long, or holds too many dots.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        n_dots = 0 if line.lstrip().startswith("#") else line.count(".")
        if len(line) > _MAX_LINE_CHARS or n_dots > _MAX_LINE_DOTS:
            raise ValueError(f"too long a line (at line {number})")


def _first(problems: list[str], file: Path) -> tuple[str, ...]:
    """The problems, of very many the first."""
    left_out = len(problems) - _MAX_PROBLEMS
    if left_out > 0:
        problems[_MAX_PROBLEMS:] = [f"{shown(file)}: and {left_out} more of the kind"]
    return tuple(problems)


def quoted(name: str) -> str:
    """A report's name as the file writes it, short enough for a line."""
    name = visible(name if len(name) <= _MAX_NAME_CHARS else f"{name[:_MAX_NAME_CHARS]}…")
    name = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{name}"'
