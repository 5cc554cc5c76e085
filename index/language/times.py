"""The calendar years that a text names."""

from __future__ import annotations

import re

from index.language import numerals
from index.language.lexicon import alternation

YEAR_IN_HAN = rf"[一二][{numerals.OF_YEARS}]{{3}}"
_ARABIC = r"(?:19|20)\d{2}\s*年"
# A year that a figure is compared with, or counted from, is not the one it is of.
_SINCE = re.compile(rf"(?:较|比|相比|自|从)\s*{_ARABIC}|{_ARABIC}(?:{alternation('since')})")
_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})\s*年|({YEAR_IN_HAN})年")


def years_of(text: str) -> tuple[int, ...]:
    """The years in a text (``2024年``, ``二〇二四年``), in the order they stand in."""
    return tuple(int(arabic or numerals.digits(han)) for arabic, han in _YEAR.findall(text))


def own_years_of(text: str) -> tuple[int, ...]:
    """The years that a text is of, without those that it compares with or counts from."""
    return years_of(_SINCE.sub("", text))


def without_years(text: str) -> str:
    """A text without the years that it names."""
    return _YEAR.sub("", text)


def after_last_year(text: str) -> str:
    """What follows the last year that a text names; the whole text where it names none."""
    end = 0
    for match in _YEAR.finditer(text):
        end = match.end()
    return text[end:]


def before_first_year(text: str) -> str:
    """What stands before the first year that a text names; the whole text where it names none."""
    match = _YEAR.search(text)
    return text[: match.start()] if match else text
