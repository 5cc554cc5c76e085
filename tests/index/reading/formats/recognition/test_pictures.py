"""index.reading.formats.recognition.pictures: pages as pictures, of a bounded size."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image

from index.errors import CorpusError
from index.reading.formats.recognition import pictures
from tests.support.files import scanned_pages
from tests.support.files.pdf_pages import HEIGHT, LEFT, TOP, WIDTH


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def only(data: bytes) -> pictures.Picture:
    (picture,) = pictures.of_image(data, "a.png", [1])
    return picture


def test_the_pages_of_a_pdf_are_rendered():
    data = scanned_pages.pdf([[(LEFT, TOP, "甲")], scanned_pages.image(), []])
    second, third = pictures.of_pdf(data, [2, 3])
    assert (second.number, second.width, second.height) == (2, WIDTH, HEIGHT)
    assert second.pixels.shape == (round(HEIGHT / 72 * 200), round(WIDTH / 72 * 200), 3)
    assert (second.is_blank, third.is_blank) == (False, True)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_images_of_every_kind_are_decoded(kind: str):
    picture = only(scanned_pages.image(kind=kind))
    assert picture.pixels.shape == (400, 300, 3)
    assert not picture.is_blank


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "I;16", "LA"])
def test_colours_of_every_kind_are_decoded(mode: str):
    image = Image.open(io.BytesIO(scanned_pages.image()))
    kind = "TIFF" if mode in {"CMYK", "I;16"} else "PNG"
    picture = only(saved(image.convert(mode), kind))
    assert picture.pixels.shape == (400, 300, 3)
    assert int(picture.pixels[150, 100].max()) < int(picture.pixels[10, 10].min())


def test_what_is_transparent_is_white():
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (50, 50, 100, 100))
    picture = only(saved(image))
    assert picture.pixels[10, 10].tolist() == [255, 255, 255]
    assert picture.pixels[60, 60].tolist() == [0, 0, 0]


def test_the_size_is_the_file_s_own_or_that_of_a_page_of_a4():
    scan = Image.new("L", (1200, 1800), 255)
    assert only(saved(scan, dpi=(300, 300))).width == pytest.approx(1200 / 300 * 72, rel=0.01)
    assert only(saved(scan, dpi=(72, 72))).height == pytest.approx(11.7 * 72)
    assert only(saved(scan)).height == pytest.approx(11.7 * 72)


def test_large_images_are_made_smaller_and_small_ones_stay():
    scan = Image.new("L", (3000, 4680), 255)  # 400 dpi of A4
    assert max(only(saved(scan)).pixels.shape) == 11.7 * 200
    assert only(scanned_pages.image()).pixels.shape == (400, 300, 3)


def test_a_camera_that_was_held_sideways_is_put_right():
    image = Image.open(io.BytesIO(scanned_pages.image()))
    exif = Image.Exif()
    exif[0x0112] = 6
    assert only(saved(image, "JPEG", exif=exif.tobytes())).pixels.shape == (300, 400, 3)


def test_a_tiff_has_several_pages():
    data = scanned_pages.pages_of_images(3)
    assert pictures.n_images(data, "a.tif") == 3
    assert [picture.number for picture in pictures.of_image(data, "a.tif", [1, 3])] == [1, 3]


def png_of(width: int, height: int) -> bytes:
    """The beginning of a PNG that says it is of this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (png_of(100_000, 100_000), "a picture of more than 120 million pixels: scan it at 300 dpi"),
        (png_of(16, 16), "a picture of 16 × 16 pixels: too small to hold a text"),
        (png_of(500, 500), "a picture that is broken or not whole: fetch or scan it anew"),
        (scanned_pages.image()[:200], "a picture that is broken or not whole"),
        (scanned_pages.image(kind="JPEG")[:400], "a picture that is broken or not whole"),
        (b"\x89PNG\r\n\x1a\n", "a picture that is broken or not whole"),
        (b"II*\0\x08\0\0\0", "a picture that is broken or not whole"),
    ],
)
def test_what_is_too_large_too_small_or_broken_is_told(data: bytes, told: str):
    with pytest.raises(CorpusError, match=rf"^子/甲\.png is {told}"):
        [*pictures.of_image(data, "子/甲.png", [pictures.n_images(data, "子/甲.png")])]


def test_a_page_of_kilometres_is_rendered_small():
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(14_400 * 200, 14_400 * 2))
    canvas.rect(0, 0, 10_000, 10_000, fill=1)
    canvas.save()
    (picture,) = pictures.of_pdf(file.getvalue(), [1])
    assert max(picture.pixels.shape) == pictures.MAX_SIDE
    assert picture.pixels.dtype == np.uint8
