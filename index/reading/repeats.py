"""What a file holds twice: the report again, as some saved pages do, and the heads of its pages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.language import cutting
from index.reading.head import titles
from index.reading.headings import numbering_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading.outline import Line

_MIN_PROSE_CHARS = 30  # of a line that does not stand in a report twice by chance
_MIN_LINES = 5  # of a report that is there again
_MIN_SHARE = 0.95  # of the characters from there on, that stood there before
_MIN_HEADS = 3  # of a running head


def squeezed(text: str) -> str:
    """A text without white space: copies differ in that."""
    return "".join(text.split())


def find_copy(lines: Sequence[Line], body_at: int) -> int:
    """The first paragraph from which on the report is there again, with nothing new; else the end."""
    known: set[str] = set()
    paragraphs: list[tuple[int, str, bool]] = []  # the line, what it says, whether that is known
    for i in range(body_at, len(lines)):
        text = squeezed(lines[i].text)
        if len(text) >= _MIN_PROSE_CHARS and cutting.is_prose(text):
            paragraphs.append((i, text, text in known))
            known.add(text)
    copy_at = len(lines)
    n_chars = 0
    copied: set[str] = set()
    n_copied = 0
    for i, text, is_known in reversed(paragraphs):
        if text in copied:  # a copy holds nothing twice: a refrain is none
            break
        n_chars += len(text)
        if is_known:
            copied.add(text)
            n_copied += len(text)
            if len(copied) >= _MIN_LINES and n_copied >= _MIN_SHARE * n_chars:
                copy_at = i
    return copy_at


def running_heads(lines: Sequence[Line]) -> frozenset[str]:
    """The titles that stand on every page of a text, squeezed: ``云溪市2030年统计公报``."""
    times = Counter(squeezed(line.text) for line in lines if numbering_of(line.text) is None)
    return frozenset(text for text, n in times.items() if n >= _MIN_HEADS and titles.is_title(text))
