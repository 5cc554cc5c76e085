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
_MAX_FIELD_CHARS = 200
_FIELD = re.compile(
    rf"(?:{alternation('label_title', 'label_issuer', 'label_date', 'label_source', 'label_other')})"
    r"\s*(?:URL|url|网址|链接)?\s*[:：]"
)
_TAKEN_BY = re.compile(rf"(?:{alternation('of_caption')}|摄影)[^。，]{{0,20}}[摄图][）)]?$")
_CUT_OFF = re.compile(r".{40}(?:\.{3,}|…{1,2}|。{3,})$")


def is_furniture(line: str) -> bool:
    """Whether a line is of the page around a report: short, no prose, with a word of web pages."""
    return (
        len(line) <= _MAX_CHARS and not cutting.is_prose(line) and _WORDS.search(line) is not None
    )


def is_metadata(line: str) -> bool:
    """Whether a line is a field of the page: ``发布时间：2024-01-05``, ``来源URL：…``, ``正文：``."""
    return len(line) <= _MAX_FIELD_CHARS and _FIELD.match(line) is not None


def is_photo_caption(line: str) -> bool:
    """Whether a line says who took a picture: ``省长作政府工作报告。本报记者 某某 摄``."""
    return len(line) <= _MAX_CHARS and _TAKEN_BY.search(line) is not None


def is_around(line: str) -> bool:
    """Whether a line is of the page around a report, whatever it is."""
    return is_furniture(line) or is_metadata(line) or is_photo_caption(line) or is_summary(line)


def is_summary(line: str) -> bool:
    """Whether a line is the beginning of the report again, cut off: ``……也是涞水......``."""
    return _CUT_OFF.search(line) is not None


def is_page_number(line: str) -> bool:
    """Whether a line is nothing but a page number: ``— 3 —``, ``第3页 共20页``."""
    return _PAGE_NUMBER.fullmatch(line) is not None
