"""PDFs, in a process of their own; pages that are pictures are read by machine.

What reads the pages is a library that ends its process where a file makes it ask for too much memory,
and that no limit of ours stops. So it runs beside this one, with a limit of memory and of time.
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.platform.processes import own_process
from index.reading.formats import extract_json
from index.reading.formats.extract import ScanError
from index.reading.formats.layout import page_image
from index.reading.formats.recognition import process, telling
from index.reading.formats.recognition.process import Scans

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.reading.formats.extract import Extract
    from index.reading.formats.layout.page_image import PageImage
    from index.reading.formats.recognition.page_text import PageText

LIMIT_S = 120  # for one file; a report of thirty pages takes half a second
PAGE_LIMIT_S = 60  # to draw a page, which takes half a second where nothing else runs
_COMMAND = own_process.command("index.reading.formats.layout")
_MIN_CHARS_A_PAGE = 8  # below which, in the mean, a PDF holds no text


def read(data: bytes, name: str, scans: Scans | None = None) -> Extract:
    """Read a PDF.

    Raises:
        CorpusError: it is broken, protected, too long, takes too much memory or time, or holds no
            text; or pictures of it, and nothing is installed that reads these.
    """
    extract = laid_out(data, name)
    pages: dict[int, PageText] = {}
    if extract.pictures and process.is_installed():
        pages = process.recognise(data, name, scans or Scans(), extract.pictures).pages
        extract = laid_out(data, name, pages)
    if len(extract.text) < _MIN_CHARS_A_PAGE * max(len(extract.pages), 1):
        if extract.pictures and not process.is_installed():
            raise ScanError(
                f"{name} is a scan: it holds pictures of its pages and no text; {telling.REMEDY}"
            )
        if not pages or not extract.text.strip():
            raise ScanError(f"{name} holds no text that can be read: scan or print it anew")
    return dataclasses.replace(
        extract, warnings=(*extract.warnings, *telling.warnings(extract, pages))
    )


def laid_out(data: bytes, name: str, pages: Mapping[int, PageText] | None = None) -> Extract:
    """A PDF as it is laid out, or an image, which has no bytes here but pages.

    Args:
        data: the bytes of a PDF; none of an image.
        name: the path to show for it.
        pages: what a machine read of its pages that are pictures, by their numbers.

    Raises:
        CorpusError: it is broken, protected, too long, or takes too much memory or time.
    """
    given = json.dumps([page.to_json() for page in (pages or {}).values()]).encode()
    try:
        answer = _answer(given + b"\n" + data, [name], LIMIT_S)
    except subprocess.TimeoutExpired as error:
        raise CorpusError(
            f"{name} takes more than {LIMIT_S} s to read: print it to PDF again, or split it"
        ) from error
    try:
        return extract_json.loads(answer)
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f"{name} is a PDF that takes too much memory, or is broken: print it to PDF again"
        ) from error


def draw(data: bytes, name: str, number: int) -> PageImage:
    """Draw a page of a PDF, by its number from 1.

    Raises:
        CorpusError: there is no such page, or it takes too much memory or time, or is broken.
    """
    try:
        answer = _answer(data, [name, str(number)], PAGE_LIMIT_S)
    except subprocess.TimeoutExpired as error:
        raise CorpusError(
            f"page {number} of {name} takes more than {PAGE_LIMIT_S} s to draw: open the file itself"
        ) from error
    try:
        return page_image.loads(answer)
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise CorpusError(
            f"page {number} of {name} takes too much memory or time, or is broken: open the file itself"
        ) from error


def _answer(given: bytes, arguments: list[str], limit_s: float) -> bytes:
    """What the other process says; nothing where it ended before that.

    Raises:
        CorpusError: it refused the file.
        subprocess.TimeoutExpired: it did not come to its end, and was ended.
    """
    ended = subprocess.run(  # noqa: S603 - our own module, a file's name and a number
        [*_COMMAND, *arguments],
        env=own_process.environment(),
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=limit_s,
        check=False,
    )
    answer = b"" if ended.returncode else ended.stdout
    if answer.startswith(extract_json.REFUSED):
        raise CorpusError(answer.removeprefix(extract_json.REFUSED).decode())
    return answer
