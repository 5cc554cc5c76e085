"""Which characters stand for the same: of other widths, in traditional form, other quotation marks."""

from __future__ import annotations

import functools
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from index.language.text import SAME_MARKS, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

# Where characters lie that fold to others: Latin and signs, radicals and punctuation, ideographs,
# compatibility and full-width forms.
_RANGES = (
    (0x21, 0x7F),
    (0xA1, 0x250),
    (0x2010, 0x2028),
    (0x2030, 0x2060),
    (0x2070, 0x2800),
    (0x2E80, 0xA000),
    (0xF900, 0xFB00),
    (0xFE10, 0xFFEF),
)
# Single characters for several that reports write; Unicode has hundreds more.
_ABBREVIATIONS = "㎡㎥㎢㎞㎏㎎㎝㎜℃№…⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BLANK = " \u00a0\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_ANY_BLANKS = f"[{_BLANK}{_UNSEEN}]*"
_SOME_BLANKS = f"[{_BLANK}{_UNSEEN}\n]+"
_HIDDEN = f"[{_UNSEEN}]*"
_BLANKS = re.compile(r"\s+")
_IDLE_BLANKS = re.compile(  # but 1. 1 is not the figure 1.1
    r"(?!(?<=\d[.,]) \d)(?!(?<=\d) [.,] ?\d)"
    r"(?:(?<![a-z0-9]) | (?![a-z0-9])|(?<=[a-z]) (?=\d)|(?<=\d) (?=[a-z]))"
)
_WORDLIKE = re.compile(r"[a-z]{2}|\d{2}")
_POINT = re.compile(r"\d[.,]\d")
_LETTERS, _DIGITS = r"A-Za-z\uff21-\uff3a\uff41-\uff5a", r"0-9\uff10-\uff19"


def folded(text: str) -> str:
    """A text folded for matching, in which one mark stands for all quotation marks or dashes."""
    return fold(text).text.translate(SAME_MARKS)


def normalized(text: str) -> str:
    """A text folded for matching, with blanks only where they part Latin letters and digits."""
    return _IDLE_BLANKS.sub("", _BLANKS.sub(" ", folded(text).strip()))


@functools.cache
def pattern_of(phrase: str) -> str:
    """A regular expression for all ways to write what becomes a phrase, as ``normalized`` gives it.

    Between two characters blanks may stand, save inside of Latin words and numbers; no line ends
    and no cell of a table does.
    """
    return _spelled(phrase, 0, len(phrase)) + _not_after(phrase[-1])


def _spelled(phrase: str, start: int, end: int) -> str:
    """The ways to write a part of a phrase, as a regular expression."""
    single, longer = _ways()
    pieces: list[str] = []
    at = start
    while at < end:
        # One character may stand for several: ㎡ for m2. The whole part is spelled already.
        several = next(
            (
                each
                for each in longer
                if phrase.startswith(each, at, end) and each != phrase[start:end]
            ),
            phrase[at],
        )
        pieces.append(_gap(phrase, at) if at > start else "")
        if several == " ":
            pieces[-1] = _SOME_BLANKS
        elif len(several) == 1:
            pieces.append(_one(several, single) + (_not_before(several) if at == 0 else ""))
        else:
            spelled = _spelled(phrase, at, at + len(several))
            pieces.append(f"(?:[{re.escape(longer[several])}]|{spelled})")
        at += len(several)
    whole = longer.get(phrase[start:end], "") if (start, end) == (0, len(phrase)) else ""
    return f"(?:[{re.escape(whole)}]|{''.join(pieces)})" if whole else "".join(pieces)


def _gap(phrase: str, at: int) -> str:
    """What may stand before a character of a phrase: nothing that is seen inside of words and numbers."""
    if " " in phrase[at - 1 : at + 1]:
        return ""  # the blank that parts two words is spelled itself
    around = phrase[max(0, at - 2) : at + 2]
    is_inside = _WORDLIKE.fullmatch(phrase, at - 1, at + 1) or any(
        match.start() < min(at, 2) < match.end() for match in _POINT.finditer(around)
    )
    return _HIDDEN if is_inside else _ANY_BLANKS


def _not_before(first: str) -> str:
    """What may not stand before a phrase: of AI a letter, of 5% a digit with or without its point."""
    if "a" <= first <= "z":
        return f"(?<![{_LETTERS}].)"
    return f"(?<![{_DIGITS}].)(?<![{_DIGITS}][.,．].)" if first.isdecimal() else ""


def _not_after(last: str) -> str:
    """What may not stand after a phrase."""
    if "a" <= last <= "z":
        return f"(?![{_LETTERS}])"
    return f"(?![{_DIGITS}]|[.,．][{_DIGITS}])" if last.isdecimal() else ""


def _one(character: str, single: Mapping[str, str]) -> str:
    ways = "".join(dict.fromkeys(character + single.get(character, "")))
    return re.escape(character) if ways == character else f"[{re.escape(ways)}]"


@functools.cache
def _ways() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """For each folded character those that fold to it; and for several the one that folds to them."""
    characters = [chr(code) for first, end in _RANGES for code in range(first, end)]
    single: dict[str, str] = {}
    longer: dict[str, str] = {}
    for character, to in zip(characters, folded("\n".join(characters)).split("\n"), strict=True):
        if len(to) == 1 and to != character:
            single[to] = single.get(to, "") + character
        elif character in _ABBREVIATIONS:
            longer[to] = longer.get(to, "") + character
    longest_first = sorted(longer.items(), key=lambda item: -len(item[0]))
    return MappingProxyType(single), MappingProxyType(dict(longest_first))
