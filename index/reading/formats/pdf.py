"""PDFs, in a process of their own.

What reads the pages is a library that ends its process where a file makes it ask for too much memory,
and that no limit of ours stops. So it runs beside this one, with a limit of memory and of time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import index
from index.errors import CorpusError
from index.reading.formats import extract_json
from index.reading.formats.layout import page_image

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract
    from index.reading.formats.layout.page_image import PageImage

LIMIT_S = 120  # for one file; a report of thirty pages takes half a second
PAGE_LIMIT_S = 60  # to draw a page, which takes half a second where nothing else runs
_COMMAND = (sys.executable, "-m", "index.reading.formats.layout")


def read(data: bytes, name: str) -> Extract:
    """Read a PDF that holds text.

    Raises:
        CorpusError: it is broken, protected, too long, takes too much memory or time, or holds no
            text but pictures.
    """
    try:
        answer = _answer(data, [name], LIMIT_S)
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


def _answer(data: bytes, arguments: list[str], limit_s: float) -> bytes:
    """What the other process says; nothing where it ended before that.

    Raises:
        CorpusError: it refused the file.
        subprocess.TimeoutExpired: it did not come to its end, and was ended.
    """
    path = os.pathsep.join(
        [str(Path(*index.__path__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    ended = subprocess.run(  # noqa: S603 - our own module, a file's name and a number
        [*_COMMAND, *arguments],
        env=os.environ | {"PYTHONPATH": path},
        input=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=limit_s,
        check=False,
    )
    answer = b"" if ended.returncode else ended.stdout
    if answer.startswith(extract_json.REFUSED):
        raise CorpusError(answer.removeprefix(extract_json.REFUSED).decode())
    return answer
