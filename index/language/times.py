"""The calendar years that a text names."""

from __future__ import annotations

import re

from index.language import numerals

YEAR_IN_HAN = rf"[一二][{numerals.OF_YEARS}]{{3}}"
_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})\s*年|({YEAR_IN_HAN})年")


def years_of(text: str) -> tuple[int, ...]:
    """The years in a text (``2024年``, ``二〇二四年``), in the order they stand in."""
    return tuple(int(arabic or numerals.digits(han)) for arabic, han in _YEAR.findall(text))


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
