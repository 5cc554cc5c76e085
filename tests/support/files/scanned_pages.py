"""Pages that are pictures: one that lies beside this module, and what a machine might read of others."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.reading.formats.recognition.page_text import PageText, TextLine
from tests.support.files.pdf_pages import FONT, HEIGHT, SIZE, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.support.files.pdf_pages import Text

# As a scanner gives it: grey, turned by half a degree. Its title, a paragraph of two lines, a table.
SCAN = Path(__file__).with_name("scanned_page.png")
SCANNED = (
    "2024年甲县政府工作报告\n"
    "全县新建绿道31公里，种茶三千亩，城乡面貌明显改善，群众生活持续改善。"
    "地区生产总值增长6.2%，达到1203.4亿元。\n"
    "主要指标见下表:\n"
    "指标\t总量\t增长\n工业\t80.5\t6.2%\n消费\t1310\t5.8%"
)


def image(width: int = 300, height: int = 400, kind: str = "PNG", mode: str = "L") -> bytes:
    """An image file of a grey area with a dark one in it."""
    made = Image.new("L", (width, height), 250)
    made.paste(30, (width // 4, height // 4, width // 2, height // 2))
    file = io.BytesIO()
    made.convert(mode).save(file, kind)
    return file.getvalue()


def pages_of_images(n: int) -> bytes:
    """A TIFF of several pages."""
    each = [Image.open(io.BytesIO(image())) for _ in range(n)]
    file = io.BytesIO()
    each[0].save(file, "TIFF", save_all=True, append_images=each[1:])
    return file.getvalue()


def pdf(pages: Iterable[Sequence[Text] | bytes | tuple[bytes, Sequence[Text], int]]) -> bytes:
    """A PDF of pages of text, of an image that fills the page, or of both.

    Of both, the number tells how the text is drawn: 0 shown, 3 hidden behind the image.
    """
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    for page in pages:
        picture, texts, mode = page if isinstance(page, tuple) else (b"", page, 0)
        if isinstance(texts, bytes):
            picture, texts = texts, ()
        if picture:
            canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, WIDTH, HEIGHT)
        for left, baseline, text in texts:
            drawn = canvas.beginText(left, baseline)
            drawn.setFont(FONT, SIZE)
            drawn.setTextRenderMode(mode)
            drawn.textOut(text)
            canvas.drawText(drawn)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def page_text(
    texts: Iterable[Text], number: int = 1, doubts: str = "", confidence: float = 0.999
) -> PageText:
    """What a machine reads of texts in their places; it is not sure of the characters in ``doubts``."""
    lines = [
        TextLine(
            text=text,
            confidences=tuple(0.6 if each in doubts else confidence for each in text),
            left=left,
            bottom=baseline - 3,
            right=left + SIZE * sum(0.55 if each.isascii() else 1.0 for each in text),
            top=baseline + SIZE - 3,
        )
        for left, baseline, text in texts
    ]
    return PageText(number=number, width=WIDTH, height=HEIGHT, lines=tuple(lines))
