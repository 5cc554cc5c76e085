"""Reads the PDF on the standard input; ``index.reading.formats.pdf`` runs this.

Before it stands a line of JSON: the pages of it that a machine has read. What it holds, as JSON, or why
it was refused, goes to the standard output.
"""

from __future__ import annotations

import json
import sys

from index.errors import CorpusError
from index.reading.formats import extract_json
from index.reading.formats.common import own_process
from index.reading.formats.layout import document
from index.reading.formats.recognition.page_text import PageText

MEMORY_BYTES = 2 << 30  # a report of twenty pages takes 50 MiB


def main(name: str) -> None:
    """Read a PDF whose path to show is ``name``."""
    own_process.limit_memory(MEMORY_BYTES)
    pages = map(PageText.from_json, json.loads(sys.stdin.buffer.readline()))
    recognised = {page.number: page for page in pages}
    try:
        answer = extract_json.dumps(document.read(sys.stdin.buffer.read(), name, recognised))
    except CorpusError as error:
        answer = extract_json.REFUSED + str(error).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(sys.argv[1])
