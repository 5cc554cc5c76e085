"""What a build says of pages that are pictures: how to have them read, and how far to trust them."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from index.reading.formats.recognition import process

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.reading.formats.extract import Extract
    from index.reading.formats.recognition.page_text import PageText

REMEDY = (
    "install what reads pictures, `pip install -c constraints.txt '.[ocr]'` in the folder of wenbao's "
    "source (without a network: see docs/reading.md), and build again; or save it as text"
)
# Confidence of a page, below which it is told: pages of which letters were lost had .985, others .997
# (benchmarks.reading.scans).
LOW = 0.99
_MAX_TOLD = 12  # numbers of pages in a line


def warnings(extract: Extract, pages: Mapping[int, PageText]) -> Iterator[str]:
    """A line each: of pages that were not read, and of those that were read with little confidence.

    Args:
        extract: what was read of a file.
        pages: those of its pages that were read by machine here.
    """
    layered = {page.number for page in extract.recognised if page.confidence is None}
    unread = [number for number in extract.pictures if number not in layered]
    if unread:
        is_hold = "is a picture" if len(unread) == 1 else "are pictures"
        why = "cannot be read by machine" if process.is_installed() else f"not read: {REMEDY}"
        yield f"{_numbered(unread)} {is_hold}, {why}"
    if layered:
        yield (
            f"{_numbered(sorted(layered))}: the text was read by another machine, which may have "
            "misread figures"
        )
    low = [page for page in pages.values() if page.lines and page.confidence < LOW]
    if low:
        confidence = statistics.fmean(page.confidence for page in low)
        yield (
            f"{_numbered(sorted(page.number for page in low))} read by machine with little "
            f"confidence ({confidence:.2f}): compare figures with the original"
        )
    cut = [page.number for page in pages.values() if page.n_left_out]
    if cut:
        n_lines = sum(page.n_left_out for page in pages.values())
        yield f"{_numbered(sorted(cut))}: {n_lines} stretches of text could not be read"


def _numbered(numbers: Sequence[int]) -> str:
    """Pages as they are told: page 3; pages 3–5, 8."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    if len(told) > _MAX_TOLD:
        told = [*told[:_MAX_TOLD], "…"]
    return f"{'page' if len(numbers) == 1 else 'pages'} {', '.join(told)}"
