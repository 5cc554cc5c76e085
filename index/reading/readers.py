"""Files of the corpus to text: one function for each file type.

To add a type, write a function from bytes to ``Extract`` and name its suffix in ``READERS``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from index.errors import CorpusError
from index.language.text import decode
from index.platform import shortage
from index.types import Heading, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token


_ENDS_PARAGRAPH = re.compile(r"[。！？!?：:][”’』」）)】]*$")
_BROKEN_FIGURE = re.compile(r"[0-9]\.?$")
_MIN_BROKEN_CHARS = 25  # a line that was broken for its length is longer
_LINE_END_CHARS = 64  # of a line, in which is looked for how it ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The text of a file, and what its format marks as headings."""

    text: str
    headings: tuple[Heading, ...] = ()


def read_plain_text(data: bytes, name: str) -> Extract:
    """Read a ``.txt`` file, in any encoding that ``decode`` knows."""
    return Extract(text=decode(data, name))


def read_markdown(data: bytes, name: str) -> Extract:
    """Read a ``.md`` file: the words without their marks, each block one line (CommonMark)."""
    lines: list[str] = []
    headings: list[Heading] = []
    at = 0
    for text, level in _markdown_lines(
        MarkdownIt("commonmark").enable("table"), decode(data, name)
    ):
        if level:
            headings.append(Heading(level=level, title=text, start=at, end=at + len(text)))
        lines.append(text)
        at += len(text) + 1
    return Extract(text="\n".join(lines), headings=tuple(headings))


def _markdown_lines(parser: MarkdownIt, text: str) -> Iterator[tuple[str, int]]:
    """Each line of each block with its heading level, 0 for all but headings."""
    level = 0
    marker = ""
    cells: list[str] = []
    in_row = False
    for token in parser.parse(text):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            cells, in_row = [], True
        elif token.type == "tr_close":
            in_row = False
            yield "\t".join(cells), 0
        elif token.type == "inline" and in_row:
            cells.append(_words(token.children or ()).replace("\n", " "))
        elif token.type == "inline":
            words = marker + _words(token.children or ())
            yield from ((line, level) for line in words.split("\n") if line.strip())
            level, marker = 0, ""
        elif token.content:  # code and HTML blocks: text like any other
            yield from ((line, 0) for line in token.content.splitlines() if line.strip())


def _words(tokens: Iterable[Token]) -> str:
    """The text of inline tokens; a line broken inside a sentence is joined again.

    Many reports are saved as Markdown with a paragraph a line and no empty line between: a line
    that ends as a sentence does, or is as short as a heading, is a paragraph of its own.
    """
    pieces: list[str] = []
    line = ""  # the end of the last line
    broken = False
    for token in tokens:
        words = "\n" if token.type == "hardbreak" else token.content
        if token.children:
            words = _words(token.children)
        joint = _joint(line, words) if broken and words else ""
        broken = token.type == "softbreak" or (broken and not words)
        pieces += joint, words
        line = f"{line}{joint}{words[-_LINE_END_CHARS:]}".rpartition("\n")[2][-_LINE_END_CHARS:]
    return "".join(pieces)


def _joint(line: str, after: str) -> str:
    """What stands for a line's end between two lines of one Markdown paragraph.

    ``line`` is the end of the first.
    """
    if _ENDS_PARAGRAPH.search(line) or len(line) < _MIN_BROKEN_CHARS:
        return "\n"
    if _BROKEN_FIGURE.search(line) and after[0].isdigit():
        return ""
    # Chinese is set without spaces: only between Latin words does a line end mean one.
    return " " if line[-1:].isascii() and after[0].isascii() else ""


READERS: Mapping[str, Callable[[bytes, str], Extract]] = MappingProxyType(
    {".txt": read_plain_text, ".md": read_markdown, ".markdown": read_markdown}
)


def read(file: Path, name: str) -> Source:
    """Read one file; ``name`` is the path to show for it.

    Raises:
        CorpusError: the file cannot be read, decoded, or is of no known type; what ``find`` listed
            is a link that leads to no file, or a folder that cannot be listed.
    """
    try:
        _check_place(file, name)
    except OSError as error:
        raise _unreadable(name, error) from error
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise CorpusError(
            f"{name} is of a type that cannot be read ({file.suffix or 'no suffix'}): "
            f"save it as one of {', '.join(READERS)}"
        )
    try:
        data = file.read_bytes()
        saved = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC).date()
    except OSError as error:
        shortage.check(error, file)
        raise _unreadable(name, error) from error
    extract = reader(data, name)
    if not extract.text.strip():  # Markdown of nothing but marks
        raise CorpusError(f"{name} is empty: delete it, or save the report into it again")
    return Source(
        id=hashlib.sha256(data).hexdigest(),
        path=name,
        text=extract.text,
        headings=extract.headings,
        saved=saved,
    )


def find(paths: Sequence[Path]) -> tuple[tuple[Path, str], ...]:
    """The files below ``paths``, each with the name to show, in the order of their names.

    Hidden files and folders are passed over. All others are listed whatever they are, so that
    reading one says what is wrong with it: files of other types, links that lead nowhere, links to
    folders (which are not followed: they may lead round in a circle, or to all of a disk), and
    folders that cannot be listed.

    Raises:
        CorpusError: a path does not exist, or nothing is there to read.
    """
    found: dict[Path, str] = {}
    for path in paths:
        if stat.S_ISDIR(_mode(path)):
            for file in _files_below(path):
                found.setdefault(_real(file), shown(file.relative_to(path)))
        elif _mode(path, follow_symlinks=False):
            found.setdefault(_real(path), shown(Path(path.name)))
        else:
            raise CorpusError(
                f"{shown(path)} does not exist: give a report, or a folder of reports"
            )
    if not found:
        raise CorpusError(
            f"no report in {', '.join(map(shown, paths))}: put {' or '.join(READERS)} files there"
        )
    return tuple(sorted(found.items(), key=lambda item: item[1]))


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


def _check_place(file: Path, name: str) -> None:
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


def _unreadable(name: str, error: OSError) -> CorpusError:
    return CorpusError(f"{name} cannot be read: {error.strerror or error}")
