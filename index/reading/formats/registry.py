"""The registry of formats: which reader reads what, by its bytes, and texts by their suffix."""

from __future__ import annotations

import importlib
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, cast

from index.errors import CorpusError
from index.reading.formats.kinds import FileKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.reading.formats.extract import Extract, Reader
    from index.reading.formats.recognition.process import Scans


class ScanReader(Protocol):
    """Turns the bytes of a file into its text, also where its pages are pictures."""

    def __call__(self, data: bytes, name: str, scans: Scans | None, /) -> Extract:
        """Read ``data``; ``name`` is the path to show for the file."""
        ...


# Modules beside this one, imported when a file needs them: a folder of texts needs none of the
# libraries for the others.
READERS: Mapping[FileKind, str] = MappingProxyType(
    {
        FileKind.DOCX: "docx",
        FileKind.PDF: "pdf",
        FileKind.HTML: "html",
        FileKind.MHTML: "mhtml",
        FileKind.DOC: "office",
        FileKind.RTF: "office",
        FileKind.ODT: "office",
        FileKind.XLSX: "xlsx",
        FileKind.XLS: "xls",
        FileKind.IMAGE: "image",
    }
)
_SCANNED = frozenset({"pdf", "image"})  # modules whose files may hold pictures of pages
TEXTS: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "plain_text",
        ".md": "markdown",
        ".markdown": "markdown",
        ".csv": "comma_separated",
        ".tsv": "comma_separated",
    }
)
# The suffixes of each kind, the usual one first; a message lists them in this order.
SUFFIXES: Mapping[FileKind, tuple[str, ...]] = MappingProxyType(
    {
        FileKind.TEXT: tuple(TEXTS),
        FileKind.DOCX: (".docx", ".docm"),
        FileKind.PDF: (".pdf",),
        FileKind.HTML: (".html", ".htm", ".shtml", ".xhtml"),
        FileKind.MHTML: (".mht", ".mhtml"),
        FileKind.DOC: (".doc", ".wps"),
        FileKind.RTF: (".rtf",),
        FileKind.ODT: (".odt",),
        FileKind.XLSX: (".xlsx", ".xlsm"),
        FileKind.XLS: (".xls", ".et"),
        FileKind.IMAGE: (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"),
    }
)
_REFUSED: Mapping[FileKind, str] = MappingProxyType(
    {
        FileKind.EMPTY: "is empty: delete it, or save the report into it again",
        FileKind.ENCRYPTED: "is protected by a password: save it without one, and build again",
        FileKind.OTHER_IMAGE: "is a picture of a kind that is not read: save it as .png or .jpg",
        FileKind.ZIP: "is a zip: unpack it, and put the reports in it here",
        FileKind.OLE: "is an office file without a text: save it as .docx",
    }
)


_ZIPPED = frozenset({".docx", ".xlsx", ".xlsm", ".odt"})


def suffixes() -> tuple[str, ...]:
    """The suffixes of all files that are read."""
    return tuple(suffix for of_kind in SUFFIXES.values() for suffix in of_kind)


def module_of(data: bytes, name: str) -> tuple[str, str]:
    """The module that reads a file, by what its bytes are.

    Returns:
        Its name, and a line that tells where the file's suffix says another format; else empty.

    Raises:
        CorpusError: it is of no format that is read.
    """
    suffix = PurePosixPath(name).suffix.lower()
    kind = kind_of(data)
    if kind is FileKind.ZIP and suffix in _ZIPPED:
        raise CorpusError(
            f"{name} is a damaged {suffix}, or another zip: save it anew, or unpack it"
        )
    if kind in _REFUSED:
        raise CorpusError(f"{name} {_REFUSED[kind]}")
    if suffix not in suffixes():
        raise CorpusError(
            f"{name} is of a type that cannot be read ({suffix or 'no suffix'}): "
            f"save it as one of {', '.join(suffixes())}"
        )
    module = READERS.get(kind) or TEXTS.get(suffix, "plain_text")
    if suffix in SUFFIXES[kind]:
        return module, ""
    return module, f"{name} is {kind}, whatever its name says: it was read as such"


def read(module: str, data: bytes, name: str, scans: Scans | None = None) -> Extract:
    """What a module of this folder reads of a file; ``scans`` tells how pictures of pages are treated.

    Raises:
        CorpusError: it cannot be read, or is more than this machine can read.
    """
    try:
        if module in _SCANNED:
            return scan_reader(module)(data, name, scans)
        return reader(module)(data, name)
    except (RecursionError, MemoryError) as error:
        raise CorpusError(
            f"{name} is larger, or nested deeper, than this machine can read: split it"
        ) from error


def reader(module: str) -> Reader:
    """The reader in a module of this folder."""
    return cast("Reader", importlib.import_module(f"{__package__}.{module}").read)


def scan_reader(module: str) -> ScanReader:
    """The reader in a module of this folder that is told how to treat pictures of pages."""
    return cast("ScanReader", importlib.import_module(f"{__package__}.{module}").read)
