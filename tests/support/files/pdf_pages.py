"""PDFs of Chinese text, set as reports are: by reportlab, in a font that every reader knows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FONT = "STSong-Light"
SIZE = 16
WIDTH, HEIGHT = 595, 842
LEFT, TOP = 70, 760
STEP = 28
N_COLUMNS = 28  # characters in a full line: (595 - 2 * 70) / 16

pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Text = tuple[float, float, str]  # left, baseline, what stands there


def pdf(pages: Iterable[Sequence[Text]], size: int = SIZE) -> bytes:
    """Pages of texts, each at its place."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    for texts in pages:
        canvas.setFont(FONT, size)
        for left, baseline, text in texts:
            canvas.drawString(left, baseline, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lying(texts: Sequence[Text], *, to_the_left: bool = True) -> bytes:
    """A page of upright paper on whose side texts are set, as a wide table's are."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    canvas.setFont(FONT, SIZE)
    canvas.translate(*((WIDTH, 0) if to_the_left else (0, HEIGHT)))
    canvas.rotate(90 if to_the_left else -90)
    for left, baseline, text in texts:
        canvas.drawString(left, baseline, text)
    canvas.save()
    return file.getvalue()


def set_lines(
    paragraphs: Iterable[str], *, indent: int = 2, width: int = N_COLUMNS
) -> list[tuple[int, str]]:
    """Paragraphs as lines, each with how many characters it is set in."""
    lines = []
    for paragraph in paragraphs:
        first = paragraph[: width - indent]
        rest = paragraph[width - indent :]
        lines.append((indent, first))
        lines += [(0, rest[i : i + width]) for i in range(0, len(rest), width)]
    return lines


def column(
    lines: Iterable[tuple[int, str]], *, left: float = LEFT, top: float = TOP, size: int = SIZE
) -> list[Text]:
    """Lines below one another."""
    return [
        (left + set_in * size, top - i * STEP * size / SIZE, text)
        for i, (set_in, text) in enumerate(lines)
    ]
