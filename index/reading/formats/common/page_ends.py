"""The ends of pages in plain text: page numbers and running heads that part a paragraph."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from index.language import cutting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PAGE_NUMBER = re.compile(
    r"[—–─·\-]*\d{1,4}[—–─·\-]*|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}"
)
_MIN_REPEATS = 3  # of a running head
_MAX_HEAD_CHARS = 40


def moved(
    lines: Sequence[str], *, goes_on: Callable[[str], bool], begins: Callable[[str], bool]
) -> list[str]:
    """The lines of a text whose pages' ends stand below the paragraphs that they part.

    Args:
        lines: the lines of a text that was broken at a width.
        goes_on: whether a line is so full that its paragraph goes on in the next.
        begins: whether a line begins a paragraph, whatever stands before it.
    """
    heads = _running_heads(lines)
    is_end = [_is_end(line, heads) for line in lines]
    kept: list[str] = []
    held: list[str] = []  # ends of pages inside of the paragraph so far
    i = 0
    while i < len(lines):
        after = i
        while after < len(lines) and (is_end[after] or not lines[after].strip()):
            after += 1
        if after > i:
            is_parted = any(is_end[i:after]) and kept and goes_on(kept[-1]) and after < len(lines)
            if is_parted and not begins(lines[after]):
                held += lines[i:after]
            else:
                kept += [*held, *lines[i:after]]
                held = []
            i = after
            continue
        kept.append(lines[i])
        if held and not goes_on(lines[i]):
            kept += held
            held = []
        i += 1
    return kept + held


def is_page_number(line: str, *, bare: bool) -> bool:
    """Whether a line is nothing but a page's number; ``bare`` tells that digits alone can be one."""
    squeezed = "".join(line.split())
    return _PAGE_NUMBER.fullmatch(squeezed) is not None and (bare or not squeezed.isdecimal())


def _running_heads(lines: Sequence[str]) -> frozenset[str]:
    times = Counter(
        squeezed
        for line in lines
        if (squeezed := "".join(line.split())) and len(squeezed) <= _MAX_HEAD_CHARS
    )
    return frozenset(
        text for text, n in times.items() if n >= _MIN_REPEATS and not cutting.ends_paragraph(text)
    )


def _is_end(line: str, heads: frozenset[str]) -> bool:
    return "".join(line.split()) in heads or is_page_number(line, bare=True)
