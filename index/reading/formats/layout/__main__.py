"""Reads the PDF on the standard input; ``index.reading.formats.pdf`` runs this.

What it holds, as JSON, or why it was refused, goes to the standard output.
"""

from __future__ import annotations

import sys
from typing import Any

from index.errors import CorpusError
from index.reading.formats import extract_json
from index.reading.formats.layout import document

_resource: Any
try:
    import resource as _resource
except ImportError:  # Windows has no such limits
    _resource = None

MEMORY_BYTES = 2 << 30  # a report of twenty pages takes 50 MiB


def main(name: str) -> None:
    """Read a PDF whose path to show is ``name``."""
    if _resource is not None:
        hard = _resource.getrlimit(_resource.RLIMIT_AS)[1]
        least = MEMORY_BYTES if hard == _resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
        _resource.setrlimit(_resource.RLIMIT_AS, (least, hard))
    try:
        answer = extract_json.dumps(document.read(sys.stdin.buffer.read(), name))
    except CorpusError as error:
        answer = extract_json.REFUSED + str(error).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(sys.argv[1])
