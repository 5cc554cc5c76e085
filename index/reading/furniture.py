"""What in a saved page is no part of the report: menus, counters, footers, page numbers."""

from __future__ import annotations

import re

from index.language import cutting
from index.language.lexicon import alternation
from index.language.text import fold
from index.reading.head import metadata

_PAGE_NUMBER = re.compile(
    r"[—–─\-\s]*\d{1,4}[—–─\-\s]*|第\s*\d+\s*页(?:[,，/\s]*共\s*\d+\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
# Words of web pages that a report does not say of itself.
_WORDS = re.compile(
    rf"{alternation('of_page')}|(?:查看|回复)[:：] ?\d|(?:{alternation('size_of_type')})[:：]|Powered by|Copyright|^RSS\b",
    re.IGNORECASE,
)
_MAX_CHARS = 80
_MAX_FIELD_CHARS = 200
_MAX_CONTROL_CHARS, _MAX_BUTTON_CHARS = 60, 16
_CONTROL = re.compile(rf"[\W_]*(?:{alternation('opens_page_line')})", re.IGNORECASE)
_ITS_VALUE = re.compile(r"$|[\W\d_]")
_SIZE = re.compile(
    rf"[\W_]*(?:{alternation('size_of_type')})[\W_]*(?:[超特]?[大中小][\W_]*){{0,5}}"
)  # 【字体：大 中 小】
_OURS = rf"(?:{alternation('this_site')})"
_NOTICE = re.compile(
    rf"^[\W_]*(?:{alternation('opens_notice')})|{_OURS}.*(?:{alternation('of_notice')})|"
    rf"(?:{alternation('of_notice')}).*{_OURS}"
)
_MAX_NOTICE_CHARS = 300
_PLAYED = re.compile(r"\d{1,2}:\d{2}/\d{1,2}:\d{2}")  # how long what is read out takes
_SITE = re.compile(rf"[\W_]*(?:{alternation('label_site')})\s*[:：]")
_WATERMARK = re.compile(
    rf"[\W_]*(?:本文)?(?:{alternation('says_source')})[^,.;:，。；：]{{1,14}}网站?"
)
_TAKEN_BY = re.compile(rf"(?:{alternation('of_caption')}|摄影)[^。，]{{0,20}}[摄图][）)]?$")
_CUT_OFF = re.compile(r".{40}(?:\.{3,}|…{1,2}|。{3,})$")


def is_furniture(line: str) -> bool:
    """Whether a line is of the page around a report: short, no prose, with a word of web pages."""
    return (
        len(line) <= _MAX_CHARS and not cutting.is_prose(line) and _WORDS.search(line) is not None
    )


def is_control(line: str) -> bool:
    """Whether a line is a button or a label of the page, wherever it stands: ``上一篇：…``, ``【打印】``."""
    if len(line) > _MAX_CONTROL_CHARS or cutting.is_prose(line):
        return False
    folded = fold(line).text
    match = _CONTROL.match(folded)
    if match and (len(folded) <= _MAX_BUTTON_CHARS or _ITS_VALUE.match(folded, match.end())):
        return True
    squeezed = "".join(folded.split())
    return any(each.fullmatch(squeezed) for each in (_SIZE, _WATERMARK, _PLAYED))


def is_of_site(line: str) -> bool:
    """Whether a line says who runs a site: ``主办单位：云溪县人民政府办公室``; so may a report's."""
    return len(line) <= _MAX_FIELD_CHARS and _SITE.match(line) is not None


def is_notice(line: str) -> bool:
    """Whether a line says what may be done with a site's texts: ``免责声明：本站……``."""
    return len(line) <= _MAX_NOTICE_CHARS and _NOTICE.search(line) is not None


def is_photo_caption(line: str) -> bool:
    """Whether a line says who took a picture: ``省长作政府工作报告。本报记者 某某 摄``."""
    return len(line) <= _MAX_CHARS and _TAKEN_BY.search(line) is not None


def is_around(line: str) -> bool:
    """Whether a line is of the page around a report, whatever it is."""
    is_field = len(line) <= _MAX_FIELD_CHARS and (
        metadata.is_metadata(line) or metadata.is_source(line)
    )
    return (
        is_field
        or is_furniture(line)
        or is_control(line)
        or is_notice(line)
        or is_photo_caption(line)
        or is_summary(line)
    )


def is_summary(line: str) -> bool:
    """Whether a line is the beginning of the report again, cut off: ``……也是涞水......``."""
    return _CUT_OFF.search(line) is not None


def is_page_number(line: str) -> bool:
    """Whether a line is nothing but a page number: ``— 3 —``, ``第3页 共20页``."""
    return _PAGE_NUMBER.fullmatch(line) is not None
