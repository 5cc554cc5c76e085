"""Reads the PDF on the standard input, or draws a page of it; ``index.reading.formats.pdf`` runs this.

Before a PDF that is read stands a line of JSON: the pages of it that a machine has read. What it
holds, as bytes, or why it was refused, goes to the standard output.
"""

from __future__ import annotations

import json
import sys

from index.errors import CorpusError
from index.platform.processes import own_process
from index.reading.formats import extract_json
from index.reading.formats.layout import document, drawing, page_image
from index.reading.formats.recognition.page_text import PageText

MEMORY_BYTES = 2 << 30  # a report of twenty pages takes 50 MiB
PROCESSOR_S = 180  # where nobody is left to end it
PAGE_PROCESSOR_S = 20


def main(name: str, number: str = "") -> None:
    """Read a PDF whose path to show is ``name``, or draw its page of a number."""
    own_process.limit_memory(MEMORY_BYTES)
    own_process.limit_processor(PAGE_PROCESSOR_S if number else PROCESSOR_S)
    recognised = {} if number else _recognised(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        answer = _page(data, name, int(number)) if number else _whole(data, name, recognised)
    except CorpusError as error:
        answer = extract_json.REFUSED + str(error).encode()
    sys.stdout.buffer.write(answer)


def _recognised(line: bytes) -> dict[int, PageText]:
    """What a machine read of pages, by their numbers."""
    return {page.number: page for page in map(PageText.from_json, json.loads(line))}


def _whole(data: bytes, name: str, recognised: dict[int, PageText]) -> bytes:
    return extract_json.dumps(document.read(data, name, recognised))


def _page(data: bytes, name: str, number: int) -> bytes:
    return page_image.dumps(drawing.draw(data, name, number))


if __name__ == "__main__":
    main(*sys.argv[1:])
