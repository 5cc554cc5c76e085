"""Pages with what a machine read of them: its lines become characters, each at its place."""

from __future__ import annotations

import statistics
import unicodedata
from typing import TYPE_CHECKING

from index.reading.formats.layout.glyphs import Frame, Glyph, Page, is_shown
from index.reading.formats.layout.page_kinds import PageKind
from index.reading.formats.recognition.page_text import SURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.reading.formats.recognition.page_text import PageText, TextLine

_NARROW = 0.55  # the width of a Latin letter or a digit, in heights of a character
_OF_FIGURES = ".%‰％+-－±"
_SAME_SIZE = 0.3  # by which the box of a short line differs from others of its size
_MANY = 6  # characters, whose box is as high as its letters are


def page_of(recognised: PageText, printed: Page | None = None) -> Page:
    """A page as it was read by machine.

    Args:
        recognised: what was read.
        printed: the page as the file has it, whose shown characters stay.
    """
    kept = printed.glyphs if printed is not None and printed.kind is PageKind.PICTURE else ()
    lines = [line for line in recognised.lines if not _is_printed(line, kept)]
    heights = [line.top - line.bottom for line in lines for _ in line.text]
    size = statistics.median(heights or [0.0])  # of a letter
    glyphs = [glyph for line in lines for glyph in _glyphs(line, size)]
    width, height = recognised.width, recognised.height
    frame = Frame(width=width, height=height)
    return Page(width=width, height=height, glyphs=(*kept, *glyphs), frame=frame)


def _is_printed(line: TextLine, glyphs: Sequence[Glyph]) -> bool:
    """Whether a line is one that the file has as text."""
    return any(
        line.left < (glyph.left + glyph.right) / 2 < line.right
        and line.bottom < (glyph.bottom + glyph.top) / 2 < line.top
        for glyph in glyphs
    )


def _glyphs(line: TextLine, usual: float) -> Iterator[Glyph]:
    """The characters of a line, set side by side in its box."""
    height = line.top - line.bottom
    is_usual = len(line.text) < _MANY and abs(height - usual) <= _SAME_SIZE * usual
    size = usual if is_usual else height
    middle = (line.bottom + line.top) / 2
    widths = [_NARROW if character.isascii() else 1.0 for character in line.text]
    step = (line.right - line.left) / sum(widths)
    left = line.left
    is_spaced = False
    for character, width, confidence in zip(line.text, widths, line.confidences, strict=True):
        right = left + width * step
        if character.isspace():
            is_spaced = True
        elif is_shown(character):
            yield Glyph(
                text=character,
                baseline=middle - size / 2,
                left=left,
                bottom=middle - size / 2,
                right=right,
                top=middle + size / 2,
                is_spaced=is_spaced,
                is_doubtful=confidence < SURE and _tells(character),
            )
            is_spaced = False
        left = right


def _tells(character: str) -> bool:
    """Whether another character in its place makes another figure; a word's letter shows itself."""
    return character in _OF_FIGURES or unicodedata.numeric(character, None) is not None
