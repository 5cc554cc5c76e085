"""Reads the PDF on the standard input, or draws a page of it; ``index.reading.formats.pdf`` runs this.

What it holds, as bytes, or why it was refused, goes to the standard output.
"""

from __future__ import annotations

import sys
from typing import Any

from index.errors import CorpusError
from index.reading.formats import extract_json
from index.reading.formats.layout import document, drawing, page_image

_resource: Any
try:
    import resource as _resource
except ImportError:  # Windows has no such limits
    _resource = None

MEMORY_BYTES = 2 << 30  # a report of twenty pages takes 50 MiB
PROCESSOR_S = 180  # where nobody is left to end it
PAGE_PROCESSOR_S = 20


def main(name: str, number: str = "") -> None:
    """Read a PDF whose path to show is ``name``, or draw its page of a number."""
    if _resource is not None:
        _limit(_resource.RLIMIT_AS, MEMORY_BYTES)
        _limit(_resource.RLIMIT_CPU, PAGE_PROCESSOR_S if number else PROCESSOR_S)
    data = sys.stdin.buffer.read()
    try:
        answer = _page(data, name, int(number)) if number else _whole(data, name)
    except CorpusError as error:
        answer = extract_json.REFUSED + str(error).encode()
    sys.stdout.buffer.write(answer)


def _whole(data: bytes, name: str) -> bytes:
    return extract_json.dumps(document.read(data, name))


def _page(data: bytes, name: str, number: int) -> bytes:
    return page_image.dumps(drawing.draw(data, name, number))


def _limit(what: int, most: int) -> None:
    hard = _resource.getrlimit(what)[1]
    least = most if hard == _resource.RLIM_INFINITY else min(most, hard)
    _resource.setrlimit(what, (least, hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
