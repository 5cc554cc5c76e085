"""Pictures, and PDFs of pictures, that are made to harm who reads them.

Where nothing is installed that reads pictures, each is told as one.
"""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from tests.support.files import pdf_pages, scanned_pages
from tests.support.files.hostile_files import (
    CATALOG,
    Hostile,
    packed_zeros,
    raw_pdf,
    stored,
    stream,
)

UNREAD = "install what reads pictures"
_BROKEN = f"broken or not whole|{UNREAD}"
_NO_TEXT = f"with hardly any text|{UNREAD}"


def png(width: int, height: int, packed: bytes, *, bits: int = 8, colours: int = 0) -> bytes:
    """A PNG that says it is of this size, whatever its data unpack to."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", packed), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def bitmap(width: int, height: int) -> bytes:
    """The head of a bitmap of this size."""
    return b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, width, height, 1, 24, *[0] * 6)


def tiff_in_a_circle() -> bytes:
    """A TIFF of two pages, of which the second is followed by the first."""
    data = bytearray(scanned_pages.pages_of_images(2))
    first = at = struct.unpack_from("<I", data, 4)[0]
    while True:
        next_at = at + 2 + 12 * struct.unpack_from("<H", data, at)[0]
        following = struct.unpack_from("<I", data, next_at)[0]
        if not following:
            struct.pack_into("<I", data, next_at, first)
            return bytes(data)
        at = following


def many_pages(n: int) -> bytes:
    """A TIFF of very many small pages."""
    page = Image.new("1", (130, 130), 1)
    file = io.BytesIO()
    page.save(file, "TIFF", save_all=True, append_images=[page] * (n - 1))
    return file.getvalue()


def pictured(n_pages: int, image: bytes, box: bytes = b"0 0 300 400") -> bytes:
    """A PDF of pages that show one image, over all of them."""
    kids = b" ".join(b"%d 0 R" % (10 + i) for i in range(n_pages))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 3 0 R"
        b"/Resources<</XObject<</I 4 0 R>>>>>>" % box
    )
    width, height = box.split()[2:]
    return raw_pdf(
        {
            1: CATALOG,
            2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (n_pages, kids),
            3: stream(b"%s 0 0 %s 0 0 cm /I Do" % (width, height)),
            4: image,
            **{10 + i: page for i in range(n_pages)},
        }
    )


def drawn(width: int, height: int, packed: bytes) -> bytes:
    """An image in a PDF that says it is of this size."""
    return stream(
        packed,
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode" % (width, height),
    )


WHITE = drawn(10, 10, zlib.compress(b"\xff" * 100))

SCANS: dict[str, Hostile] = {
    "a png of ten thousand million pixels": Hostile(
        name="a.png",
        data=stored(png(100_000, 100_000, zlib.compress(b"\0" * 1000))),
        told=f"more than 120 million pixels|{UNREAD}",
    ),
    "a png that unpacks to 400 MiB": Hostile(
        name="a.png",
        data=lambda *_: png(10_000, 10_000, packed_zeros(400, b"\0"), colours=6),
        told=_NO_TEXT,
    ),
    "a bitmap of four thousand million pixels": Hostile(
        name="a.bmp", data=stored(bitmap(65_000, 65_000)), told=f"more than 120 million|{UNREAD}"
    ),
    "a bitmap of less than nothing": Hostile(
        name="a.bmp", data=stored(bitmap(-5, -5)), told=f"too small|more than|{_BROKEN}"
    ),
    "an icon": Hostile(
        name="a.png", data=stored(scanned_pages.image(32, 32)), told=f"too small to hold|{UNREAD}"
    ),
    "half a png": Hostile(name="a.png", data=stored(scanned_pages.image()[:250]), told=_BROKEN),
    "half a jpeg": Hostile(
        name="a.jpg", data=stored(scanned_pages.image(kind="JPEG")[:700]), told=_BROKEN
    ),
    "a jpeg of nothing": Hostile(name="a.jpg", data=stored(b"\xff\xd8\xff"), told=_BROKEN),
    "a tiff in a circle": Hostile(name="a.tif", data=stored(tiff_in_a_circle()), told=_NO_TEXT),
    "a tiff whose first page is nowhere": Hostile(
        name="a.tif", data=stored(b"II*\0\xff\xff\xff\x7f"), told=_BROKEN
    ),
    "a tiff of very many pages": Hostile(
        name="a.tif", data=lambda *_: many_pages(600), told=f"more than 500 pages|{UNREAD}"
    ),
    "a picture without text": Hostile(
        name="a.webp", data=stored(scanned_pages.image(kind="WEBP")), told=_NO_TEXT
    ),
    "a moving picture": Hostile(
        name="a.png", data=stored(b"GIF89a" + b"\0" * 50), told="a kind that is not"
    ),
    "a photograph of a telephone": Hostile(
        name="a.jpg",
        data=stored(b"\0\0\0\x18ftypheic" + b"\0" * 50),
        told="a kind that is not read",
    ),
    "a pdf of 3,000 blank pages": Hostile(
        name="a.pdf", data=lambda *_: pdf_pages.pdf([[]] * 3000), told="holds no text"
    ),
    "a pdf of very many pictures": Hostile(
        name="a.pdf", data=lambda *_: pictured(600, WHITE), told=f"more than 500 pages|{UNREAD}"
    ),
    "a pdf of white pictures": Hostile(
        name="a.pdf", data=stored(pictured(40, WHITE)), told=f"holds no text|{UNREAD}"
    ),
    "a picture of kilometres": Hostile(
        name="a.pdf",
        data=stored(pictured(2, WHITE, b"0 0 9000000 9000000")),
        told=f"holds no text|{UNREAD}",
    ),
    "a picture in a pdf of ten thousand million pixels": Hostile(
        name="a.pdf",
        data=lambda *_: pictured(2, drawn(100_000, 100_000, packed_zeros(64))),
        told=f"holds no text|too much memory|{UNREAD}",
    ),
    "a picture in a pdf that unpacks to 2 GiB": Hostile(
        name="a.pdf",
        data=lambda *_: pictured(1, drawn(40_000, 40_000, packed_zeros(2048))),
        told=f"holds no text|too much memory|{UNREAD}",
    ),
}
