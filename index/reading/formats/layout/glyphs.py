"""The characters of a PDF's pages, where each of them stands."""

from __future__ import annotations

import ctypes
import math
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
_HALF = 180  # degrees
_NO_CHARACTERS = frozenset({0, 0xFFFE, 0xFFFF})
_NO_LETTERS = frozenset({"Cc", "Cs"})


def is_shown(character: str) -> bool:
    """Whether a character that is no blank stands on a page: no control, nor half a character."""
    return unicodedata.category(character) not in _NO_LETTERS


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


Places = tuple[float, ...]  # on one axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a page was set: its size then, and by how many quarters to the right it is to be turned.

    A page on whose side a wide table was set, whether it is shown turned or not, is read turned: so
    that most of its characters stand.
    """

    width: float
    height: float
    n_turns: int = 0

    @property
    def shown(self) -> tuple[float, float]:
        """The size of the page that was turned."""
        return (self.height, self.width) if self.n_turns % 2 else (self.width, self.height)

    def turned(self, xs: Places, ys: Places) -> tuple[Places, Places]:
        """Where places are on the page that was turned."""
        if not self.n_turns:
            return xs, ys
        across = tuple(self.width - x for x in xs)
        down = tuple(self.height - y for y in ys)
        return ((ys, across), (across, down), (down, xs))[self.n_turns - 1]

    def set_at(self, x: float, y: float) -> tuple[float, float]:
        """Where a place on the page that was turned was set."""
        width, height = self.width, self.height
        return ((x, y), (width - y, x), (width - x, height - y), (y, height - x))[self.n_turns]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its size in points, its characters in the order of the file, as they are read.

    ``kind`` tells whether it is a picture.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    frame: Frame
    kind: PageKind = PageKind.TEXT


def pages(data: bytes, name: str) -> Iterator[Page]:
    """The pages of a PDF.

    Raises:
        CorpusError: it is broken, protected by a password, or too long.
    """
    document = opened(data, name)
    try:
        n_chars = 0
        for number in range(len(document)):
            page = page_of(document, number, name)
            n_chars += len(page.glyphs)
            if n_chars > MAX_CHARS:
                raise _too_many(name)
            yield page
    finally:
        document.close()


def opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    """A PDF, to be closed by whoever asked for it.

    Raises:
        CorpusError: it is broken, protected by a password, or has too many pages.
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
    if len(document) > MAX_PAGES:
        document.close()
        raise CorpusError(f"{name} has more than {MAX_PAGES} pages: split it")
    return document


def _too_many(name: str) -> CorpusError:
    return CorpusError(f"{name} has more than {MAX_CHARS:,} characters: split it")


def page_of(document: pypdfium2.PdfDocument, number: int, name: str) -> Page:
    """A page of an opened PDF, by its number from 0.

    Raises:
        CorpusError: it cannot be read, or holds too many characters.
    """
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
        frame = _frame(page, text.raw, text.count_chars())
        glyphs = tuple(_glyphs(text.raw, text.count_chars(), frame))
        kind = kind_of(page, "".join(glyph.text for glyph in glyphs))
        width, height = frame.shown
        return Page(width=width, height=height, glyphs=glyphs, frame=frame, kind=kind)
    finally:
        text.close()
        page.close()


def _frame(page: pypdfium2.PdfPage, text: raw.FPDF_TEXTPAGE, n_chars: int) -> Frame:
    width, height = page.get_size()
    if page.get_rotation() % _HALF:  # it is told as the page is shown
        width, height = height, width
    return Frame(width=width, height=height, n_turns=_n_turns(text, n_chars))


def _n_turns(text: raw.FPDF_TEXTPAGE, n_chars: int) -> int:
    """By how many quarters to the right a page is turned for most of its characters to stand."""
    counts = [0, 0, 0, 0]
    for i in range(n_chars):
        angle = raw.FPDFText_GetCharAngle(text, i)  # to the right, in radians; -1 for none
        if angle >= 0:
            counts[-round(angle / (math.pi / 2)) % 4] += 1
    most = max(counts)
    return 0 if counts[0] == most else counts.index(most)


def _glyphs(text: raw.FPDF_TEXTPAGE, n_chars: int, frame: Frame) -> Iterator[Glyph]:
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
        elif is_shown(character):
            xs, ys = frame.turned((box.left, box.right), (box.bottom, box.top))
            places, baselines = frame.turned((x.value,), (y.value,))
            # A box that a font gives wrongly, with what its ink could cover, begins before its place.
            left = places[0] if min(xs) < places[0] < max(xs) else min(xs)
            yield Glyph(
                character, baselines[0], left, min(ys), max(xs), max(ys), is_spaced=is_spaced
            )
            is_spaced = False
