"""Titles of reports: which lines are one, and what around one is not of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import cutting
from index.language.lexicon import alternation
from index.language.text import fold
from index.language.times import dates_of, years_named
from index.reading.head import metadata, places

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_TITLE_CHARS = 60
_MAX_FRAGMENT_CHARS = 24  # of a line that a title's next line goes on from
_MAX_FRAGMENTS = 2
_DOCUMENT = alternation("document")
_REPORT = alternation("report")
_TITLE = re.compile(
    rf"(?:{alternation('work')}){_REPORT}|"
    rf"(?:{_DOCUMENT})(?:[（(].{{1,20}}[）)])?[\d*]?$"  # with the mark of a footnote
)
_HAN = r"[\u4e00-\u9fff]"
_PRESENTED = (
    rf"(?:^|[\s、]){_HAN}{{1,12}}(?<![工合])作(?:了)?{_HAN}{{0,10}}(?:{alternation('work')}){_REPORT}"
    rf"|{_HAN}{{2}}(?<![工合])作(?:了)?{_REPORT}"
)
_CAPTION = re.compile(rf"{_PRESENTED}|(?:{alternation('of_caption')})|摄$")
_BRACKETED = re.compile(r"^(?:\[[^\]]*\]|【[^】]*】)\s*")
_NOTE_MARK = re.compile(r"(?<=[\u4e00-\u9fff])\s*(?:[\u2460-\u2473*\uff0a]|\[\d{1,2}\])$")
_PARTS = re.compile(r"\s*[-_|｜—–]+\s*")
_SITE = re.compile(rf"(?:{alternation('of_site')})$|网(?:站)?$")
_PROGRAM = re.compile(r"^microsoft\s*(?:office\s*)?word\s*-\s*", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(?:docx?|wps|pdf|html?|txt|rtf)$", re.IGNORECASE)
_NOT_TITLED = re.compile(rf"(?:{alternation('not_titled')})+[\s\d]*", re.IGNORECASE)


def is_title(line: str) -> bool:
    """Whether a line can be the title of a report: ``2024年天津市河北区政府工作报告``.

    A photograph's caption (``市长沈禾作政府工作报告。记者 穆青 摄``) is none.
    """
    if len(line) > 2 * _MAX_TITLE_CHARS:  # characters that are set apart
        return False
    folded = fold(cleaned(line)).text
    return (
        len(folded) <= _MAX_TITLE_CHARS
        and _TITLE.search(folded) is not None
        and not is_caption(line)
        and places.occasion_in(folded) is None  # 2025年1月14日在…会议上省长…作政府工作报告
        and next(dates_of(folded), None) is None
    )


def is_caption(line: str) -> bool:
    """Whether a line is of a photograph, and not of the session at which the report was given."""
    folded = fold(line).text
    return _CAPTION.search(folded) is not None and places.occasion_in(folded) is None


def is_telling(title: str) -> bool:
    """Whether a title says of which year or place it is, not just ``政府工作报告``."""
    folded = fold(title).text
    return bool(
        years_named(folded, of_republic=places.is_of_republic(folded))
        or places.place_of_title(folded)
        or places.occasion_in(folded)
    )


def cleaned(line: str) -> str:
    """A title without a label (``标题：``), a mark in brackets before it, or a footnote's behind it."""
    labelled = metadata.parse([line]).titles
    return _NOTE_MARK.sub("", _BRACKETED.sub("", labelled[0] if labelled else line))


def n_fragments(lines: Sequence[str], at: int) -> int:
    """How many lines above a title's last one are of it: its place, in a line of its own."""
    if is_telling(lines[at]) and places.place_of_title(fold(cleaned(lines[at])).text):
        return 0
    n = 0
    while n < min(at, _MAX_FRAGMENTS) and _is_fragment(lines[at - n - 1]):
        n += 1
    whole = joined(lines[at - n : at + 1])
    return n if n and places.place_of_title(fold(whole).text) else 0


def end_of_title(lines: Sequence[str], start: int) -> int | None:
    """The end of the title that lines begin with, of one line or of several."""
    for end in range(start + 1, min(start + _MAX_FRAGMENTS + 1, len(lines)) + 1):
        if is_title(lines[end - 1]):
            above = end - 1 - start
            return end if n_fragments(lines[start:end], above) == above else None
        if is_title(joined(lines[start:end])):
            return end
    return None


def candidates(title: Sequence[str], above: Sequence[str]) -> list[str]:
    """The titles that a text names: the report's own, then those above it, from it upwards."""
    own = [joined(title)] if title else []
    return own + [line for line in reversed(above) if is_title(line)]


def is_of_page(line: str) -> bool:
    """Whether a line of the head is of the page around the report."""
    return metadata.is_metadata(line) or is_caption(line)


def joined(lines: Sequence[str]) -> str:
    """A title that stands in several lines."""
    return "".join(line.strip() for line in lines)


def of_format(title: str) -> str:
    """What a file's own format gives as the title, without the site's and the program's name."""
    title = _SUFFIX.sub("", _PROGRAM.sub("", title.strip()))
    parts = _PARTS.split(title)
    while len(parts) > 1 and _SITE.search(parts[-1]) and not is_title(parts[-1]):
        parts.pop()
        title = title[: title.rindex(parts[-1]) + len(parts[-1])]
    return "" if _NOT_TITLED.fullmatch(title) else title


def _is_fragment(line: str) -> bool:
    folded = fold(line).text
    return (
        len(folded) <= _MAX_FRAGMENT_CHARS
        and not cutting.is_prose(line)
        and places.is_place(folded)
    )
