"""What a file is, told by its bytes; what it is called may be wrong."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD_BYTES = 4096
_PDF_WITHIN = 1024  # bytes before %PDF that readers put up with
_HTML = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<table[\s>]|<meta\s|<div[\s>]|<p[\s>]",
    re.IGNORECASE,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in an OLE file, as it stores them.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_MHTML = re.compile(rb"^(?:From: |MIME-Version: )", re.IGNORECASE | re.MULTILINE)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_OTHER_IMAGES = (b"GIF8", b"\0\0\0\x0cjP  ", b"8BPS", b"II+\0", b"MM\0+")
_BRANDS = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_BMP_HEADS = (12, 40, 52, 56, 64, 108, 124)  # bytes of what follows a bitmap's first 14


class FileKind(StrEnum):
    """The kinds of files that are told apart."""

    TEXT = "text"
    HTML = "a web page"
    MHTML = "a web archive"
    PDF = "a PDF"
    DOCX = "a Word file"
    DOC = "an old Word or WPS file"
    XLSX = "an Excel file"
    XLS = "an old Excel file"
    ODT = "an OpenDocument text"
    RTF = "rich text"
    IMAGE = "an image"
    OTHER_IMAGE = "an image of another kind"
    ZIP = "a zip"
    ENCRYPTED = "an office file protected by a password"
    OLE = "an office file"
    EMPTY = "empty"


def kind_of(data: bytes) -> FileKind:
    """What the bytes of a file are; text where nothing tells otherwise."""
    head = data[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        return FileKind.EMPTY if not data.strip() else FileKind.TEXT
    for starts, kind in _STARTS.items():
        if data.startswith(starts):
            told = kind(data) if callable(kind) else kind
            if told is not FileKind.TEXT:
                return told
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return FileKind.PDF
    if _MHTML.match(head) and b"multipart/related" in head.lower():
        return FileKind.MHTML
    return FileKind.HTML if _HTML.search(head) and head.startswith(b"<") else FileKind.TEXT


def _in_bitmap(data: bytes) -> FileKind:
    """A bitmap, or a text that begins with BM."""
    is_bitmap = int.from_bytes(data[14:18], "little") in _BMP_HEADS
    return FileKind.IMAGE if is_bitmap else FileKind.TEXT


def _in_riff(data: bytes) -> FileKind:
    return FileKind.IMAGE if data[8:12] == b"WEBP" else FileKind.TEXT


def _in_boxes(data: bytes) -> FileKind:
    """What telephones photograph in, told by the brand in its first box."""
    return FileKind.OTHER_IMAGE if data[4:12] in _BRANDS else FileKind.TEXT


def _in_zip(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lstrip("/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # Cut off: its list, which stands at its end, is gone; its first parts tell what it was.
        names = {name for name in ("word/", "xl/") if name.encode() in data[: _HEAD_BYTES * 16]}
    if any(name.startswith("word/") for name in names):
        return FileKind.DOCX
    if any(name.startswith("xl/") for name in names):
        return FileKind.XLSX
    return FileKind.ODT if "content.xml" in names and "mimetype" in names else FileKind.ZIP


def _in_ole(data: bytes) -> FileKind:
    if _ENCRYPTED in data:
        return FileKind.ENCRYPTED
    if _WORD in data:
        return FileKind.DOC
    return FileKind.XLS if any(name in data for name in _BOOKS) else FileKind.OLE


_STARTS: dict[bytes | tuple[bytes, ...], FileKind | Callable[[bytes], FileKind]] = {
    (b"PK\x03\x04", b"PK\x05\x06"): _in_zip,
    _OLE: _in_ole,
    b"{\\rtf": FileKind.RTF,
    _IMAGES: FileKind.IMAGE,
    _OTHER_IMAGES: FileKind.OTHER_IMAGE,
    b"BM": _in_bitmap,
    b"RIFF": _in_riff,
    b"\0\0\0": _in_boxes,
}
