"""What in a saved page is no part of the report: menus, counters, footers, page numbers."""

from __future__ import annotations

import re

from index.language import cutting
from index.language.lexicon import alternation

_PAGE_NUMBER = re.compile(
    r"[—–─\-\s]*\d{1,4}[—–─\-\s]*|第\s*\d+\s*页(?:[,，/\s]*共\s*\d+\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
# Words of web pages that a report does not say of itself.
_WORDS = re.compile(
    rf"{alternation('of_page')}|(?:查看|回复)[:：] ?\d|(?:字体|字号)[:：]|Powered by|Copyright",
    re.IGNORECASE,
)
_MAX_CHARS = 80


def is_furniture(line: str) -> bool:
    """Whether a line is of the page around a report: short, no prose, with a word of web pages."""
    return (
        len(line) <= _MAX_CHARS and not cutting.is_prose(line) and _WORDS.search(line) is not None
    )


def is_page_number(line: str) -> bool:
    """Whether a line is nothing but a page number: ``— 3 —``, ``第3页 共20页``."""
    return _PAGE_NUMBER.fullmatch(line) is not None
