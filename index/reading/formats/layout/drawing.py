"""Draws a page of a PDF, and tells where on the picture its characters stand."""

from __future__ import annotations

import ctypes
import io
import itertools
from array import array
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from index.errors import CorpusError
from index.reading.formats.layout import glyphs
from index.reading.formats.layout.page_image import SIDE, PageImage
from index.reading.formats.layout.text_lines import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.reading.formats.layout.glyphs import Frame, Glyph

MAX_SIDE = 2000  # pixels; an A4 page in 170 dots an inch, some 150 kB
_MAX_SCALE = 4.0  # pixels a point: a stamp is not blown up
_Corners = tuple[tuple[float, float], tuple[float, float]]
_FORMAT, _QUALITY, _METHOD = "WEBP", 80, 2


def draw(data: bytes, name: str, number: int) -> PageImage:
    """Draw a page of a PDF, by its number from 1, in this process.

    Raises:
        CorpusError: the file is broken or protected, or has no such page.
    """
    document = glyphs.opened(data, name)
    try:
        n_pages = len(document)
        if not 1 <= number <= n_pages:
            raise CorpusError(f"{name} has no page {number}: it has {n_pages}")
        page = glyphs.page_of(document, number - 1, name)
        rows = [row for row, _ in rows_of(page)]
        places = (_set_at(page.frame, glyph) for glyph in itertools.chain(*rows))
        picture, size, edges = _drawn(document[number - 1], name, places)
        return PageImage(
            number=number,
            n_pages=n_pages,
            width=size[0],
            height=size[1],
            data=picture,
            characters="".join(glyph.text for row in rows for glyph in row),
            lines=tuple(itertools.accumulate((len(row) for row in rows[:-1]), initial=0))
            if rows
            else (),
            edges=edges,
        )
    finally:
        document.close()


def _drawn(
    page: pypdfium2.PdfPage, name: str, places: Iterable[_Corners]
) -> tuple[bytes, tuple[int, int], array[int]]:
    """The picture of a page, its size, and the edges on it of what has its corners there."""
    try:
        longest = max(page.get_size())
        bitmap = page.render(scale=min(_MAX_SCALE, MAX_SIDE / max(longest, 1)))
        picture = bitmap.to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
        raise CorpusError(
            f"{name} has a page that cannot be drawn: open the file itself"
        ) from error
    file = io.BytesIO()
    picture.save(file, _FORMAT, quality=_QUALITY, method=_METHOD)
    edges = array("H", itertools.chain.from_iterable(_edges(page, corners) for corners in places))
    return file.getvalue(), picture.size, edges


def _set_at(frame: Frame, glyph: Glyph) -> _Corners:
    """Two corners of a character, where they were set."""
    return frame.set_at(glyph.left, glyph.bottom), frame.set_at(glyph.right, glyph.top)


def _edges(page: pypdfium2.PdfPage, corners: _Corners) -> tuple[int, int, int, int]:
    """The edges of what has its corners there on the page as it is shown: cropped and turned."""
    xs, ys = zip(*(_shown_at(page, *corner) for corner in corners), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _shown_at(page: pypdfium2.PdfPage, x: float, y: float) -> Iterator[int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, SIDE, SIDE, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    for place in (across.value, down.value):
        yield min(max(place, 0), SIDE)
