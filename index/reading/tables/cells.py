"""The cells of a table by what stands in them: a figure, a year, a unit, or words."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum, auto

from index.language import numerals
from index.language.lexicon import alternation
from index.language.quantities import quantities
from index.language.text import fold
from index.language.times import YEAR_IN_HAN, own_years_of
from index.language.units import Dimension

_NUMBER = r"[-+\u2212±]?\s*\d[\d,]*(?:\.\d+)?"
# All of these are for folded text.
_BARE = re.compile(_NUMBER)
_FIGURE = re.compile(rf"(?:{alternation('hedge_before')}|[约近超><≥≤])?{_NUMBER}\s*\S{{0,8}}")
_MAX_REST_CHARS = 2  # of a unit that the lexicon does not know
_SET_APART = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_NO_FIGURE = re.compile(r"[-—–…/.*×]+|\u2212+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ONLY_YEAR = re.compile(rf"(?:(?:19|20)\d{{2}}\s*年?|{YEAR_IN_HAN}年)度?")
_UNIT_WORD = rf"(?:{alternation('unit_of_table')})"
_UNIT_TOLD = re.compile(rf"{_UNIT_WORD}\s*:\s*([^()\n]+?)\s*(?:[)]|$)")
_IN_BRACKETS = re.compile(r"[(\[]\s*([^()\[\]]{1,12})\s*[)\]]")
_SIGNS = "±+-\u2212"  # before the % of a change: ±%
_PERCENT = re.compile(rf"[{_SIGNS}]*%\s*$")
_PARTED = re.compile(r"[、,;]|\s+和\s*")
_CHANGE = re.compile(
    rf"(?:{alternation('grew', 'fell', 'asks_change')})(?:{alternation('after_change')})?\s*$"
)
_SHARE = re.compile(rf"(?:{alternation('asks_share')})\s*$")
_NUMBERING = re.compile(
    rf"(?:[{numerals.TENS}]{{1,3}}、|[(][{numerals.TENS}\d]{{1,3}}[)]|\d{{1,2}}[.、](?!\d))\s*"
)
_PART_OF = re.compile(rf"(?:{alternation('part_of_row')})\s*[:：]?\s*|[#*·\-—]+\s*(?=\D)")


class CellKind(StrEnum):
    """What stands in a cell."""

    EMPTY = auto()
    FIGURE = auto()
    NO_FIGURE = auto()  # a dash: there is none
    YEAR = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a head or a label says: its words, its unit, and the year that it is of."""

    words: str
    unit: str
    year: int | None
    is_change: bool
    is_share: bool


@functools.lru_cache(maxsize=4096)
def kind_of(text: str) -> CellKind:
    """What stands in a cell."""
    folded = fold(text).text.strip()
    if not folded:
        return CellKind.EMPTY
    if _NO_FIGURE.fullmatch(folded):
        return CellKind.NO_FIGURE
    if _ONLY_YEAR.fullmatch(folded):
        return CellKind.YEAR
    if _FIGURE.fullmatch(folded) and (_BARE.fullmatch(folded) or _is_quantity(folded)):
        return CellKind.FIGURE
    return CellKind.WORDS


def _is_quantity(folded: str) -> bool:
    """Whether a cell is a figure with its unit, and no name that begins with one: 65岁以上老人数."""
    found = quantities(folded)
    rest = folded[found[0].end :] if found else ""
    return bool(found) and (len(rest) <= _MAX_REST_CHARS or not rest[0].isalnum())


def joined(text: str) -> str:
    """The text of a cell in one line, without the blanks that set its characters apart: 产 量."""
    return _SET_APART.sub("", " ".join(text.split()))


def is_bare_number(text: str) -> bool:
    """Whether a cell holds a number and no unit."""
    return _BARE.fullmatch(fold(text).text.strip()) is not None


def unit_in_caption(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The units that the lines above a table tell, as written: 单位：亿元、%."""
    for line in reversed(lines):
        folded = fold(line)
        told = _UNIT_TOLD.search(folded.text)
        if told:
            written = _original(line, told.span(1))
            return tuple(part for part in _PARTED.split(written) if part)
        for match in reversed([*_IN_BRACKETS.finditer(folded.text)]):
            written = _original(line, match.span(1))
            if is_unit(written):
                return (written,)
    return ()


@functools.lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else: 万吨, ±%."""
    bare = text.strip().lstrip(_SIGNS)
    found = quantities(f"1{bare}") if bare and not bare[0].isdigit() else ()
    return (
        len(found) == 1
        and found[0].written_unit != ""
        and (found[0].start, found[0].end) == (0, 1 + len(bare))
    )


@functools.lru_cache(maxsize=4096)
def is_of_shares(unit: str) -> bool:
    """Whether a unit is one of shares and changes: %, 个百分点."""
    found = quantities(f"1{unit}")
    return bool(found) and found[0].dimension in (Dimension.SHARE, Dimension.POINTS)


@functools.lru_cache(maxsize=4096)
def head_of(text: str) -> Head:
    """What a head says: 产量（万吨） is of 产量, in 万吨."""
    squeezed = joined(text)
    words, unit = squeezed, ""
    if is_unit(squeezed):
        words, unit = "", squeezed.lstrip(_SIGNS)
    else:
        folded = fold(squeezed)
        for match in _IN_BRACKETS.finditer(folded.text):
            inner = _original(squeezed, match.span(1))
            told = _UNIT_TOLD.search(fold(inner).text)
            inner = _original(inner, told.span(1)) if told else inner
            if told or is_unit(inner):
                unit = inner.lstrip(_SIGNS)
                first, last = folded.original(*match.span())
                words = squeezed[:first] + squeezed[last:]
        percent = _PERCENT.search(words)
        if not unit and percent:
            words, unit = words[: percent.start()], "%"
    words = words.strip()
    own = own_years_of(_with_year_signs(words))
    if _ONLY_YEAR.fullmatch(fold(words).text):
        words = ""
    plain = fold(words).text
    return Head(
        words=words,
        unit=unit,
        year=own[-1] if own else None,
        is_change=bool(_CHANGE.search(plain)) or "±" in squeezed,
        is_share=bool(_SHARE.search(plain)),
    )


def label_of(text: str) -> tuple[str, bool]:
    """What a row is called, without numbering, and whether it is part of a row above it."""
    words = joined(text)
    folded = fold(words)
    part = _PART_OF.match(folded.text)
    at = part.end() if part else 0
    numbering = _NUMBERING.match(folded.text, at)
    at = numbering.end() if numbering else at
    if part is None and numbering:
        part = _PART_OF.match(folded.text, at)
        at = part.end() if part else at
    rest = _original(words, (at, len(folded.text))) if at < len(folded.text) else words
    return rest, part is not None and rest != words


def year_of(text: str) -> int | None:
    """The year that a cell or a caption is of, if it names just one."""
    years = set(own_years_of(_with_year_signs(text)))
    return years.pop() if len(years) == 1 else None


def _with_year_signs(text: str) -> str:
    """A head that is a bare year with its 年, by which years are told."""
    bare = text.strip()
    return f"{bare}年" if _YEAR.fullmatch(fold(bare).text) else text


def _original(text: str, span: tuple[int, int]) -> str:
    first, last = fold(text).original(*span)
    return text[first:last]
