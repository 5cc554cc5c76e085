"""What a line of a report is: a heading, a paragraph with a lead, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from index.language import cutting, numerals
from index.language.lexicon import alternation
from index.language.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_HEADING_CHARS = 80
_MAX_LEAD_CHARS = 70
_MAX_GLOSSARY_CHARS = 40
_MAX_SENTENCE_CHARS = 40  # of a heading that ends as a sentence does
_EARLY = 0.1  # of a report, within which its first part begins

_NUMERAL = f"[{numerals.TENS}百]+"
_FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾甲乙丙丁戊己庚辛"  # of reports in traditional characters
_ANNEX = re.compile(
    rf"附(?:件|录|表)?\s*(?:\d{{1,2}}|[{numerals.TENS}]{{0,2}})\s*(?:[:：].{{0,40}}|\s.{{0,40}}|)"
)
_GLOSSARY = re.compile(rf"(?:名词|词语|术语|用语)(?:{alternation('explanation')})")
_DECORATED = re.compile(rf"[※*◆■\[【(]+\s*(?:{alternation('explanation')})\s*[※*◆■\]】)]+:?")
_ENTRY = re.compile(r"[\[\uff3b\u3014【]\s*\d{1,3}\s*[\]\uff3d\u3015】]|[①-⑳㉑-㊿]")
_ELSEWHERE = re.compile(r"附后|见(?:附|后|文)")  # (名词解释附后)
_PART = rf"(?:{alternation('part_heading')})"
_NAMES_PART = re.compile(rf"{_PART}$")
_TIME = rf"(?:(?:19|20)\d{{2}}\s*年|{alternation('heading_time')})"
_UNNUMBERED = re.compile(
    rf"{_TIME}?[^，。：]{{0,10}}{_PART}|{_TIME}[^，。：]{{0,10}}(?:{alternation('timed_part')})"
)


class Level(IntEnum):
    """How deep a heading stands; a lead covers its own paragraph only."""

    TITLE = 0  # the report's own
    PART = 1  # 一、 and annexes
    CHAPTER = 2  # (一)
    ITEM = 3  # 1. and (1)
    LEAD = 4  # —— and 一是


_KINDS_OF_VOLUME = "(?:部分|篇|编|編)"
_VOLUME = rf"第{_NUMERAL}{_KINDS_OF_VOLUME}|[{_FORMAL}]{{1,3}}[、.．]"
_SECTIONS = (rf"第{_NUMERAL}章", rf"第{_NUMERAL}[节節]")
# Numberings that stand above 一、, the outermost first: a plan has chapters and sections.
_ABOVE = tuple(map(re.compile, (_VOLUME, *_SECTIONS)))
_NUMBERED = (
    (Level.PART, re.compile("|".join((_VOLUME, *_SECTIONS, rf"{_NUMERAL}[、.．]")))),
    (Level.CHAPTER, re.compile(rf"[(（]{_NUMERAL}[)）]")),
    (Level.ITEM, re.compile(r"\d{1,3}[.．、](?!\d)|[(（]\d{1,3}[)）]")),
    (Level.LEAD, re.compile(rf"[—–─-]{{2,}}|{_NUMERAL}是(?![\u4e00-\u9fff]?[,，])")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A heading found in a line: its level, title, length, and whether it is the whole line."""

    level: Level
    title: str
    n_chars: int
    alone: bool


def mark_of(line: str) -> Mark | None:
    """The heading that a line is, or that the paragraph in it begins with."""
    if not cutting.is_prose(line) and len(line) <= _MAX_HEADING_CHARS:
        if is_glossary(line) or _ANNEX.fullmatch(line) or _UNNUMBERED.fullmatch(line):
            return _mark(Level.PART, line, alone=True)
        level = numbering_of(line)
        if level is not None and line[-1] not in "，,、":
            # 一是 in a line of its own heads the paragraphs below it, as (一) does.
            leads_on = level is Level.LEAD and not line.startswith(("—", "–", "─", "-"))
            return _mark(Level.CHAPTER if leads_on else level, line, alone=True)
        return None
    level = numbering_of(line)
    lead = cutting.lead(line)
    if level is None or not lead or len(lead) > _MAX_LEAD_CHARS:
        return None
    if len(lead) == len(line):
        return _mark(level, line, alone=True) if _is_sentence(line, level) else None
    return _mark(level, lead, alone=False)


def _is_sentence(line: str, level: Level) -> bool:
    """Whether a sentence alone in its line can be a heading: ``（一）持续抓好生态环境治理各项工作。``.

    One with a figure tells more than a heading does.
    """
    return (
        level in (Level.PART, Level.CHAPTER)
        and len(line) <= _MAX_SENTENCE_CHARS
        and line.endswith("。")
        and not re.search(r"\d", line)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """How deep the numberings of one report stand.

    ``above`` are those above 一、 that it has, the outermost first; ``by`` is how much deeper than usual
    the others stand, which is one less where （一） heads its parts.
    """

    above: tuple[re.Pattern[str], ...] = ()
    by: int = 0

    def level(self, line: str, mark: Mark) -> int:
        """The level of a heading in this report."""
        for rank, pattern in enumerate(self.above):
            if pattern.match(line):
                return Level.PART + rank
        if numbering_of(line) is None:
            return mark.level
        return max(Level.PART, min(mark.level + self.by, Level.LEAD))


def ranks_of(lines: Sequence[str]) -> Ranks:
    """The ranks of the numberings in a report's lines."""
    alone = {i: mark for i, line in enumerate(lines) if (mark := mark_of(line)) and mark.alone}
    above = tuple(
        pattern for pattern in _ABOVE if sum(bool(pattern.match(lines[i])) for i in alone) > 1
    )
    if above or any(mark.level is Level.PART for mark in alone.values()):
        return Ranks(above=above, by=len(above))
    chapters = [i for i, mark in alone.items() if mark.level is Level.CHAPTER]
    n_before = sum(map(len, lines[: chapters[0]])) if chapters else 0
    is_outermost = bool(chapters) and n_before <= _EARLY * sum(map(len, lines))
    return Ranks(by=-1 if is_outermost else 0)


def numbering_of(line: str) -> Level | None:
    """The level that the numbering at a line's start stands for."""
    return next((level for level, pattern in _NUMBERED if pattern.match(line)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """What numbers a heading: its style, its number, how many characters of the line it takes.

    Headings of one style are numbered alike; dashes (——) number nothing.
    """

    style: str
    number: int | None
    n_chars: int


_STYLES = {
    "volume": rf"第(?P<n_volume>{_NUMERAL}){_KINDS_OF_VOLUME}",
    "part of a plan": rf"第(?P<n_chapter>{_NUMERAL})章",
    "section of a plan": rf"第(?P<n_section>{_NUMERAL})[节節]",
    "formal": rf"(?P<n_formal>[{_FORMAL}]{{1,3}})[、.．]",
    "part": rf"(?P<n_part>{_NUMERAL})[、.．]",
    "chapter": rf"[(（](?P<n_in_brackets>{_NUMERAL})[)）]",
    "item": r"(?P<n_item>\d{1,3})[.．、](?!\d)",
    "item in brackets": r"[(（](?P<n_digits>\d{1,3})[)）]",
    "lead": rf"(?P<n_lead>{_NUMERAL})是",
    "dash": r"[—–─-]{2,}",
}
_NUMBERINGS = {style: re.compile(rf"(?:{way})\s*") for style, way in _STYLES.items()}


def numbering(line: str) -> Numbering | None:
    """What numbers a heading at its beginning; ``None`` where nothing does."""
    for style, pattern in _NUMBERINGS.items():
        if match := pattern.match(line):
            written = next(filter(None, match.groupdict().values()), "")
            number = numerals.count(written) if written and style != "formal" else None
            return Numbering(style=style, number=number, n_chars=match.end())
    return None


def is_annex(line: str) -> bool:
    """Whether a line opens an annex: ``附件1``."""
    return len(line) <= _MAX_HEADING_CHARS and _ANNEX.fullmatch(line) is not None


def is_glossary(line: str) -> bool:
    """Whether a line heads the explanations of terms: ``名词解释:``, ``※注释※``."""
    if len(line) > _MAX_GLOSSARY_CHARS or cutting.is_prose(line):
        return False
    folded = fold(line).text
    if _DECORATED.fullmatch(folded):
        return True
    return _GLOSSARY.search(folded) is not None and _ELSEWHERE.search(folded) is None


def numbers_entry(line: str) -> bool:
    """Whether a line begins as an entry of a glossary does: ``1.``, ``（1）``, ``[1]``, ``①``."""
    return numbering_of(line) is Level.ITEM or _ENTRY.match(line) is not None


def names_part(line: str) -> bool:
    """Whether a line ends as the heading of a part does: ``一、2023年工作回顾``."""
    return _NAMES_PART.search(line) is not None


def _mark(level: Level, text: str, *, alone: bool) -> Mark | None:
    title = re.sub(r"^[—–─-]+\s*|[。：:\s]+$", "", text)
    if not title:  # a ruled line, not a heading
        return None
    return Mark(level=level, title=title, n_chars=len(text), alone=alone)
