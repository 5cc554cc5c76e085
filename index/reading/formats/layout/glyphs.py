"""The characters of a PDF's pages, where each of them stands."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from index.errors import CorpusError
from index.reading.formats.layout.page_kinds import PageKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PAGES = 3000
MAX_CHARS = 8_000_000  # of a file: four thousand pages full of text
MAX_PAGE_CHARS = 200_000
_NO_CHARACTERS = frozenset({0, 0xFFFE, 0xFFFF})
_NO_LETTERS = frozenset({"Cc", "Cs"})


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box in points, from the lower left corner of its page.

    ``baseline`` is the height of the line that it stands on; ``is_spaced`` tells that the file has a
    blank before it, which may be narrower than a gap that shows; ``is_doubtful`` that a machine read it
    and is not sure of it.
    """

    text: str
    baseline: float
    left: float
    bottom: float
    right: float
    top: float
    is_spaced: bool = False
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its size in points, its characters in the order of the file, and whether it is a picture."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    kind: PageKind = PageKind.TEXT


def pages(data: bytes, name: str) -> Iterator[Page]:
    """The pages of a PDF.

    Raises:
        CorpusError: it is broken, protected by a password, or too long.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise CorpusError(
                f"{name} is protected by a password: save it without one, and build again"
            ) from error
        raise CorpusError(
            f"{name} is a PDF that is broken or not whole: fetch it anew, or print it to PDF again"
        ) from error
    try:
        if len(document) > MAX_PAGES:
            raise CorpusError(f"{name} has more than {MAX_PAGES} pages: split it")
        n_chars = 0
        for number in range(len(document)):
            page = _page(document, number, name)
            n_chars += len(page.glyphs)
            if n_chars > MAX_CHARS:
                raise _too_many(name)
            yield page
    finally:
        document.close()


def _too_many(name: str) -> CorpusError:
    return CorpusError(f"{name} has more than {MAX_CHARS:,} characters: split it")


def _page(document: pypdfium2.PdfDocument, number: int, name: str) -> Page:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise CorpusError(
            f"{name} is a PDF whose page {number + 1} cannot be read: print it to PDF again"
        ) from error
    try:
        if text.count_chars() > MAX_PAGE_CHARS:
            raise _too_many(name)
        width, height = page.get_size()
        glyphs = tuple(_glyphs(text.raw, text.count_chars()))
        kind = kind_of(page, "".join(glyph.text for glyph in glyphs))
        return Page(width=width, height=height, glyphs=glyphs, kind=kind)
    finally:
        text.close()
        page.close()


def _glyphs(text: raw.FPDF_TEXTPAGE, n_chars: int) -> Iterator[Glyph]:
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    is_spaced = False
    for i in range(n_chars):
        code = raw.FPDFText_GetUnicode(text, i)
        if code in _NO_CHARACTERS or raw.FPDFText_IsGenerated(text, i) == 1:
            continue
        if not raw.FPDFText_GetLooseCharBox(text, i, ctypes.byref(box)):
            continue
        if not raw.FPDFText_GetCharOrigin(text, i, ctypes.byref(x), ctypes.byref(y)):
            continue
        character = chr(code)
        if character.isspace():
            is_spaced = True
        elif unicodedata.category(character) not in _NO_LETTERS:  # half a character is none
            yield Glyph(
                character, y.value, box.left, box.bottom, box.right, box.top, is_spaced=is_spaced
            )
            is_spaced = False
