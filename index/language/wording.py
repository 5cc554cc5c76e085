"""What a text says, whatever its marks: two texts of the same wording are the same text.

Encoding, line ends, blanks, width, punctuation, Markdown's marks and the script (traditional or
simplified) are how a text is written down. Letters, figures and the marks inside figures are what
it says: 1.5 is not 15, and -3% not 3%.
"""

from __future__ import annotations

import functools
import re

import opencc

from index.language import numerals
from index.language.text import fold

_MARKS = (
    r"\s,.;:!?()\[\]{}\"'“”‘’「」『』《》〈〉【】\u3014\u3015…—–―\u2010\u2011、。·・‧•©®*_`#>|~\\-"
)
_RUN = re.compile(f"[{_MARKS}]+")
_FIGURE = re.compile(f"[0-9{numerals.ZEROED}{numerals.POWERS}]")
_SAYS_NOTHING = re.compile(r"[\s*_`#>|\\]+")  # even inside figures
_DASHES = re.compile("[—–―\u2010\u2011-]+")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")  # Markdown's
_BULLET = re.compile(r"^[ \t\u3000]*[-*+][ \t]+", re.MULTILINE)
# Raised, circled and broken figures become plain ones by folding: 10² is not 102.
_SET_APART = re.compile(
    "([\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u218b\u2460-\u24ff])"
)
_SPACED = re.compile(r"(?<=\S)[ \u3000\xa0](?=\S)")
_SPACED_SHARE = 0.4  # of the characters stand apart in a text that is set with spaces
_AROUND = " \t\n\u3000\xa0*_`#>|"  # what may stand around a text without being of it
_BROKEN_CHARS = 25  # a line that was broken for its length is longer


@functools.lru_cache(maxsize=1)
def _regional() -> tuple[opencc.OpenCC, ...]:
    """What the standards of Taiwan and Hong Kong write otherwise (著 for 着, 衞 for 卫)."""
    return opencc.OpenCC("tw2s"), opencc.OpenCC("hk2s")


def wording(text: str) -> str:
    """The letters, figures and signs of a text, without what only sets them.

    Empty where a text is nothing but marks.
    """
    text = closed(_LINK.sub(r"\1", _BULLET.sub("", text)))
    text = fold(_SET_APART.sub(r" \1 ", text)).text
    for converter in _regional():
        text = converter.convert(text)
    return _RUN.sub(_kept, text)


def closed(text: str) -> str:
    """A text without the blanks between characters, where most of them are set apart by blanks."""
    inner = text.strip(_AROUND)
    n_apart = sum(1 for _ in _SPACED.finditer(inner))
    return _SPACED.sub("", text) if n_apart > _SPACED_SHARE * (len(inner) - n_apart) else text


def _kept(run: re.Match[str]) -> str:
    """What remains of a run of marks: what parts two figures, and the sign before one."""
    before = run.string[run.start() - 1 : run.start()]
    after = run.string[run.end() : run.end() + 1]
    if not _FIGURE.match(after):
        return ""
    if not _FIGURE.match(before):
        return "-" if run[0].endswith("-") and after.isascii() else ""
    marks = _DASHES.sub("-", _SAYS_NOTHING.sub("", run[0]))
    is_apart = not _is_broken_line(run) and any(c.isspace() or c == "|" for c in run[0])
    if not marks:
        return " " if is_apart else ""
    return f"{marks} " if is_apart and marks.endswith(".") else marks


def _is_broken_line(run: re.Match[str]) -> bool:
    """Whether a run is the end of a line that was broken for its length."""
    if run[0].count("\n") != 1:
        return False
    return run.start() - run.string.rfind("\n", 0, run.start()) > _BROKEN_CHARS
