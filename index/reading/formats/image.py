"""Images of pages, scanned or photographed: read by machine, then laid out as the pages of a PDF."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from index.reading.formats import pdf
from index.reading.formats.extract import ScanError
from index.reading.formats.recognition import process, telling
from index.reading.formats.recognition.process import Scans

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract

_MIN_CHARS = 20  # fewer are a label in a picture, not a page of text


def read(data: bytes, name: str, scans: Scans | None = None) -> Extract:
    """Read an image file, with all its pages.

    Raises:
        ScanError: nothing is installed that reads pictures, or hardly any text is in it.
        CorpusError: it is broken, too large or too small.
    """
    if not process.is_installed():
        raise ScanError(f"{name} is a picture: {telling.REMEDY}")
    recognised = process.recognise(data, name, scans or Scans())
    extract = pdf.laid_out(b"", name, recognised.pages)
    if len("".join(extract.text.split())) < _MIN_CHARS:
        raise ScanError(
            f"{name} is a picture with hardly any text: scan the page anew, or take it out of the "
            "corpus"
        )
    failed = tuple(sorted({*extract.pictures, *recognised.failed}))
    extract = dataclasses.replace(extract, pictures=failed)
    return dataclasses.replace(
        extract, warnings=(*extract.warnings, *telling.warnings(extract, recognised.pages))
    )
