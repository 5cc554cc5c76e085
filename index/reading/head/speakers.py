"""Who delivered a report, and in which office."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.language.lexicon import alternation
from index.language.text import simplify

_OFFICE = rf"(?:代理|代)?(?:{alternation('office')})"
_SPACE = r"[ \u3000\xa0]"
# Names have two to four characters, the short ones often set apart (戴 雷); those of other
# nationalities can be longer and joined by a dot (艾尔肯·吐尼亚孜).
_NAME = (
    r"[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,8}){1,6}"
    rf"|[\u4e00-\u9fff]{_SPACE}+[\u4e00-\u9fff]|[\u4e00-\u9fff]{{2,4}}?"
)
_OFFICE_THEN_NAME = re.compile(
    rf"(?P<office>{_OFFICE}){_SPACE}*+(?P<name>(?:{_NAME})?)"
    rf"(?={_SPACE}*(?:{alternation('after_speaker')}|[）)]|$))",
    re.MULTILINE,
)
_NAME_THEN_OFFICE = re.compile(
    rf"日{_SPACE}*(?P<name>{_NAME}){_SPACE}*(?P<office>{_OFFICE})(?=在|作)"
)
_OFFICE_ABOVE_NAME = re.compile(
    rf"(?P<office>{_OFFICE}){_SPACE}*\n{_SPACE}*(?P<name>{_NAME}){_SPACE}*$", re.MULTILINE
)
_LOST = re.compile(r"[?？]{2,}")  # spaces of another encoding


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A speaker; what is unknown is empty."""

    name: str = ""
    office: str = ""


def speaker_in(block: str) -> Speaker:
    """The first speaker that the lines of a head name."""
    block = _LOST.sub(lambda lost: " " * len(lost[0]), block)
    simplified = simplify(block)
    for pattern in (_OFFICE_THEN_NAME, _NAME_THEN_OFFICE, _OFFICE_ABOVE_NAME):
        for match in pattern.finditer(simplified):
            if match["name"]:
                start, end = match.span("name")
                return Speaker(
                    name=re.sub(_SPACE, "", block[start:end]),
                    office=block[slice(*match.span("office"))],
                )
    return Speaker()


def speaker_of_label(value: str) -> Speaker:
    """The speaker that a page's own line names (``报告人：市长 沈禾``), with or without an office."""
    known = speaker_in(value)
    name = re.sub(_SPACE, "", value)
    if known.name or not re.fullmatch(r"[\u4e00-\u9fff·•]{2,12}", name):
        return known
    return Speaker(name=name)
