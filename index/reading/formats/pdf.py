"""PDFs, in a process of their own.

What reads the pages is a library that ends its process where a file makes it ask for too much memory,
and that no limit of ours stops. So it runs beside this one, with a limit of memory and of time.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import index
from index.errors import CorpusError
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
    if isinstance(answer, CorpusError):
        raise answer
    if not isinstance(answer, Extract):
        raise CorpusError(
            f"{name} is a PDF that takes too much memory, or is broken: print it to PDF again"
        )
    return answer


def _answer(data: bytes, name: str) -> object:
    """What the other process says; ``None`` where it ended before that."""
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
    if ended.returncode:
        return None
    return pickle.loads(ended.stdout)  # noqa: S301 - from our own process
