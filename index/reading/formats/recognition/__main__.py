"""Reads pages that are pictures; ``index.reading.formats.recognition.process`` runs this.

On the standard input stands what is asked, a line of JSON, then the bytes of the file. Each page goes
to the standard output as it is read, a line of JSON; then how it ended.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from index.errors import CorpusError
from index.platform.processes import own_process
from index.reading.formats.recognition.page_text import PageText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.reading.formats.recognition.pictures import Picture

MEMORY_BYTES = 4 << 30  # a page of A4 takes 1 GiB of memory, and 2 of addresses
_MAX_THREADS = 4  # each takes addresses for itself


def main() -> None:
    """Read what is asked."""
    own_process.limit_memory(MEMORY_BYTES)
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        for page in _pages(data, asked):
            _tell({"page": page.to_json()})
        _tell({"ended": True})
    except CorpusError as error:
        _tell({"refused": str(error)})


def _pages(data: bytes, asked: dict[str, Any]) -> Iterator[PageText]:
    try:
        from index.reading.formats.recognition import engine, pictures  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CorpusError(
            f"{asked['name']} is a scan, and rapidocr, which reads scans, cannot be started "
            f"({error}): install it again"
        ) from error
    numbers: Sequence[int] = asked["pages"] or ()
    if asked["is_image"]:
        numbers = range(1, pictures.n_images(data, asked["name"]) + 1)
        numbers = [number for number in numbers if number not in asked["known"]]
        _tell({"pages": [*asked["known"], *numbers]})
        each = pictures.of_image(data, asked["name"], numbers)
    else:
        each = pictures.of_pdf(data, numbers)
    recogniser: engine.Recogniser | None = None
    for picture in each:
        if picture.is_blank:
            yield _blank(picture)
            continue
        recogniser = recogniser or engine.Recogniser(min(_MAX_THREADS, os.cpu_count() or 1))
        yield recogniser.page(picture)


def _blank(picture: Picture) -> PageText:
    return PageText(number=picture.number, width=picture.width, height=picture.height, lines=())


def _tell(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
