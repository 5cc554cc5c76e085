"""Bytes to text, once; and text folded for matching, with its offsets kept."""

from __future__ import annotations

import codecs
import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import opencc

from index.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSES = ("gb18030", "utf-16-le", "utf-16-be", "big5")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Letters and marks that are blank or ignored by design: grapheme joiner, Hangul and Khmer fillers,
# Mongolian selectors, braille blank.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
# What no text holds; 1A ends files of old DOS editors.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b\x1f]")
_PLAUSIBLE_SHARE = 0.9
_QUOTES = dict.fromkeys("“”\u201e\u201f\u301d\u301e「」『』\xab\xbb", '"')
_SINGLE_QUOTES = dict.fromkeys("‘’\u201a\u201b`", "'")
_DASHES = dict.fromkeys("\u2010\u2011\u2012–—\u2015\u2212", "-") | {"〜": "~"}
# One mark for all quotation marks, and one for all dashes: ``str.translate`` takes it.
SAME_MARKS = str.maketrans(_QUOTES | _SINGLE_QUOTES | _DASHES)


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a report; every kind of line end becomes a line feed.

    UTF-8, UTF-16 and UTF-32 are known by their byte-order mark; without one, UTF-8 is taken where
    it fits, then the first of GB18030, UTF-16 and Big5 whose text is plausible Chinese.

    Raises:
        CorpusError: the file is empty, binary, or in no known encoding; the message names it.
    """
    text = _decode(data, name)
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    if not text.strip():
        raise CorpusError(f"{name} is empty: delete it, or save the report into it again")
    return text


def decode_as(data: bytes, encoding: str) -> str | None:
    """The text of bytes in an encoding that is named; ``None`` where they do not fit it."""
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None
    if not text.strip() or _has_controls(text) or not _is_plausible(text):
        return None
    return _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data.removeprefix(mark), encoding, name)
    broken_at = None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken_at = error.start
    else:
        if not _has_controls(text):  # UTF-16 of plain ASCII is also valid UTF-8, full of NULs
            return text
    for encoding in _GUESSES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue  # not this one; the next guess, or the error below, takes over
        if not _has_controls(text) and _is_plausible(text):
            return text
    if broken_at is None or b"\0" in data:
        raise _binary(name)
    raise _undecodable(name, f"UTF-8 breaks at byte {broken_at}; GB18030, UTF-16, Big5 do not fit")


def _decode_marked(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name, f"its {encoding} breaks at byte {error.start}") from error
    if _has_controls(text):
        raise _binary(name)
    return text


def _undecodable(name: str, why: str) -> CorpusError:
    return CorpusError(f"{name} is in no known encoding ({why}): save it again as UTF-8")


def _binary(name: str) -> CorpusError:
    return CorpusError(f"{name} is binary, not text: save the report as .txt or .md in UTF-8")


def _has_controls(text: str) -> bool:
    return _CONTROLS.search(text) is not None


def _is_plausible(text: str) -> bool:
    """Whether most characters beyond ASCII are ones that Chinese reports are written with.

    A text decoded by the wrong table is full of rare characters; GB2312's first level and Big5's
    are the 3,755 and 5,401 common ones, ordered before the rare ones in both tables.
    """
    telling = [c for c in text if not c.isascii()]  # all tables read ASCII alike
    return sum(map(_is_common, telling)) >= _PLAUSIBLE_SHARE * len(telling)


@functools.lru_cache(maxsize=8192)
def _is_common(c: str) -> bool:
    if "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uff5e":
        return True
    if not "\u4e00" <= c <= "\u9fff":
        return c in "—…“”‘’·①②③④⑤⑥⑦⑧⑨⑩％℃㎡×\xa0"
    gb, big5 = c.encode("gb2312", "replace"), c.encode("big5", "replace")
    return b"\xb0\xa1" <= gb <= b"\xd7\xf9" or b"\xa4\x40" <= big5 <= b"\xc6\x7e"


_HALVES = re.compile("[\ud800-\udfff]")
_KEPT_FOLDS = 65_536  # characters that are not folded again
_GAPS = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000\xa0]+(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """Text folded for matching; ``origins[i]`` is where its i-th character came from."""

    text: str
    origins: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text before folding that ``text[start:end]`` came from.

        Raises:
            ValueError: the span is empty or outside of the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span {start}..{end} in {len(self.text)} characters")
        return self.origins[start], self.origins[end - 1] + 1


@functools.lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(text: str) -> Folded:
    """Fold what does not matter for matching: width, case, traditional forms, invisible marks.

    Each character is brought to Unicode's NFKC (full-width digits and letters become ASCII,
    ``㎡`` becomes ``m2``) and lower case; spaces between Chinese characters, by which names are set
    (戴 雷), vanish; format characters (zero-width, bidi controls) vanish;
    traditional characters become simplified by OpenCC's ``t2s``.
    """
    joined, origins = _fold_characters(text)
    simplified = _to_simplified().convert(joined)
    if len(simplified) != len(joined):  # a phrase of another length: character by character then
        simplified = "".join(_simplify_character(c) for c in joined)
    return Folded(text=simplified, origins=origins)


def simplify(text: str) -> str:
    """A text in simplified characters, each where the one that it stands for stood."""
    text = _HALVES.sub("\ufffd", text)  # no character, which the converter would not take
    simplified = str(_to_simplified().convert(text))
    if len(simplified) == len(text):
        return simplified
    return "".join(_simplify_character(c) for c in text)


def _fold_characters(text: str) -> tuple[str, Sequence[int]]:
    """A text without gaps, each character folded, and where each that results came from."""
    gaps = {i for gap in _GAPS.finditer(text) for i in range(*gap.span())}
    if not gaps:  # nearly always each character becomes one: twice as fast
        joined = text.translate(_FOLDS)
        if len(joined) == len(text) and _FOLDS.longer.isdisjoint(text):
            return joined, range(len(text))
    characters: list[str] = []
    origins: list[int] = []
    for i, c in enumerate(text):
        if i in gaps:
            continue
        for folded in _FOLDS[ord(c)]:
            characters.append(folded)
            origins.append(i)
    return "".join(characters), tuple(origins)


class _Folds(dict[int, str]):
    """What each character becomes, for ``str.translate``; filled as characters come up."""

    def __init__(self) -> None:
        super().__init__()
        self.longer: set[str] = set()  # the characters that become several

    def __missing__(self, code: int) -> str:
        c = chr(code)
        folded = _fold_character(c)
        if len(folded) > 1:
            self.longer.add(c)
        if len(self) < _KEPT_FOLDS:
            self[code] = folded
        return folded


def _fold_character(c: str) -> str:
    if unicodedata.category(c) == "Cf" or "\ufe00" <= c <= "\ufe0f":
        return ""
    if "\ud800" <= c <= "\udfff":  # half a character, as a terminal can hand over; not encodable
        return "\ufffd"
    return unicodedata.normalize("NFKC", c).lower()


_FOLDS = _Folds()


@functools.lru_cache(maxsize=65536)
def _simplify_character(c: str) -> str:
    simplified = str(_to_simplified().convert(c))
    return simplified if len(simplified) == 1 else c


def is_hidden(c: str) -> bool:
    """Whether a character cannot be seen for what it is: it controls, reorders, or is blank."""
    return unicodedata.category(c) in _HIDDEN_CATEGORIES or c in _BLANKS


def visible(text: str) -> str:
    """A text for a terminal: control and format characters become their code points.

    What a report contains can then neither move the cursor nor turn the direction of a line.
    """
    return "".join(f"<U+{ord(c):04X}>" if is_hidden(c) and c != "\n" else c for c in text)
