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
from index.reading.formats import extract_json
from index.reading.formats.common import own_process
from index.reading.formats.extract import ScanError
from index.reading.formats.recognition import process, telling
from index.reading.formats.recognition.process import Scans

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.reading.formats.extract import Extract
    from index.reading.formats.recognition.page_text import PageText

LIMIT_S = 120  # for one file; a report of thirty pages takes half a second
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
    answer = _answer(data, name, pages or {})
    if answer.startswith(extract_json.REFUSED):
        raise CorpusError(answer.removeprefix(extract_json.REFUSED).decode())
    try:
        return extract_json.loads(answer)
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f"{name} is a PDF that takes too much memory, or is broken: print it to PDF again"
        ) from error


def _answer(data: bytes, name: str, pages: Mapping[int, PageText]) -> bytes:
    """What the other process says; nothing where it ended before that."""
    given = json.dumps([page.to_json() for page in pages.values()]).encode()
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, and a file's name
            [*_COMMAND, name],
            env=own_process.environment(),
            input=given + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CorpusError(
            f"{name} takes more than {LIMIT_S} s to read: print it to PDF again, or split it"
        ) from error
    return b"" if ended.returncode else ended.stdout
