"""How far an answer agrees with the expected ones: exactly, and by the tokens they share."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = " .,;:!?。、\"'“”‘’()《》"  # what may stand around an answer and says nothing
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
# One Chinese character; or letters and digits, with the marks inside a number; or a unit's sign.
_TOKEN = re.compile(
    rf"[{_HAN}]|(?:[^\W_{_HAN}]|(?<=\d)\.(?=\d)|(?<=\d),(?=\d{{3}}(?!\d)))+|[%‰°$¥€£]"
)


def exact(answer: str, expected: Sequence[str]) -> bool:
    """Whether an answer is one of the expected, but for width, case, spaces and marks around it."""
    return _normalised(answer) in map(_normalised, expected)


def f1(answer: str, expected: Sequence[str]) -> float:
    """The token F1 of an answer, 0 to 1, with the expected one that it agrees with best.

    Precision is the longest run of tokens that both have, as a share of the answer's tokens;
    recall, as a share of the expected answer's. A token is a Chinese character or a run of other
    letters and digits; punctuation is none. The definition is that of the evaluation script of
    CMRC 2018 (Cui et al. 2019, https://aclanthology.org/D19-1600;
    https://github.com/ymcui/cmrc2018, ``squad-style-data/cmrc2018_evaluate.py``), which counts a
    run, where SQuAD counts shared tokens in any order. Other than there, width is folded, any
    mark is punctuation, a unit's sign (``%``) is a token of its own, and what is exactly right has
    1, whatever its tokens.
    """
    if exact(answer, expected):
        return 1.0
    said = tokens(answer)
    return max((_overlap(said, tokens(each)) for each in expected), default=0.0)


def tokens(text: str) -> tuple[str, ...]:
    """The tokens of an answer that are compared, folded to one width and case.

    A point inside a number stays in it, as does the comma before thousands: ``1,234.5`` is one.
    """
    # NFKC makes the clause's comma (U+FF0C) the number's: 2023，100家 is no number of thousands.
    folded = unicodedata.normalize("NFKC", text.replace("，", " ")).casefold()
    return tuple(_TOKEN.findall(folded))


def _overlap(said: tuple[str, ...], wanted: tuple[str, ...]) -> float:
    if not said or not wanted:
        return 0.0
    run = SequenceMatcher(None, said, wanted, autojunk=False).find_longest_match().size
    return 2 * run / (len(said) + len(wanted))  # 2PR / (P + R) with P = run/said, R = run/wanted


def _normalised(answer: str) -> str:
    """Fold what does not tell two answers apart: width, case, spaces, marks around it."""
    folded = unicodedata.normalize("NFKC", answer).casefold()
    return "".join(folded.split()).strip(_MARKS)
