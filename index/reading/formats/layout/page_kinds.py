"""Whether a page of a PDF holds its text, or is a picture of it."""

from __future__ import annotations

import unicodedata
from enum import Enum, auto
from typing import TYPE_CHECKING

from pypdfium2 import raw

if TYPE_CHECKING:
    import pypdfium2

_FEW_CHARS = 8  # fewer are no text: a page number
_SOME_CHARS = 100  # fewer may be a caption of the picture, or what a scanner prints on it
_FILLS = 0.6  # of a page, that a picture covers which is the page
_MIN_PATHS = 60  # of a page without text, whose letters may be drawn
_MAX_OBJECTS = 20_000  # of a page, that are looked at
_MAX_DEPTH = 3  # of figures in figures
_RUBBISH = 0.3  # of a text's characters, that mean nothing
_MEANINGLESS = frozenset({"Co", "Cn"})  # private use, not assigned
_HIDDEN = 3  # a text's mode: laid over a picture to be searched, and not shown


class PageKind(Enum):
    """What stands on a page."""

    TEXT = auto()
    PICTURE = auto()  # and hardly any text
    HIDDEN = auto()  # a picture, and what another machine read of it; or letters that mean nothing


def kind_of(page: pypdfium2.PdfPage, text: str) -> PageKind:
    """What a page is whose text is this."""
    n_chars = len(text)
    if n_chars >= _FEW_CHARS and _is_rubbish(text):
        return PageKind.HIDDEN
    width, height = page.get_size()
    pictured = 0.0
    n_paths = n_others = 0
    is_shown = False
    objects = page.get_objects(max_depth=_MAX_DEPTH)
    for _, each in zip(range(_MAX_OBJECTS), objects, strict=False):
        if each.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictured = max(pictured, _share(each.get_bounds(), width, height))
        elif each.type == raw.FPDF_PAGEOBJ_TEXT:
            is_shown = is_shown or raw.FPDFTextObj_GetTextRenderMode(each) != _HIDDEN
        elif each.type == raw.FPDF_PAGEOBJ_PATH:
            n_paths += 1
        else:
            n_others += 1
        if is_shown and n_chars >= _SOME_CHARS:
            return PageKind.TEXT
    fills = pictured >= _FILLS
    if n_chars < _FEW_CHARS:
        is_picture = fills or pictured > 0 or n_paths >= _MIN_PATHS or n_others > 0
        return PageKind.PICTURE if is_picture else PageKind.TEXT
    if fills and not is_shown:
        return PageKind.HIDDEN
    return PageKind.PICTURE if fills and n_chars < _SOME_CHARS else PageKind.TEXT


def _share(bounds: tuple[float, float, float, float], width: float, height: float) -> float:
    """How much of a page a box covers."""
    left, bottom, right, top = bounds
    across = min(right, width) - max(left, 0.0)
    upwards = min(top, height) - max(bottom, 0.0)
    return max(across, 0.0) * max(upwards, 0.0) / max(width * height, 1.0)


def _is_rubbish(text: str) -> bool:
    n_meaningless = sum(unicodedata.category(each) in _MEANINGLESS for each in text)
    return n_meaningless >= _RUBBISH * len(text)
