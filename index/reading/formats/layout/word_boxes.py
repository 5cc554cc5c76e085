"""Where words of a file's text stand on its page: the text that was read, found in what is drawn.

Both come of the same characters, but the text has no running heads, and its tables and columns may
stand in another order. So words are looked for with what stands around them, then with less of it,
then in parts; of several places the one is taken that lies where the text would have it.
"""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.reading.formats.layout.page_image import Box, PageImage

# How many characters before and after it words are looked for with.
_AROUND = ((160, 160), (40, 40), (160, 0), (0, 160), (12, 12), (12, 0), (0, 12), (4, 4), (0, 0))
_MIN_ALONE = 4  # characters that are looked for without any around them, if they stand twice
_MIN_PART = 4  # characters of a part
_MAX_DEPTH = 7  # of parts in parts
_MAX_PLACES = 1000  # where words may stand


def boxes(page: PageImage, text: str, start: int, end: int) -> tuple[Box, ...]:
    """The boxes around a stretch of a page's text, one for each line; none where it is not found.

    Args:
        page: the page as it looks.
        text: what the file's text has of the page.
        start: where the stretch begins in it.
        end: where it ends.
    """
    words = "".join(text.split())
    first = _n_visible(text[:start])
    last = first + _n_visible(text[start:end])
    found = sorted({*_places(page.characters, words, first, last)})
    return tuple(page.box(*stretch) for stretch in _by_line(found, page.lines))


def _n_visible(text: str) -> int:
    return sum(map(len, text.split()))


def _places(characters: str, words: str, start: int, end: int, depth: int = 0) -> Iterator[int]:
    """The places in ``characters`` of ``words[start:end]``, as a whole or in parts."""
    at = _place(characters, words, start, end)
    if at is not None:
        yield from range(at, at + end - start)
    elif end - start >= 2 * _MIN_PART and depth < _MAX_DEPTH:
        middle = (start + end) // 2
        yield from _places(characters, words, start, middle, depth + 1)
        yield from _places(characters, words, middle, end, depth + 1)


def _place(characters: str, words: str, start: int, end: int) -> int | None:
    """Where a stretch of the words begins on the page; ``None`` where it does not, or anywhere."""
    if start >= end:
        return None
    expected = start * len(characters) / max(len(words), 1)
    for before, after in _AROUND:
        first = max(0, start - before)
        wanted = words[first : end + after]
        found = [*itertools.islice(_occurrences(characters, wanted), _MAX_PLACES)]
        if len(found) > 1 and len(wanted) < _MIN_ALONE:
            return None
        if found:
            return min(found, key=lambda place: abs(place - expected)) + start - first
    return None


def _occurrences(characters: str, wanted: str) -> Iterator[int]:
    at = characters.find(wanted)
    while at >= 0:
        yield at
        at = characters.find(wanted, at + 1)


def _by_line(places: Iterable[int], lines: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Stretches of neighbours among places in order, each in one of the lines."""
    start = end = line = -1
    for place in places:
        of_line = bisect.bisect_right(lines, place)
        if place != end or of_line != line:
            if end > start:
                yield start, end
            start, line = place, of_line
        end = place + 1
    if end > start:
        yield start, end
