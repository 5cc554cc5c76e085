"""The one place where text becomes HTML.

``Html`` can only be made here: mypy refuses a plain string where markup is expected, so a text
of a report or of a user cannot reach the page without passing ``escape``.
"""

from __future__ import annotations

import html
import itertools
import unicodedata
from typing import TYPE_CHECKING, NewType

from index.language.text import is_hidden
from qa.answering.highlights import runs
from qa.types import HighlightKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.answering.highlights import Run
    from qa.types import Highlight

Html = NewType("Html", str)

_VOID = frozenset({"br", "hr", "input", "wbr"})
_LAID_OUT = frozenset("\t\n")  # controls that the page shows as what they are
_MARKS = (
    (HighlightKind.SENTENCE, "mark"),
    (HighlightKind.ANSWER, "strong"),
    (HighlightKind.TERM, "em"),
)


def escape(text: str) -> Html:
    """Text as markup that shows this text and does nothing else.

    Characters that cannot be seen, or that reorder what can be (bidi controls, zero-width
    characters), show a tag with their code point. The character itself stays beside the tag,
    hidden and isolated, so that the text content of the markup is still ``text``; only a lone
    surrogate, which no UTF-8 page can carry, is left out.
    """
    return join(
        itertools.chain.from_iterable(
            map(_tag, run) if hidden else (Html(html.escape("".join(run))),)
            for hidden, run in itertools.groupby(text, key=_is_hidden)
        )
    )


def element(name: str, /, *children: Html, **attributes: str) -> Html:
    """An element. ``class_`` is written ``class``, other underscores become hyphens."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
    )
    start = f"<{name}{written}>"
    return Html(start if name in _VOID else f"{start}{join(children)}</{name}>")


def join(parts: Iterable[Html]) -> Html:
    """One piece of markup after the other."""
    return Html("".join(parts))


def marked(text: str, highlights: Sequence[Highlight]) -> Html:
    """``text`` with sentences in ``<mark>``, answers in ``<strong>``, terms in ``<em>``.

    The spans may touch, nest and overlap: each character is in one of these exactly if a span of
    that kind covers it, elements of one kind always lie in those of the kind before, cut at
    their borders, and the text content is ``text``.

    Raises:
        ValueError: a highlight lies outside of the text.
    """
    return _nested(runs(text, highlights), _MARKS)


def _nested(pieces: Sequence[Run], marks: Sequence[tuple[HighlightKind, str]]) -> Html:
    """Pieces of text in the elements of the marks, the first of them outermost."""
    if not marks:
        return join(escape(piece) for piece, _ in pieces)
    (kind, name), *inner = marks
    return join(
        element(name, _nested(tuple(run), inner)) if is_covered else _nested(tuple(run), inner)
        for is_covered, run in itertools.groupby(pieces, key=lambda piece: kind in piece[1])
    )


def _is_hidden(character: str) -> bool:
    return character not in _LAID_OUT and is_hidden(character)


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _tag(character: str) -> Html:
    # The title is what the page shows: Gradio's sanitiser keeps it, unlike data attributes.
    # <bdi> keeps a bidi control from acting on its neighbours even where it is not hidden.
    inner = Html("")
    if unicodedata.category(character) != "Cs":
        # A parser reads a raw carriage return as a line feed.
        raw = "&#13;" if character == "\r" else character
        inner = Html(f"<bdi hidden>{raw}</bdi>")
    return element(
        "span", inner, class_="hidden-character", role="img", title=_code_point(character)
    )


def _attribute(value: str) -> str:
    return "".join(
        _code_point(character) if _is_hidden(character) else html.escape(character)
        for character in value
    )
