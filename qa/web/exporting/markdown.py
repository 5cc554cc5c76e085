r"""The one place where text becomes Markdown: shown as it is by CommonMark, and by GitHub's dialect.

A backslash stands only where a mark would act, so that the file reads well as it is: 4.5%, （一）
and - stay, and ``1. 甲`` is ``1\. 甲`` where a paragraph begins with it. What GitHub's dialect links
by itself (``http://``, ``www.``) is kept from it likewise; of an e-mail address that holds for
other renderers only, since GitHub's looks for these after the backslashes are gone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

# A mark that acts wherever it stands, or between some neighbours.
_MARK = re.compile(
    r"""
    [\\`*\[~$]
    |<(?=[A-Za-z/!?])  # a tag, or a link in brackets
    |(?<![^\W_])_|_(?![^\W_])  # inside of a word it is none
    |&(?=\#?\w+;)  # an entity
    |:(?=//)|(?<=\S)@(?=\w)|(?<=www)\.|(?<=\w)\.(?=[A-Za-z])|/(?=/)  # a bare address
    |(?<![^\ ])\#(?=\#*$)  # what may end a heading
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What makes another block of a paragraph that begins with it.
_BLOCK = re.compile(r"(?:#{1,6}|[+-]|\d{1,9}(?P<delimiter>[.)]))(?= |$)|>|-(?=[ -]*$)")


def inline(text: str) -> str:
    """A text as Markdown that is shown as it is, in one line, behind other text."""
    return _MARK.sub(r"\\\g<0>", visible(" ".join(text.strip().split("\n"))))


def paragraph(text: str) -> str:
    """A text as Markdown that is shown as it is, in a paragraph of its own."""
    marked = inline(text)
    block = _BLOCK.match(marked)
    if block is None:
        return marked
    at = max(0, block.start("delimiter"))  # -1 where it has none
    return f"{marked[:at]}\\{marked[at:]}"


def bold(text: str) -> str:
    """A text in bold; nothing where it has no words."""
    words = text.strip()
    return f"**{inline(words)}**" if words else ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table, whose cells show their texts as they are."""
    n_columns = max(map(len, (head, *rows)))
    return [
        _row(head, n_columns),
        "|" + " --- |" * n_columns,
        *(_row(row, n_columns) for row in rows),
    ]


def _row(cells: Sequence[str], n_columns: int) -> str:
    shown = [inline(cell).replace("|", "\\|") for cell in cells]
    return "| " + " | ".join([*shown, *[""] * (n_columns - len(shown))]) + " |"
