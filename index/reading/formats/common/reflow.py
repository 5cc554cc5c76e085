"""Plain text whose lines are no paragraphs: broken at a width or at links, or all in one line.

Only white space changes: line ends are taken out or put in. Where a page ends inside of a paragraph, its
number is put below.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import TYPE_CHECKING

from index.language import cutting
from index.language.lexicon import alternation
from index.language.numerals import TENS
from index.reading.formats.common import page_ends
from index.reading.formats.common.one_line import closed, parted

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMERAL = f"[{TENS}]"
_SALUTATION = re.compile(rf"(?:{alternation('salutation')})[：:！!]")

_CONTINUES = re.compile(r"[，,、。；;：:！!？?）)”’」』》】%％]")
_LEADS_ON = re.compile(r"[，,、（(“‘「『《【]$")
_STOPS = re.compile(r"[。；！？]")
_NUMBERED = re.compile(
    rf"第?{_NUMERAL}{{1,3}}[、.．是部章编]|[（(](?:{_NUMERAL}{{1,3}}|\d{{1,3}})[）)]|\d{{1,3}}[.．、](?!\d)|"
    r"[—–─]{2}|[①-⑳]|#"
)
_GAPS = re.compile(r"\S(?:\t|[ \u3000]{2,})\S")
_INDENT = re.compile(r"[ \t\u3000]{2,}|\u3000")
_OPEN, _CLOSED = "（(“「『《【", "）)”」』》】"
_MAX_FRAGMENT = 30  # characters of a link's text
# Characters of a sentence that a link breaks off, if no other stands before it; and before a link of
# a word or two.
_MIN_OPEN, _MIN_OPEN_BEFORE_WORD = 25, 8
_WORD_CHARS = 4
_WORDS = re.compile(r"[^，,、。；;：:！!？?…（）()《》“”\s]{1,12}")  # that a link shows
_MIN_LINKS = 2  # such lines, in a text that links broke
_END_CHARS = 40
_MAX_PARAGRAPH = 3000  # characters, over which nothing is joined: the work grows with the text only
_MIN_SPACED = 10  # lines of a text that has an empty one between all of them
_SPACED_SHARE = 0.9
_MARKS = re.compile(r"[，。；、]")
_FIGURE_BEGINS = re.compile(r"[0-9]\.$")  # of one that is broken at its point
_MIN_WIDTH, _MAX_WIDTH = 24, 140  # columns of a page; a Chinese character takes two
_FULL = 0.86  # of the page's width, that a full line has at the least
_MIN_FULL = 2  # lines that are full and unfinished, in a text that is broken at a width


def reflowed(text: str) -> str:
    """A text whose lines are its paragraphs, as far as can be told."""
    return _joined(parted(closed(text)))


def _joined(text: str) -> str:
    """A text without the line ends that stand inside of its paragraphs."""
    lines = text.split("\n")
    width = _width_of_page(lines)
    is_spaced = _is_spaced(lines)
    filled = [line for line in lines if line.strip()] if is_spaced else lines
    links = _links(filled)
    is_broken = any(_CONTINUES.match(line.strip()) for line in lines) or len(links) >= _MIN_LINKS
    if not width and not is_broken:
        return text
    if width:
        lines = page_ends.moved(
            lines,
            goes_on=lambda line: _columns(line) >= _FULL * width and not _ends(line.strip()),
            begins=lambda line: _begins(line, width=width),
        )
        filled = [line for line in lines if line.strip()] if is_spaced else lines
    n_chars = max(len(line.rstrip()) for line in lines)
    joiner = _Joiner(width, n_chars, set(links), is_broken=is_broken)
    following = iter((*filled[1:], ""))
    for line in lines:
        if line.strip() or not is_spaced:
            joiner.add(line, next(following, ""))
        else:
            joiner.add_blank(line)
    return "\n".join(joiner.lines)


def _is_spaced(lines: Sequence[str]) -> bool:
    """Whether an empty line stands between nearly all lines of a text."""
    n_filled = sum(bool(line.strip()) for line in lines)
    n_beside = sum(
        bool(line.strip() and after.strip()) for line, after in itertools.pairwise(lines)
    )
    return n_filled >= _MIN_SPACED and n_beside <= (1 - _SPACED_SHARE) * n_filled


def _links(lines: Sequence[str]) -> list[str]:
    """The lines that are a few words out of the middle of a sentence, as links leave them."""
    links = []
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        words, rest = line.strip(), after.strip()
        if (
            _WORDS.fullmatch(words)
            and _is_open(before.strip())
            and (_STOPS.search(before) or len(before.strip()) >= _min_open(words))
            and _MARKS.search(rest)
            and not _begins(after, width=0)
            and not _NUMBERED.match(words)
            and not page_ends.is_page_number(words, bare=True)
        ):
            links.append(words)
    return links


def _min_open(words: str) -> int:
    return _MIN_OPEN if len(words) > _WORD_CHARS else _MIN_OPEN_BEFORE_WORD


class _Joiner:
    """Joins lines to paragraphs, one after the other.

    Args:
        width: of the page at which they were broken, in columns; 0 where they were not.
        n_chars: of its longest line, for programs that count these.
        links: what is known to be the words of a link.
        is_broken: whether links broke them.
    """

    def __init__(self, width: int, n_chars: int, links: set[str], *, is_broken: bool) -> None:
        self.lines: list[str] = []
        self._is_broken = is_broken
        self._width = width
        self._n_chars = n_chars
        self._links = links
        self._n_blank = 0  # empty lines since the last paragraph
        self._last = ""  # the last line of the last paragraph, as it stands
        self._is_mended = False  # whether the last paragraph was joined of several lines

    def add_blank(self, line: str) -> None:
        """Take an empty line of a text that has one between all lines."""
        self.lines.append(line)
        self._n_blank += 1

    def add(self, line: str, following: str) -> None:
        """Take the next line."""
        words = line.strip()
        at = len(self.lines) - 1 - self._n_blank
        before = self.lines[at].rstrip() if at >= 0 else ""
        goes_on = bool(words) and 0 < len(before) <= _MAX_PARAGRAPH
        goes_on = goes_on and not _begins(line, width=self._width)
        if goes_on:
            goes_on = self._is_wrapped(before, words) or (
                self._is_broken
                and (self._is_open(before) or self._goes_on(before, words, following.strip()))
            )
        if goes_on:
            del self.lines[at + 1 :]
            self.lines[at] = before + joint(before, words) + words
        else:
            self.lines.append(line)
        self._n_blank = 0
        self._is_mended = goes_on
        self._last = line

    def _is_wrapped(self, before: str, words: str) -> bool:
        """Whether the last line was broken at the page's width."""
        if not self._width:
            return False
        columns, n_chars = _columns(self._last), len(self._last.rstrip())
        is_brimful = columns >= self._width - 2 or n_chars >= self._n_chars - 1
        if not is_brimful and columns < _FULL * self._width:
            return False
        if _is_open(before) or (_FIGURE_BEGINS.search(before) and words[0].isdigit()):
            return True
        # A heading is seldom so long that nothing more would have stood in its line.
        ends = _ends(before) and not before.endswith(("；", ";"))
        return is_brimful and not ends and _MARKS.search(before + words) is not None

    def _is_open(self, before: str) -> bool:
        """Whether the last paragraph, joined of several lines, was not at its end."""
        if not self._is_mended or _ends(before):
            return False
        # A title or a heading goes on after a link, and ends with that line.
        is_sentence = _MARKS.search(before) is not None and not _is_heading(before)
        return is_sentence or self._last.strip() in self._links

    def _goes_on(self, before: str, words: str, after: str) -> bool:
        if words in self._links and not _ends(before):
            return True
        return _goes_on(before, words, after)


def _width_of_page(lines: list[str]) -> int:
    """The width, in columns, at which the lines of a text were broken; 0 where they were not."""
    widths = [_columns(line) for line in lines]
    widest = max(widths, default=0)
    if not _MIN_WIDTH <= widest <= _MAX_WIDTH:
        return 0
    n_full = sum(
        width >= _FULL * widest and _is_open(line.strip())
        for line, width in zip(lines, widths, strict=True)
    )
    return widest if n_full >= _MIN_FULL else 0


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line.rstrip())


def _is_open(text: str) -> bool:
    """Whether a text is prose that does not end as a sentence does."""
    return (
        bool(text)
        and not _ends(text)
        and re.search(r"[，。、]", text) is not None
        and not _is_heading(text)
    )


def _is_heading(text: str) -> bool:
    return _NUMBERED.match(text) is not None and _STOPS.search(text) is None


def _begins(line: str, *, width: int) -> bool:
    """Whether a line begins a paragraph whatever stands before it."""
    if _CONTINUES.match(line.strip()):
        return False
    if _SALUTATION.match(line.strip()) or page_ends.is_page_number(line, bare=bool(width)):
        return True
    is_set_in = bool(width) and _INDENT.match(line) is not None
    return is_set_in or bool(_NUMBERED.match(line.strip())) or bool(_GAPS.search(line.strip()))


def _goes_on(before: str, words: str, after: str) -> bool:
    """Whether a line that a link, or what stood around one, broke off goes on."""
    if _CONTINUES.match(words) or _LEADS_ON.search(before) or _is_unbalanced(before):
        return True
    if _ends(before):
        return False
    is_fragment = len(words) <= _MAX_FRAGMENT and not _STOPS.search(words)
    is_prose = _STOPS.search(before) is not None
    return is_prose or (is_fragment and _CONTINUES.match(after) is not None and "，" in before)


def _ends(text: str) -> bool:
    """Whether a text ends as a paragraph does; of a long one no more is looked at than that takes."""
    return cutting.ends_paragraph(text[-_END_CHARS:])


def _is_unbalanced(text: str) -> bool:
    tail = text[-200:]
    return any(
        tail.count(opening) > tail.count(closing)
        for opening, closing in zip(_OPEN, _CLOSED, strict=True)
    )


def joint(before: str, after: str) -> str:
    """What stands for a line's end: Chinese is set without blanks, only Latin words are parted."""
    is_latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii()
    return " " if is_latin and after[:1].isalnum() else ""
