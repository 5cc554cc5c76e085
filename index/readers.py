"""Files of the corpus to text: one function for each file type.

To add a type, write a function from bytes to ``Extract`` and name its suffix in ``READERS``.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from index.errors import CorpusError
from index.text import decode
from index.types import Heading, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token


_ENDS_PARAGRAPH = re.compile(r"[。！？!?：:][”’』」）)】]*$")
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
    # Chinese is set without spaces: only between Latin words does a line end mean one.
    return " " if line[-1:].isascii() and after[0].isascii() else ""


READERS: Mapping[str, Callable[[bytes, str], Extract]] = MappingProxyType(
    {".txt": read_plain_text, ".md": read_markdown, ".markdown": read_markdown}
)


def read(file: Path, name: str) -> Source:
    """Read one file; ``name`` is the path to show for it.

    Raises:
        CorpusError: the file cannot be read, decoded, or is of no known type.
    """
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise CorpusError(
            f"{name} is of a type that cannot be read ({file.suffix or 'no suffix'}): "
            f"save it as one of {', '.join(READERS)}"
        )
    try:
        if file.exists() and not (file.is_file() or file.is_dir()):  # a pipe would never end
            raise CorpusError(f"{name} is no regular file: put the report itself there")
        data = file.read_bytes()
    except OSError as error:
        raise CorpusError(f"{name} cannot be read: {error.strerror or error}") from error
    extract = reader(data, name)
    if not extract.text.strip():  # Markdown of nothing but marks
        raise CorpusError(f"{name} is empty: delete it, or save the report into it again")
    return Source(
        id=hashlib.sha256(data).hexdigest(),
        path=name,
        text=extract.text,
        headings=extract.headings,
    )


def find(paths: Sequence[Path]) -> tuple[tuple[Path, str], ...]:
    """The files below ``paths``, each with the name to show, in the order of their names.

    Hidden files and folders are passed over. All others are listed whatever their type, so that
    reading one says what is wrong with it.

    Raises:
        CorpusError: a path does not exist, or nothing is there to read.
    """
    found: dict[Path, str] = {}
    for path in paths:
        if path.is_dir():
            for file in _files_below(path):
                found.setdefault(file.resolve(), _shown(file.relative_to(path)))
        elif path.exists():
            found.setdefault(path.resolve(), _shown(Path(path.name)))
        else:
            raise CorpusError(f"{path} does not exist: give a report, or a folder of reports")
    if not found:
        raise CorpusError(
            f"no report in {', '.join(map(str, paths))}: put {' or '.join(READERS)} files there"
        )
    return tuple(sorted(found.items(), key=lambda item: item[1]))


def _files_below(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise CorpusError(
            f"the folder {error.filename} cannot be listed ({error.strerror}): "
            "mend its permissions, or take it out of the corpus"
        )

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(parent, name) for name in names if not name.startswith("."))
        yield from (file for file in files if not (file.is_symlink() and not file.exists()))


def _shown(path: Path) -> str:
    """A path as it is shown: composed, and without what cannot be printed or encoded."""
    text = unicodedata.normalize("NFC", path.as_posix())
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
