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

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract

LIMIT_S = 120  # for one file; a report of thirty pages takes half a second
_COMMAND = (sys.executable, "-m", "index.reading.formats.layout")


def read(data: bytes, name: str) -> Extract:
    """Read a PDF that holds text.

    Raises:
        CorpusError: it is broken, protected, too long, takes too much memory or time, or holds no
            text but pictures.
    """
    answer = _answer(data, name)
    if answer.startswith(extract_json.REFUSED):
        raise CorpusError(answer.removeprefix(extract_json.REFUSED).decode())
    try:
        return extract_json.loads(answer)
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f"{name} is a PDF that takes too much memory, or is broken: print it to PDF again"
        ) from error


def _answer(data: bytes, name: str) -> bytes:
    """What the other process says; nothing where it ended before that."""
    path = os.pathsep.join(
        [str(Path(*index.__path__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, and a file's name
            [*_COMMAND, name],
            env=os.environ | {"PYTHONPATH": path},
            input=data,
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
