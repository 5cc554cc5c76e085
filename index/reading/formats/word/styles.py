"""Styles of a Word file: which paragraphs are headings, and which are numbered by their style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reading.formats.word.names import attribute, child, children, value_of

if TYPE_CHECKING:
    from lxml import etree

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_MAX_PARENTS = 16  # of a style: more are a circle
BODY_LEVEL = 9  # the outline level of what is no heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a paragraph style says: the level of a heading from 1, 0 for none; its list and level."""

    heading: int = 0
    list_id: str = ""
    list_level: str = ""


class Styles:
    """The paragraph styles of a file.

    Args:
        root: the part ``styles.xml``, if there is one.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._read: dict[str, Style] = {}
        self.default = ""
        for style in children(root, "style") if root is not None else ():
            if attribute(style, "type") != "paragraph":
                continue
            identity = attribute(style, "styleId")
            self._elements[identity] = style
            if attribute(style, "default") in ("1", "true"):
                self.default = identity

    def of(self, identity: str) -> Style:
        """What a style says, by itself or by those that it is based on."""
        if identity not in self._read:
            self._read[identity] = self._resolve(identity)
        return self._read[identity]

    def _resolve(self, identity: str) -> Style:
        heading: int | None = None
        list_id = list_level = ""
        for _ in range(_MAX_PARENTS):
            style = self._elements.get(identity)
            if style is None:
                break
            properties = child(style, "pPr")
            if properties is not None:
                heading = outline_of(properties) if heading is None else heading
                numbers = child(properties, "numPr")
                if numbers is not None:
                    list_id = list_id or value_of(numbers, "numId")
                    list_level = list_level or value_of(numbers, "ilvl")
            if heading is None and (named := _HEADING.fullmatch(value_of(style, "name").strip())):
                heading = int(named[1])
            identity = value_of(style, "basedOn")
        return Style(heading=heading or 0, list_id=list_id, list_level=list_level)


def outline_of(properties: etree._Element) -> int | None:
    """The level of a heading from 1, 0 for body text; ``None`` where properties tell none."""
    level = value_of(properties, "outlineLvl")
    if not level.isdecimal():
        return None
    return int(level) + 1 if int(level) < BODY_LEVEL else 0
