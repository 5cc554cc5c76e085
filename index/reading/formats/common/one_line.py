"""Texts that stand in one line, or a few: line ends where their paragraphs begin.

Only white space changes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import cutting, wording
from index.language.lexicon import alternation
from index.language.numerals import TENS

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPED = re.compile(r"(?:\\r)?\\n|\\r")
_MIN_ESCAPED = 3  # line ends that stand in a text as two characters each
_LONG = 1500  # characters of a line that can hold several paragraphs
_MOST = 2000  # of what remains of one: no paragraph is as long, so it holds some
_USUAL = 600  # of the pieces that such a one is cut to, at the ends of sentences
_NUMERAL = f"[{TENS}]"
_HEADINGS = re.compile(
    rf"(?<=[。！？!?：:”])(?=(?:{_NUMERAL}{{1,3}}、|[（(]{_NUMERAL}{{1,3}}[)）])[^。]{{2,60}})"
)
_PART_ENDS = re.compile(
    rf"(?:^|(?<=\n))({_NUMERAL}{{1,3}}、[^。，,\n]{{0,24}}?(?:{alternation('part_heading')}))"
    r"(?=[^\n和与及、的])"
)
# What stands apart behind a paragraph's end: a date, the mark of a site.
_TAIL = re.compile(
    r"(?<=[。！？])[ \u3000\xa0]{2,}(?=[^，。；：、！？\s][^，。；：、！？\n]{1,23}$)", re.MULTILINE
)
_SALUTATIONS = re.compile(rf"(?<=[。！？!?])(?={alternation('salutation')}[：:！!])")
# Where paragraphs were set in: by blanks of a character's width, or by others behind a stop.
_SET_IN = re.compile(r"[ \xa0]*\u3000{2,}[ \xa0]*|(?<=[。！？：:”])[ \xa0]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BLANK = re.compile(
    r"(?<=[\u4e00-\u9fff，。；：、！？”》）0-9.%]) (?=[\u4e00-\u9fff，。；：、！？“《（])|"
    r"(?<=[\u4e00-\u9fff，。；：、！？“《（]) (?=[0-9])"
)
_MIN_BLANKS = 8
_BLANK_SHARE = 0.6  # of the characters of a line, that a blank follows
_LEADS = re.compile(rf"(?<=[。！？；])(?=(?:{_NUMERAL}是|第{_NUMERAL}[，,]|[—–─]{{2}}))")


def closed(text: str) -> str:
    """A text without the blanks between characters, in lines of prose where most are set apart.

    Machines that read scans write so; a title that is set apart (``政 府 工 作 报 告``) stays, but in a
    text all of which is.
    """
    lines = text.split("\n")
    if not any(map(_is_set_apart, lines)):
        return text
    return "\n".join(
        _BLANK.sub("", line) if _is_set_apart(line) else line
        for line in wording.closed(text).split("\n")
    )


def _is_set_apart(line: str) -> bool:
    n_blanks = len(_BLANK.findall(line))
    return n_blanks >= _MIN_BLANKS and (
        cutting.is_prose(line.rstrip()) and n_blanks >= _BLANK_SHARE * len(_HAN.findall(line))
    )


def parted(text: str) -> str:
    """A text that stands in one line, or a few, with line ends where paragraphs begin."""
    if len(_ESCAPED.findall(text)) >= max(_MIN_ESCAPED, text.count("\n")):
        text = _ESCAPED.sub("\n", text)
    text = _TAIL.sub("\n", text)
    return "\n".join(
        _cut(line) if len(line) > _LONG or _is_whole(line, text) else line
        for line in text.split("\n")
    )


def _is_whole(line: str, text: str) -> bool:
    """Whether a line is nearly all of a text, and holds more than one heading or indent."""
    return len(line) > len(text) / 2 and (
        len(_HEADINGS.findall(line)) > 1 or len(_SET_IN.findall(line)) > 1
    )


def _cut(line: str) -> str:
    line = line[: len(line) - len(line.lstrip())] + _SET_IN.sub("\n", line.lstrip())
    line = _SALUTATIONS.sub("\n", _HEADINGS.sub("\n", line))
    line = _PART_ENDS.sub(r"\1\n", line)
    return "\n".join(piece for part in line.split("\n") for piece in _shortened(part))


def _shortened(part: str) -> Iterator[str]:
    """A part as it is; of one that is longer than paragraphs are, its points, or some sentences each."""
    if len(part) <= _MOST:
        yield part
        return
    for point in _LEADS.split(part):
        start = end = 0
        for _, end in cutting.sentences(point):
            is_stop = cutting.is_prose(point[end - 2 : end]) and point[end - 1] not in "；;"
            if end - start >= _USUAL and is_stop:
                yield point[start:end]
                start = end
        if start < len(point):
            yield point[start:]
