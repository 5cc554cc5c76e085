"""The one place where text becomes HTML.

``Markup`` can only be made here and by the templates (``qa.web.fragments.templates``), which send what
they show through here: mypy refuses a plain string where markup is expected, so a text of a report
or of a user cannot reach the page without passing ``escape``.
"""

from __future__ import annotations

import itertools
import unicodedata
from typing import TYPE_CHECKING

import markupsafe
from markupsafe import Markup

from index.language.text import is_hidden
from qa.answering.highlights import runs
from qa.types import HighlightKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.answering.highlights import Run
    from qa.types import Highlight

_LAID_OUT = frozenset("\t\n")  # controls that the page shows as what they are
_MARKS = (
    (HighlightKind.SENTENCE, "mark"),
    (HighlightKind.ANSWER, "strong"),
    (HighlightKind.TERM, "em"),
    (HighlightKind.DOUBTFUL, "u"),
)


def escape(text: str) -> Markup:
    """Text as markup that shows this text and does nothing else.

    Characters that cannot be seen, or that reorder what can be (bidi controls, zero-width
    characters), show a tag with their code point. The character itself stays beside the tag,
    hidden and isolated, so that the text content of the markup is still ``text``; only a lone
    surrogate, which no UTF-8 page can carry, is left out.
    """
    return _join(
        itertools.chain.from_iterable(
            map(_tag, run) if hidden else (markupsafe.escape("".join(run)),)
            for hidden, run in itertools.groupby(text, key=_is_hidden)
        )
    )


def attribute(text: str) -> Markup:
    """Text as what stands between the quotes of an attribute; hidden characters by code point."""
    return markupsafe.escape(
        "".join(_code_point(each) if _is_hidden(each) else each for each in text)
    )


def marked(text: str, highlights: Sequence[Highlight]) -> Markup:
    """``text`` with sentences in ``<mark>``, answers in ``<strong>``, terms in ``<em>``, doubts in ``<u>``.

    The spans may touch, nest and overlap: each character is in one of these exactly if a span of
    that kind covers it, elements of one kind always lie in those of the kind before, cut at
    their borders, and the text content is ``text``.

    Raises:
        ValueError: a highlight lies outside of the text.
    """
    return _nested(runs(text, highlights), _MARKS)


def _nested(pieces: Sequence[Run], marks: Sequence[tuple[HighlightKind, str]]) -> Markup:
    """Pieces of text in the elements of the marks, the first of them outermost."""
    if not marks:
        return _join(escape(piece) for piece, _ in pieces)
    (kind, name), *inner = marks
    return _join(
        _within(name, _nested(tuple(run), inner)) if is_covered else _nested(tuple(run), inner)
        for is_covered, run in itertools.groupby(pieces, key=lambda piece: kind in piece[1])
    )


def _within(name: str, markup: Markup) -> Markup:
    return Markup(f"<{name}>{markup}</{name}>")  # noqa: S704 - a name of ours, and markup


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("".join(parts))  # noqa: S704 - markup behind markup


def _is_hidden(character: str) -> bool:
    return character not in _LAID_OUT and is_hidden(character)


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _tag(character: str) -> Markup:
    # The title is what the page shows: Gradio's sanitiser keeps it, unlike data attributes.
    # <bdi> keeps a bidi control from acting on its neighbours even where it is not hidden.
    inner = ""
    if unicodedata.category(character) != "Cs":
        # A parser reads a raw carriage return as a line feed.
        raw = "&#13;" if character == "\r" else character
        inner = f"<bdi hidden>{raw}</bdi>"
    title = _code_point(character)
    return Markup(  # noqa: S704 - what is hidden is none of the characters of markup
        f'<span class="hidden-character" role="img" title="{title}">{inner}</span>'
    )
