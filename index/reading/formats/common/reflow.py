"""Plain text whose lines are no paragraphs: broken at a width or at links, or all in one line.

Only white space changes: line ends are taken out or put in.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

from index.language import cutting
from index.language.lexicon import alternation
from index.language.numerals import TENS

# --- one line
_ESCAPED = re.compile(r"(?:\\r)?\\n|\\r")
_MIN_ESCAPED = 3  # line ends that stand in a text as two characters each
_LONG = 1500  # characters of a line that can hold several paragraphs
_NUMERAL = f"[{TENS}]"
_HEADINGS = re.compile(
    rf"(?<=[。！？!?：:”])(?=(?:{_NUMERAL}{{1,3}}、|[（(]{_NUMERAL}{{1,3}}[）)])[^。]{{2,60}})"
)
_PART_ENDS = re.compile(
    rf"(?:^|(?<=\n))({_NUMERAL}{{1,3}}、[^。，,\n]{{0,24}}?(?:{alternation('part_heading')}))(?=[^\n])"
)
_SALUTATION = re.compile(rf"(?:{alternation('salutation')})[：:！!]")
_SALUTATIONS = re.compile(rf"(?<=[。！？!?])(?={alternation('salutation')}[：:！!])")

# --- broken lines
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
_MIN_WIDTH, _MAX_WIDTH = 24, 140  # columns of a page; a Chinese character takes two
_FULL = 0.86  # of the page's width, that a full line has at the least
_MIN_FULL = 2  # lines that are full and unfinished, in a text that is broken at a width


def reflowed(text: str) -> str:
    """A text whose lines are its paragraphs, as far as can be told."""
    return _joined(_parted(text))


def _parted(text: str) -> str:
    """A text that stands in one line, or a few, with line ends where paragraphs begin."""
    if len(_ESCAPED.findall(text)) >= max(_MIN_ESCAPED, text.count("\n")):
        text = _ESCAPED.sub("\n", text)
    return "\n".join(
        _cut(line) if len(line) > _LONG or _is_whole(line, text) else line
        for line in text.split("\n")
    )


def _is_whole(line: str, text: str) -> bool:
    """Whether a line is nearly all of a text, and holds more than one heading."""
    return len(line) > len(text) / 2 and len(_HEADINGS.findall(line)) > 1


def _cut(line: str) -> str:
    line = _SALUTATIONS.sub("\n", _HEADINGS.sub("\n", line))
    return _PART_ENDS.sub(r"\1\n", line)


def _joined(text: str) -> str:
    """A text without the line ends that stand inside of its paragraphs."""
    lines = text.split("\n")
    width = _width_of_page(lines)
    is_broken = any(_CONTINUES.match(line.strip()) for line in lines)
    if not width and not is_broken:
        return text
    paragraphs: list[str] = []
    last = ""  # the last line of the last paragraph, as it stands
    is_mended = False  # whether the last paragraph was joined of several lines
    for line, following in itertools.zip_longest(lines, lines[1:], fillvalue=""):
        words = line.strip()
        before = paragraphs[-1].rstrip() if paragraphs else ""
        goes_on = bool(words and before) and not _begins(line, width=width)
        if goes_on and is_broken:
            is_open = is_mended and not cutting.ends_paragraph(before)
            goes_on = is_open or _goes_on(before, words, following.strip())
        if goes_on and not is_broken:
            goes_on = _is_full(last, width) and _is_open(before)
        if goes_on:
            paragraphs[-1] = before + _joint(before, words) + words
        else:
            paragraphs.append(line)
        is_mended = goes_on
        last = line
    return "\n".join(paragraphs)


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


def _is_full(line: str, width: int) -> bool:
    return _columns(line) >= _FULL * width


def _is_open(text: str) -> bool:
    """Whether a text is prose that does not end as a sentence does."""
    return (
        bool(text)
        and not cutting.ends_paragraph(text)
        and re.search(r"[，。、]", text) is not None
        and (_NUMBERED.match(text) is None or _STOPS.search(text) is not None)
    )


def _begins(line: str, *, width: int) -> bool:
    """Whether a line begins a paragraph whatever stands before it."""
    if _CONTINUES.match(line.strip()):
        return False
    if _SALUTATION.match(line.strip()):
        return True
    is_set_in = bool(width) and _INDENT.match(line) is not None
    return is_set_in or bool(_NUMBERED.match(line.strip())) or bool(_GAPS.search(line.strip()))


def _goes_on(before: str, words: str, after: str) -> bool:
    """Whether a line that a link, or what stood around one, broke off goes on."""
    if _CONTINUES.match(words) or _LEADS_ON.search(before) or _is_unbalanced(before):
        return True
    if cutting.ends_paragraph(before):
        return False
    is_fragment = len(words) <= _MAX_FRAGMENT and not _STOPS.search(words)
    is_prose = _STOPS.search(before) is not None
    return is_prose or (is_fragment and _CONTINUES.match(after) is not None and "，" in before)


def _is_unbalanced(text: str) -> bool:
    tail = text[-200:]
    return any(
        tail.count(opening) > tail.count(closing)
        for opening, closing in zip(_OPEN, _CLOSED, strict=True)
    )


def _joint(before: str, after: str) -> str:
    """Chinese is set without spaces: only between Latin words does a line end mean one."""
    is_latin = before[-1:].isascii() and before[-1:].isalnum()
    return " " if is_latin and after[:1].isascii() and after[:1].isalpha() else ""
