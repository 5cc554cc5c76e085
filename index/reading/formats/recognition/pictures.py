"""Pages as pictures: those of a PDF rendered, those of an image file decoded; bounded in pixels."""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from index.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

DPI = 200  # letters of 10 points are 28 pixels high: more are no better read
MAX_SIDE = 4000  # pixels of a rendered page: an A3 sheet has 3,307
MAX_IMAGE_PIXELS = 120_000_000  # of an image file: an A3 sheet at 600 dpi has 70 million
MIN_SIDE = 120  # pixels, below which an image is an icon
_POINTS = 72
_A4_LONG = 11.7  # inches; of an image that does not tell its size
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_LEAST_DPI, _MOST_DPI = 60, 1200  # of an image that tells its size rightly
_OF_SCREENS = (72, 96)  # what programs and cameras write whatever the picture is of
_BLANK_SPREAD = 12  # between the darkest and the lightest of a page's grey, at the most


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page as a picture: (height, width, 3) of uint8, blue first; and its size in points."""

    number: int
    pixels: NDArray[np.uint8]
    width: float
    height: float

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return int(np.ptp(self.pixels)) <= _BLANK_SPREAD


def of_pdf(data: bytes, numbers: Sequence[int]) -> Iterator[Picture]:
    """The pages of a PDF with these numbers, counted from 1.

    Raises:
        pypdfium2.PdfiumError: it, or a page of it, cannot be read.
    """
    document = pypdfium2.PdfDocument(data)
    document.init_forms()  # what was filled in is shown
    for number in numbers:
        page = document[number - 1]
        width, height = page.get_size()
        longest = max(width, height, 1.0)
        scale = min(DPI / _POINTS, MAX_SIDE / longest)
        image = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
        pixels = np.array(image.to_numpy())[:, :, :3]
        page.close()
        yield Picture(number=number, pixels=pixels, width=width, height=height)


def n_images(data: bytes, name: str) -> int:
    """How many pages an image file has: more than one in some TIFFs.

    Raises:
        CorpusError: it cannot be read, or is too large.
    """
    with _opened(data, name) as image:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def of_image(data: bytes, name: str, numbers: Sequence[int]) -> Iterator[Picture]:
    """The pages of an image file with these numbers, counted from 1.

    Raises:
        CorpusError: it cannot be read, is too large or too small.
    """
    with _opened(data, name) as image:
        for number in numbers:
            try:
                image.seek(number - 1)
                _check_size(image, name)
                yield _picture(image, number)
            except (OSError, EOFError, ValueError, SyntaxError, TypeError, OverflowError) as error:
                raise _broken(name) from error


def _opened(data: bytes, name: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the library's own bounds: ours are checked here
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError) as error:
        raise _broken(name) from error
    _check_size(image, name)
    return image


def _check_size(image: Image.Image, name: str) -> None:
    width, height = image.size
    if width * height > MAX_IMAGE_PIXELS:
        raise _too_large(name)
    if min(width, height) < MIN_SIDE:
        raise CorpusError(
            f"{name} is a picture of {width} × {height} pixels: too small to hold a text"
        )


def _picture(image: Image.Image, number: int) -> Picture:
    dpi = _dpi(image)
    flat = _on_white(image)
    flat = ImageOps.exif_transpose(flat)  # a camera that was held sideways tells it
    width, height = (side * _POINTS / dpi for side in flat.size)
    scale = min(DPI / dpi, MAX_SIDE / max(flat.size), 1.0)
    if scale < 1:
        size = (max(1, math.floor(flat.width * scale)), max(1, math.floor(flat.height * scale)))
        flat = flat.resize(size, Image.Resampling.LANCZOS)
    pixels = np.ascontiguousarray(np.asarray(flat)[:, :, ::-1])
    return Picture(number=number, pixels=pixels, width=width, height=height)


def _dpi(image: Image.Image) -> float:
    """Pixels to an inch: as the file tells it, else as on a page of A4."""
    supposed = max(image.size) / _A4_LONG
    try:
        told = float(image.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError, OverflowError):
        return supposed
    is_told = _LEAST_DPI <= told <= _MOST_DPI and round(told) not in _OF_SCREENS
    return told if is_told else supposed


def _on_white(image: Image.Image) -> Image.Image:
    """An image in red, green and blue; what is transparent is white."""
    if image.mode in {"I", "I;16", "I;16B", "F"}:
        image = ImageOps.autocontrast(image.convert("F").convert("L"))
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image)
        image = white
    return image.convert("RGB")


def _broken(name: str) -> CorpusError:
    return CorpusError(f"{name} is a picture that is broken or not whole: fetch or scan it anew")


def _too_large(name: str) -> CorpusError:
    return CorpusError(
        f"{name} is a picture of more than {MAX_IMAGE_PIXELS // 1_000_000} million pixels: "
        "scan it at 300 dpi, or split it"
    )
