"""A passage folded to what was found in it: the sentence and its neighbours; the rest on demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from qa.answering.highlights import within
from qa.web.fragments import tables
from qa.web.fragments.html import marked
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Passage
    from qa.types import Highlight

_N_NEIGHBOURS = 1  # sentences on either side that stay
_WORTH_CHARS = 60  # less is not worth a click


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A passage as markup, all of it; ``is_folded`` tells that a part is hidden at first."""

    text: Markup
    is_folded: bool


def folded(passage: Passage, highlights: Sequence[Highlight], found: Highlight) -> Folded:
    """A passage with what is marked in it, folded to what was found.

    Args:
        passage: the passage.
        highlights: what is marked, in offsets of its text.
        found: the sentence that was found.

    Raises:
        ValueError: a highlight lies outside of the text.
    """
    if passage.table is not None:
        is_folded = tables.is_long(passage)
        return Folded(
            text=tables.text_of(passage, highlights, is_folded=is_folded), is_folded=is_folded
        )
    start, end = _kept(passage, found)
    text = passage.text
    before, after = (
        len(text[a:b].strip()) >= _WORTH_CHARS for a, b in ((0, start), (end, len(text)))
    )
    start, end = start if before else 0, end if after else len(text)
    pieces = ((0, start, before), (start, end, False), (end, len(text), after))
    shown = [_piece(passage, a, b, highlights, is_far=is_far) for a, b, is_far in pieces if a < b]
    return Folded(text=Markup().join(shown), is_folded=before or after)


def _kept(passage: Passage, found: Highlight) -> tuple[int, int]:
    """Where the sentence that was found and its neighbours stand in the text of the passage."""
    spans = [(each.start - passage.start, each.end - passage.start) for each in passage.sentences]
    hit = [i for i, (start, end) in enumerate(spans) if start < found.end and found.start < end]
    if not hit:
        return 0, len(passage.text)
    first = max(hit[0] - _N_NEIGHBOURS, 0)
    last = min(hit[-1] + _N_NEIGHBOURS, len(spans) - 1)
    return spans[first][0], spans[last][1]


def _piece(
    passage: Passage, start: int, end: int, highlights: Sequence[Highlight], *, is_far: bool
) -> Markup:
    text = marked(passage.text[start:end], within(highlights, start, end))
    return render("far", text=text) if is_far else text
